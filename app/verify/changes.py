"""Changes: "to 27 from 19" is neither "to 19" nor "by 27"; and what fell has not risen, and what is only told
to be has done neither."""

import re
from collections.abc import Iterator

from app.quantities import Quantity
from app.verify.case import Case
from app.verify.figures import same_value_of
from app.verify.finding import Finding, contradicted, unsupported
from app.verify.lexicon import is_verb_of
from app.verify.reading import Reading
from app.wordlists import word_set
from app.words import is_past_form, lemmas, parts_of_speech, words_of

_SIDES = frozenset(("from", "to", "by"))
_RISING = word_set(
    "rise increase climb grow jump surge soar gain widen expand rally swell raise double triple"
)
_FALLING = word_set(
    "fall drop decline decrease sink plunge narrow shrink tumble slip slide reduce lower halve cut slash"
)
_CHANGES = _RISING | _FALLING | word_set("add advance lose shed")
_UP = word_set("up higher above more")
_DOWN = word_set("down lower below fewer less")
_END = re.compile(r"\b(?:to|by)\s(?:\w+\s)?$", re.IGNORECASE)  # "rose to 61", but "raised 61 crowns"
_REACH = 6
"""Words between a change and its figure."""


def check_changes(case: Case) -> Iterator[Finding]:
    """Yield a finding for each figure that the claim puts at the other end of a change, or makes its size."""
    for claimed in case.claim.quantities:
        mine = side_of(case.claim, claimed)
        given = [
            (side_of(reading, q), q)
            for reading in case.cited
            for q in reading.quantities
            if same_value_of(claimed, q)
        ]
        if mine and given and all(side and side != mine for side, _ in given):
            yield contradicted(
                "change",
                f"The cited text says “{given[0][0]} {given[0][1].text}”, the claim “{mine} {claimed.text}”.",
            )


def side_of(reading: Reading, quantity: Quantity) -> str:
    """Return "from", "to" or "by" where a figure is an end or the size of a change, else ""."""
    start = quantity.start
    if quantity.qualifier and reading.text.rfind(quantity.qualifier, 0, start) >= 0:
        start = reading.text.rfind(quantity.qualifier, 0, start)
    head = re.sub(r"\b(?:between|a|an|just|only|as|the)\s+$", "", reading.text[:start].rstrip() + " ")
    before = words_of(head)[-1:]
    if not before or head.rstrip()[-1:] in ",;:.":
        return ""
    lower = before[0].lower
    if lower in _SIDES:
        return lower
    is_change = is_verb_of(lower, _CHANGES) and "VERB" in parts_of_speech(lower)
    return "by" if is_change and not quantity.noun else ""


def check_directions(case: Case) -> Iterator[Finding]:
    """Yield a finding where the claim lets a figure rise that the cited text lets fall, or gives as it is."""
    for claimed in case.claim.quantities:
        mine = _directions(case.claim, claimed.start, verbs_only=True)
        if len(mine) != 1:
            continue
        given = [
            _directions(reading, q.start)
            for reading in case.cited
            for q in reading.quantities
            if q.value == claimed.value and q.unit == claimed.unit
        ]
        if not given or any(mine & directions for directions in given):
            continue
        told = {True: "rose", False: "fell"}
        (up,) = mine
        if all(directions for directions in given):
            yield contradicted(
                "direction", f"The cited text says that it {told[not up]}, the claim that it {told[up]}."
            )
        elif _END.search(case.claim.text[: claimed.start]) and not any(
            _directions(reading, None) for reading in case.cited
        ):
            yield unsupported("direction", f"The cited text does not say that anything {told[up]}.")


def _directions(reading: Reading, at: int | None, *, verbs_only: bool = False) -> set[bool]:
    """Return which ways things change in the words within reach of an offset, up being True; of a whole
    sentence when None."""
    words = reading.words
    place = next((i for i, word in enumerate(words) if at is not None and word.start >= at), len(words))
    found = set()
    for i, word in enumerate(words):
        if at is not None and abs(i - place) > _REACH:
            continue
        verbs = lemmas(word.lower).get("VERB", ())
        changes = is_past_form(word.lower) or word.lower.endswith(("ing", "s")) or not verbs_only
        if (changes and not _RISING.isdisjoint(verbs)) or (not verbs_only and word.lower in _UP):
            found.add(True)
        if (changes and not _FALLING.isdisjoint(verbs)) or (not verbs_only and word.lower in _DOWN):
            found.add(False)
    return found
