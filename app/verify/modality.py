"""Modality and tense: what may, should or will happen, or was ordered, has not happened."""

from collections.abc import Iterator

from app.verify.case import Case
from app.verify.finding import Finding, unsupported
from app.verify.lexicon import CONDITIONS, DUTY, FUTURE, INTENT_VERBS, POSSIBLE, is_verb_of
from app.verify.reading import Reading
from app.words import parts_of_speech

_REACH = 5
_SAYS = {
    "possible": "as possible",
    "future": "as still to come",
    "duty": "as what should be",
    "intent": "as planned, sought or ordered",
    "condition": "under a condition",
}


def check_modality(case: Case) -> Iterator[Finding]:
    """Yield a finding where the text gives a deed as possible, due, planned or conditional and the claim
    does not."""
    mine = moods_of(case.claim)
    for s, reading in enumerate(case.cited):
        given = moods_of(reading)
        for word, i in case.alignment.back(s).items():
            here, there = mine.get(i, frozenset()), given.get(word, frozenset())
            if here == there or here & there:
                continue
            text = reading.words[word].text
            if there and not _ground(case, s, word, i):
                mood = sorted(there)[0]
                yield unsupported(
                    "mood", f"The cited text gives “{text}” {_SAYS[mood]}, the claim as a fact."
                )
                return
            if here and not there and here & {"future", "duty", "intent", "condition"}:
                mood = sorted(here)[0]
                yield unsupported("mood", f"The claim gives “{text}” {_SAYS[mood]}, the cited text does not.")
                return


def _ground(case: Case, s: int, word: int, i: int) -> bool:
    """Whether the word that carries the mood is itself taken over into the claim, before the word."""
    reading = case.cited[s]
    for k in range(max(0, i - 8), i):
        place = case.alignment.places[k]
        if place is not None and place.sentence == s and place.word < word and _carries(reading, place.word):
            return True
    return False


def _carries(reading: Reading, j: int) -> str:
    lower = reading.words[j].lower
    if lower in POSSIBLE:
        return "possible"
    if lower in FUTURE:
        return "future"
    if lower in DUTY:
        return "duty"
    if lower in CONDITIONS:
        return "condition"
    if is_verb_of(lower, INTENT_VERBS) and "VERB" in parts_of_speech(lower):
        return "intent"
    return ""


def moods_of(reading: Reading) -> dict[int, frozenset[str]]:
    """Return, for each word that a modal, intention or condition governs, what governs it."""
    found: dict[int, frozenset[str]] = {}
    words = reading.words
    for i, word in enumerate(words):
        mood = _carries(reading, i)
        if not mood:
            continue
        if (
            word.lower == "will"
            and i
            and words[i - 1].lower in ("the", "his", "her", "their", "a", "political")
        ):
            continue
        if mood == "intent" and not _governs(reading, i):
            continue
        for j in range(i + 1, min(len(words), i + 1 + _REACH)):
            if (
                not reading.same_clause(word.start, words[j].start)
                or "," in reading.text[word.end : words[j].start]
            ):
                break
            if mood in ("possible", "future", "duty") and not words[j].content:
                continue
            if mood == "condition" and "VERB" not in parts_of_speech(words[j].lower):
                continue
            if words[j].content and not words[j].lower.endswith("ly") and not _carries(reading, j):
                found[j] = found.get(j, frozenset()) | {mood}
                break
    return found


def _governs(reading: Reading, i: int) -> bool:
    """Whether an intention verb is followed by what is intended: "to strike", "strikes", "for strikes",
    "striking"."""
    words = reading.words
    if i + 1 >= len(words):
        return False
    if i and words[i - 1].lower in ("the", "a", "an", "this", "that", "of", "in"):
        return words[i + 1].lower == "to"
    return words[i + 1].lower in ("to", "for", "on", "a", "an", "the", "new", "more", "further") or (
        words[i + 1].content and i + 1 not in reading.name_at
    )
