"""Shares: what is said of "62 of the 90" is not said of the 90."""

import re
from collections.abc import Iterator
from itertools import pairwise

from app.quantities import Quantity
from app.verify.acts import is_act
from app.verify.case import Case
from app.verify.figures import same_value_of
from app.verify.finding import Finding, contradicted
from app.verify.reading import Reading

_OF = re.compile(
    r"\s(?:\w+\s)?(?:out\s)?of\s(?:(?:the|its|their|his|her|those|these|all|about|some)\s){0,2}$"
)


def check_shares(case: Case) -> Iterator[Finding]:
    """Yield a finding where the claim says of a whole what the cited text says of a part of it."""
    for s, reading in enumerate(case.cited):
        acts = [w for w in case.alignment.back(s) if is_act(reading, w)]
        for part, whole in shares_of(reading):
            mine = case.claim.quantities
            if not acts or not any(same_value_of(q, whole) for q in mine):
                continue
            if any(same_value_of(q, part) for q in mine):
                continue
            said = reading.text[part.start : whole.end]
            yield contradicted(
                "share", f"The cited text says this of “{said}”, the claim of all {whole.text}."
            )


def shares_of(reading: Reading) -> list[tuple[Quantity, Quantity]]:
    """Return the pairs of a part and its whole: "62 of the 90", "a third of the 2,400 workers"."""
    return [(a, b) for a, b in pairwise(reading.quantities) if _OF.fullmatch(reading.text[a.end : b.start])]
