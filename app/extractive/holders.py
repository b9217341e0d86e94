"""Whose a sentence speaks of: "Norland's foreign minister" is not Sudland's, Orsk's price not Halden's."""

import re
from collections.abc import Iterator
from functools import lru_cache

from app.extractive.reading import ReadSentence
from app.extractive.titled import ANY_HOLDER, titles_of_others
from app.names import Name, same_name
from app.question import Question, Wanted
from app.verify.reading import Reading
from app.words import Word, is_past_form, parts_of_speech

_BEFORE = re.compile(r"(?:['’]s?)?\s(?:[a-z-]+\s){0,3}", re.ASCII)  # "Norland's new foreign " minister
_BEHIND = re.compile(r"\s(of|at|for|in)\s(?:the\s)?(?:[a-z-]+\s){0,2}")  # minister " of the city of "
_MADE = ("er", "or", "r")  # who leads is a leader
_WITHOUT = (Wanted.YES_NO, Wanted.SAYING, Wanted.REASON)


def is_anothers(question: Question, sentence: ReadSentence, *, at_home: bool = False) -> bool:
    """Whether all that a sentence says of the asked role or thing, it says of others than the question's.

    So does what it says of another such role: the "finance" minister where the "foreign" one is asked for. A
    sentence that does not say whose it is may speak of the one that is asked for.

    Args:
        question: what is asked.
        sentence: what may answer it.
        at_home: whether its article speaks of the asked country and no other.
    """
    if question.wanted in _WITHOUT or not (question.names or question.wanted is Wanted.PERSON):
        return False
    thing = _thing(question)
    if thing is None:
        return False
    titles = (
        list(titles_of_others(question, sentence, thing, at_home=at_home))
        if question.wanted is Wanted.PERSON
        else []
    )
    held = [word for word in sentence.words if _is_it(word, thing, named=bool(question.focus))]
    if not held or not all(titles):
        return bool(titles) and all(titles)
    whose = _whose(question)
    if not whose:
        return False
    told = Reading(sentence.text, known=question.names)
    if all(_is_other_kind(question, told, word) for word in held):
        return True
    role = question.wanted is Wanted.PERSON
    owners = [list(_owners(told, word, role=role)) for word in held]
    return all(
        found and not any(same_name(name, owner) for owner in found for name in whose) for found in owners
    )


def _thing(question: Question) -> Word | None:
    """The word for it: "minister" of "Who is the minister of …", "price" of "What is the price of …", and
    "coaches" of "Who coaches …"."""
    if question.focus:
        word = question.focus[-1]
        return word if "NOUN" in parts_of_speech(word.lower) else None
    if question.wanted is not Wanted.PERSON:
        return None
    named = [(name.start, name.end) for name in question.names]
    rest = [w for w in question.content if not any(a <= w.start < b for a, b in named)]
    return rest[0] if len(rest) == 1 else None


@lru_cache(maxsize=64)  # asked again for each sentence of an answer
def _whose(question: Question) -> tuple[Name, ...]:
    """The names whose it may be: of a role all of the question's, of a thing those that stand beside it."""
    if question.wanted is Wanted.PERSON:
        return question.names
    return tuple(_owners(Reading(question.text, known=question.names), question.focus[-1], role=False))


def _is_it(word: Word, thing: Word, *, named: bool) -> bool:
    """Whether a word stands for it; where the question has but the verb of a role, "coaches" does not."""
    if not word.text.islower() or is_past_form(word.lower) or (not named and word.lower.endswith("s")):
        return False
    made = {thing.lower.removesuffix("s") + ending for ending in _MADE}
    return bool(word.keys & thing.keys) or word.lower in made


def _is_other_kind(question: Question, told: Reading, held: Word) -> bool:
    """Whether the word before it is another than the question has there, which stands nowhere."""
    asked = [w for w in question.focus[:-1] if w.text.islower()]
    if question.wanted is not Wanted.PERSON or not asked:
        return False
    if any(word.keys & other.keys for word in asked for other in told.words):
        return False
    before = [word for word in told.words if word.end < held.start][-1:]
    return any(
        word.content
        and word.text.islower()
        and word.lower not in ANY_HOLDER
        and not is_past_form(word.lower)
        and told.text[word.end : held.start].isspace()
        for word in before
    )


def _owners(told: Reading, held: Word, *, role: bool) -> Iterator[Name]:
    """Yield the names that stand where its owner would; a role may also be held "in" or "at" a place."""
    for name in told.names:
        if name.end <= held.start:
            between = told.text[name.end : held.start]
            if _BEFORE.fullmatch(between) and _only_describes(told, name.end, held):
                yield name
        elif name.start >= held.end:
            behind = _BEHIND.fullmatch(told.text[held.end : name.start])
            if behind and (role or behind[1] == "of"):
                yield name


def _only_describes(told: Reading, start: int, held: Word) -> bool:
    """Whether the words up to it are neither verbs in the past nor words like "and"."""
    between = [word for word in told.words if start <= word.start < held.start]
    return all(word.content and not is_past_form(word.lower) for word in between)
