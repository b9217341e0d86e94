"""Ranges: "between 3 and 5 million" is neither 3 million nor 5."""

import re
from collections.abc import Iterator
from itertools import pairwise

from app.quantities import Bound
from app.verify.case import Case
from app.verify.figures import same_value_of
from app.verify.finding import Finding, unsupported

_OPENS = re.compile(r"\bbetween\s(?:\w+\s)?$", re.IGNORECASE)


def check_ranges(case: Case) -> Iterator[Finding]:
    """Yield a finding where the claim gives one end of a range as the figure."""
    mine = case.claim.quantities
    for reading in case.cited:
        for low, high in pairwise(reading.quantities):
            if (
                not _OPENS.search(reading.text[: low.start])
                or reading.text[low.end : high.start].strip() != "and"
            ):
                continue
            for end, other in ((low, high), (high, low)):
                said = [q for q in mine if same_value_of(q, end) and q.bound is Bound.EXACT]
                alone = not any(same_value_of(q, other) for q in mine)
                elsewhere = sum(same_value_of(q, end) for q in reading.quantities) > 1
                if said and alone and not elsewhere:
                    whole = reading.text[low.start : high.end]
                    yield unsupported(
                        "range", f"The cited text says “between {whole}”, the claim “{said[0].text}”."
                    )
                    return
