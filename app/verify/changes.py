"""Changes: "to 27 from 19" is neither "to 19" nor "by 27"."""

import re
from collections.abc import Iterator

from app.quantities import Quantity
from app.verify.case import Case
from app.verify.figures import same_value_of
from app.verify.finding import Finding, contradicted
from app.verify.lexicon import is_verb_of
from app.verify.reading import Reading
from app.wordlists import word_set
from app.words import parts_of_speech, words_of

_SIDES = frozenset(("from", "to", "by"))
_CHANGES = word_set(
    """rise increase climb grow jump surge soar gain widen expand add advance rally fall drop decline decrease
    sink plunge narrow shrink tumble slip slide lose shed cut raise lower reduce slash"""
)


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
