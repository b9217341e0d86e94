"""Directions: what fell has not risen, and what is only told to be has done neither."""

import re
from collections.abc import Iterator

from app.verify.case import Case
from app.verify.finding import Finding, contradicted, unsupported
from app.verify.reading import Reading
from app.wordlists import word_set
from app.words import is_past_form, lemmas

_UP_VERBS = word_set(
    "rise increase climb grow jump surge soar gain widen expand rally swell raise double triple"
)
_DOWN_VERBS = word_set(
    "fall drop decline decrease sink plunge narrow shrink tumble slip slide reduce lower halve cut"
)
_UP = word_set("up higher above more")
_DOWN = word_set("down lower below fewer less")
_END = re.compile(r"\b(?:to|by)\s(?:\w+\s)?$", re.IGNORECASE)  # "rose to 61", but "raised 61 crowns"
_REACH = 6
"""Words between a change and its figure."""


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
        if (changes and not _UP_VERBS.isdisjoint(verbs)) or (not verbs_only and word.lower in _UP):
            found.add(True)
        if (changes and not _DOWN_VERBS.isdisjoint(verbs)) or (not verbs_only and word.lower in _DOWN):
            found.add(False)
    return found
