"""Modality and tense: what may, should or will happen, or was ordered, has not happened."""

import re
from collections.abc import Iterator

from app.verify.acts import is_act
from app.verify.case import Case
from app.verify.finding import Finding, unsupported
from app.verify.lexicon import (
    CONDITIONS,
    DUTY,
    FUTURE,
    INTENT_OBJECT_VERBS,
    INTENT_VERBS,
    POSSIBLE,
    SPEECH_VERBS,
    is_verb_of,
)
from app.verify.reading import Reading
from app.wordlists import word_set
from app.words import is_past_form, parts_of_speech

_REACH = 5
_INTENDED = word_set("plan promise pledge vow propose order seek demand consider threaten request")
_SETTLED = word_set("agree promise vow pledge schedule")
_CONDITIONED = 3
_AROUND = 8
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
        back = case.alignment.back(s)
        for word, i in back.items():
            here, there = mine.get(i, {}), given.get(word, {})
            if here.keys() == there.keys() or not _is_meant(case, i):
                continue
            if _is_to(case.claim, here) and (there.keys() & {"future", "intent"} or i > here["duty"] + 1):
                continue  # "is to open" says what "will open" and "agreed to open" do
            if here.keys() == {"future"} and there.keys() == {"intent"} and _is_settled(reading, there):
                continue  # who agreed to open will open
            text = reading.words[word].text
            lost = there.keys() - here.keys()
            if not any(w.lower in CONDITIONS for w in case.claim.words):
                lost |= there.keys() & {"condition"}
            else:
                lost -= {"condition"}
            kept = any(i - _AROUND <= back.get(there[mood], -99) < i for mood in lost)
            if lost and not kept and not here.keys() & there.keys() - {"condition"}:
                yield unsupported(
                    "mood", f"The cited text gives “{text}” {_SAYS[min(lost)]}, the claim does not."
                )
                return
            added = here.keys() - there.keys() - {"possible"}
            if any(w.lower in CONDITIONS for w in reading.words):
                added -= {"condition"}
            if added and not there.keys() - {"condition"}:
                yield unsupported(
                    "mood", f"The claim gives “{text}” {_SAYS[min(added)]}, the cited text does not."
                )
                return


def check_unfulfilled(case: Case) -> Iterator[Finding]:
    """Yield a finding where none of the claim's acts stands in the text, and that tells of none that has
    happened: "promised trees for 60 streets" has planted none."""
    words = case.claim.words
    acts = [i for i in range(len(words)) if is_act(case.claim, i)]
    done = [i for i in acts if is_past_form(words[i].lower) and not is_verb_of(words[i].lower, SPEECH_VERBS)]
    if not done or moods_of(case.claim) or any(case.alignment.places[i] for i in acts):
        return
    for reading in case.cited:
        told = [i for i in range(len(reading.words)) if is_act(reading, i)]
        if not told or not all(is_verb_of(reading.words[i].lower, _INTENDED) for i in told):
            return
    yield unsupported("mood", f"The cited text does not say that anything was “{words[done[0]].text}”.")


def _is_meant(case: Case, i: int) -> bool:
    """Whether claim word `i` surely stands for its place: a neighbour goes along, or it is there once."""
    return case.alignment.in_company(i, 1) or case.means(i)


def _carries(reading: Reading, j: int) -> str:  # noqa: PLR0911 - one return for each mood
    lower = reading.words[j].lower
    if lower in ("out", "excluded", "exclude") and _leaves_open(reading, j):
        return "possible"
    if lower in POSSIBLE and reading.words[j].text != "May":  # with a capital it is the month
        return "possible"
    if lower in FUTURE:
        return "future"
    if lower in DUTY or (lower == "to" and _is_due(reading, j)):
        return "duty"
    if lower in CONDITIONS:
        return "condition"
    if lower == "due" and reading.words[j + 1 : j + 2] and reading.words[j + 1].lower == "to":
        return "intent"
    if is_verb_of(lower, INTENT_VERBS) and "VERB" in parts_of_speech(lower):
        return "intent"
    return ""


def _is_settled(reading: Reading, moods: dict[str, int]) -> bool:
    return is_verb_of(reading.words[moods["intent"]].lower, _SETTLED)


def _is_to(reading: Reading, moods: dict[str, int]) -> bool:
    """Whether the "to" of "is to open" is all that carries the mood."""
    return moods.keys() == {"duty"} and reading.words[moods["duty"]].lower == "to"


def _leaves_open(reading: Reading, j: int) -> bool:
    """Whether "out" ends "has not ruled out"."""
    head = reading.text[: reading.words[j].end]
    return bool(
        re.search(
            r"\b(?:not|n't|never|without|refused?\sto|declined?\sto)\s(?:yet\s)?(?:rul(?:e|ed|ing)\sout|excluded?)$",
            head,
        )
    )


def _is_due(reading: Reading, j: int) -> bool:
    """Whether "to" stands between a form of "be" and a verb: "is to be quoted", "was to open"."""
    words = reading.words
    if not 0 < j < len(words) - 1 or words[j - 1].lower not in ("is", "are", "was", "were"):
        return False
    return words[j + 1].lower == "be" or "VERB" in parts_of_speech(words[j + 1].lower)


def moods_of(reading: Reading) -> dict[int, dict[str, int]]:
    """Return, for each word that a modal, intention or condition governs, the moods with the words that
    carry them."""
    found: dict[int, dict[str, int]] = {}
    words = reading.words
    for i, word in enumerate(words):
        mood = _carries(reading, i)
        if not _bears(reading, i):
            continue
        if (
            word.lower == "will"
            and i
            and words[i - 1].lower in ("the", "his", "her", "their", "a", "political")
        ):
            continue
        left = _CONDITIONED if mood == "condition" else 2 if word.lower == "to" else 1
        for j in range(i + 1, min(len(words), i + 1 + _REACH)):
            if (
                not reading.same_clause(word.start, words[j].start)
                or "," in reading.text[word.end : words[j].start]
            ):
                break
            if words[j].text[0].isdigit():
                continue
            if words[j].content and not words[j].lower.endswith("ly") and not _bears(reading, j):
                found.setdefault(j, {})[mood] = i
                left -= 1
                if not left:
                    break
    return found


def _bears(reading: Reading, i: int) -> bool:
    """Whether a word carries a mood here."""
    mood = _carries(reading, i)
    if mood == "intent" and reading.words[i].lower == "due":
        return bool(re.search(r"\b(?:is|are|was|were|be|been)\s$", reading.text[: reading.words[i].start]))
    return bool(mood) and (mood != "intent" or _governs(reading, i))


def _governs(reading: Reading, i: int) -> bool:
    """Whether an intention verb is followed by what is intended: "to strike", or "ordered strikes"."""
    words = reading.words
    if i + 1 >= len(words):
        return False
    if words[i + 1].lower == "to":
        return True
    if not is_verb_of(words[i].lower, INTENT_OBJECT_VERBS) or (i and words[i - 1].lower in _NOUN_BEFORE):
        return False
    return words[i + 1].lower in ("for", "a", "an", "the", "new", "more", "further") or (
        words[i + 1].content and i + 1 not in reading.name_at
    )


_NOUN_BEFORE = frozenset(("the", "a", "an", "this", "that", "of", "in", "his", "her", "its", "their", "no"))
