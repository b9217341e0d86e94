"""Titles before names: "President Ola Rand" is not the head of each country that a sentence speaks of."""

import re
from collections.abc import Iterator

from app.extractive.countries import is_country
from app.extractive.reading import ReadSentence
from app.names import TITLES, same_tokens
from app.question import Question
from app.verify.reading import Reading
from app.wordlists import word_set
from app.words import Word, keys_of, parts_of_speech, words_of

ANY_HOLDER = word_set("new former acting current then outgoing incoming first next last interim")
"""Words before a role that tell neither whose nor which it is."""
_ASKS_HOLDER = re.compile(r"\bwho(?:['’]s|\s(?:is|was|are|were))\b", re.IGNORECASE)
_LESSER = word_set("vice deputy assistant")  # whose holder does not hold the role itself
_DIVIDED = word_set(
    "minister ministers secretary secretaries commissioner"
)  # offices of which there are many
_SPELLED = {"defence": "defense", "labour": "labor"}


def titles_of_others(
    question: Question, sentence: ReadSentence, role: Word, *, at_home: bool = False
) -> Iterator[bool]:
    """Yield for each name that the role stands before as a title whether it is of another office or place.

    Only of a question that asks who holds it: "Who is the president of Norland?" A title without a place is
    taken for the asked one's, unless that is a country: "President Ola Rand" may be of any.

    Args:
        question: asks who holds the role.
        sentence: what may answer it.
        role: the question's word for the role.
        at_home: whether the article speaks of the asked country and no other.
    """
    if not _ASKS_HOLDER.search(question.text):
        return
    for name in Reading(sentence.text, known=question.names).names:
        words = words_of(name.text)
        for i, word in enumerate(words[:-1]):
            if word.keys & role.keys and word.text[0].isupper():
                yield _is_anothers(question, words, i, at_home=at_home)
                break


def tells_office(question: Question, sentence: ReadSentence) -> bool:
    """Whether the word that tells one such office from the others stands in a sentence, beside it or in its
    title: "prime" or "health" where that minister is asked for."""
    if (
        not question.focus
        or question.focus[-1].lower not in _DIVIDED
        or not _ASKS_HOLDER.search(question.text)
    ):
        return True
    before = [*question.focus[:-1], *_behind_of(question)]
    kinds = [w for w in before if (w.text.islower() or w.lower in TITLES) and w.lower not in ANY_HOLDER]
    source = sentence.source
    around = words_of(" ".join((source.article.title, source.before, sentence.text, source.after)))
    return not kinds or any(_keys(kind) & _keys(word) for kind in kinds for word in around)


def _is_anothers(question: Question, words: list[Word], at: int, *, at_home: bool) -> bool:
    """Whether the title `words[at]`, within a name's words, is of another office or place."""
    kinds = [word for word in words[:at] if word.lower in TITLES]
    behind = words[at + 1 :]
    if len(behind) > 1 and behind[0].lower == "of":  # "Secretary of State"
        kinds.append(behind[1])
        behind = behind[2:]
    if _is_other_office(question, kinds):
        return True
    places = [w.lower for w in words[:at] if w.lower not in TITLES and not _is_plain(w.lower)]
    lowers = [word.lower for word in behind]
    if "of" in lowers:  # "President Ola Rand of Norland"
        places += lowers[lowers.index("of") + 1 :]
    if places and question.names:
        return not any(same_tokens(name.tokens, tuple(places)) for name in question.names)
    return not at_home and any(is_country(name.tokens) for name in question.names)


def _is_other_office(question: Question, told: list[Word]) -> bool:
    asked = [*(word for word in question.focus[:-1] if word.text.islower()), *_behind_of(question)]
    if any(word.lower in _LESSER for word in told) and not any(word.lower in _LESSER for word in asked):
        return True
    return bool(asked and told) and not any(_keys(a) & _keys(b) for a in asked for b in told)


def _behind_of(question: Question) -> list[Word]:
    """The word that tells the office behind it: "state" in "Who is the secretary of state?"."""
    if question.focus[-1].lower not in _DIVIDED:
        return []
    behind = [word for word in question.words if word.start >= question.focus[-1].end and word.lower != "the"]
    if len(behind) < 2 or behind[0].lower != "of":
        return []
    named = any(name.start <= behind[1].start < name.end for name in question.names)
    return behind[1:2] if not named or behind[1].lower in TITLES else []


def _keys(word: Word) -> frozenset[str]:
    return frozenset(keys_of(_SPELLED.get(word.lower, word.lower)))


def _is_plain(lower: str) -> bool:
    """Whether a capitalised word before a title only describes: "Outgoing Mayor"."""
    return lower in ANY_HOLDER or bool(parts_of_speech(lower) and not is_country((lower,)))
