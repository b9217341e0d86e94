"""Who did it to whom: "Rovers beat United" answers "Who beat United?"; "United beat City" and "Rovers beat
City" do not."""

import re
from difflib import get_close_matches
from functools import lru_cache

from app.extractive.reading import ReadSentence
from app.names import Name, same_name
from app.question import Question, Wanted
from app.verify.reading import Reading
from app.verify.relations import name_spans, shared_subjects, ties_of
from app.wordlists import word_set
from app.words import Word, is_participle, is_past_form, lemmas

_OTHER_WAY = {"agent": "patient", "patient": "agent"}
_TURNABLE = (Wanted.PERSON, Wanted.WHICH, Wanted.OTHER)
_OF_ONE = (*_TURNABLE, Wanted.TIME, Wanted.PLACE, Wanted.COUNT, Wanted.AMOUNT)
_MUTUAL = word_set("marry meet face fight play oppose join date wed divorce resemble equal border kiss hug")
_BE_BEFORE = re.compile(r"\b(?:is|are|was|were|been|being)\s(?:the\s|an?\s)?$", re.IGNORECASE)
_WHO = re.compile(r",?\s(?:who|which)\s(?:ha[sd]\s)?")
ALIKE = 0.8  # of `difflib`, from which on a word is another misspelt
_SEATS = word_set(  # which stand for a country, or are stood for by one
    """washington pentagon house kremlin moscow beijing london westminster whitehall brussels paris berlin
    tehran baghdad jerusalem ankara cairo riyadh kyiv kiev tokyo delhi islamabad seoul pyongyang damascus
    beirut amman doha ottawa canberra madrid rome warsaw vienna congress senate parliament"""
)


def runs_against(question: Question, sentence: ReadSentence) -> bool:
    """Whether a sentence tells the asked deed the other way round, or of others, and never as it is asked.

    Only deeds that the sentence names by the same verb count, of a name of the question. Where who and whom
    can change places ("X married Y"), nothing is told the other way round; and a capital may stand for its
    country.
    """
    if question.wanted not in _OF_ONE or not question.names:
        return False
    for name, way, deed in _asked(question):
        if sum(bool(deed.keys & word.keys) for word in sentence.words) != 1:
            continue  # unsaid, or said twice: "hired two lawyers and was hired by …"
        told = Reading(sentence.text, known=question.names)
        deeds = [(other, tie) for other, tie, verb in _deeds(told) if verb.keys & deed.keys]
        own = {tie for other, tie in deeds if same_name(name, other)}
        if way in own:
            continue
        mutual = not _MUTUAL.isdisjoint(lemmas(deed.lower).get("VERB", ()))
        if _OTHER_WAY[way] in own and question.wanted in _TURNABLE and not mutual:
            return True
        if not _is_mentioned(name, told) and any(tie == way and not _is_seat(o) for o, tie in deeds):
            return True
    return False


@lru_cache(maxsize=64)  # asked again for each sentence of an answer
def _asked(question: Question) -> tuple[tuple[Name, str, Word], ...]:
    """As `_deeds`; in "Who was Orsk founded by?" Orsk is founded, though no "was" stands before the verb."""
    return tuple(
        (
            name,
            "patient"
            if _BE_BEFORE.search(question.text[: name.start]) and is_participle(deed.lower)
            else way,
            deed,
        )
        for name, way, deed in _deeds(Reading(question.text, known=question.names))
        if not any(char.isdigit() for char in question.text[name.end : deed.start])  # "Corvus 5 rocket"
    )


def _deeds(reading: Reading) -> list[tuple[Name, str, Word]]:
    """Return each name that does a deed or suffers one, which of the two, and the verb."""
    spans = name_spans(reading)
    found = []
    for name in reading.names:
        if name.start not in spans:
            continue
        ties = ties_of(reading, *spans[name.start]) | _aside(reading, name)
        for way, verb in ties | {more for one in ties for more in shared_subjects(reading, one)}:
            if way in _OTHER_WAY:
                found.append((name, way, reading.words[verb]))
    return found


def _aside(reading: Reading, name: Name) -> set[tuple[str, int]]:
    """Return the tie to the verb right behind "who": "Ola Rand, who scored"."""
    behind = _WHO.match(reading.text, name.end)
    verbs = (i for i, word in enumerate(reading.words) if behind and word.start == behind.end())
    return {("agent", i) for i in verbs if is_past_form(reading.words[i].lower)}


def _is_mentioned(name: Name, told: Reading) -> bool:
    """Whether a name stands there, also with a letter wrong."""
    held = {word.lower for word in told.words}
    if any(get_close_matches(token, held, n=1, cutoff=ALIKE) for token in name.tokens):
        return True
    return any(same_name(name, other) for other in told.names)


def _is_seat(name: Name) -> bool:
    return not _SEATS.isdisjoint(name.tokens)
