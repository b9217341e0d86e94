"""Cause: a claim may join two facts by "because" only where the text does."""

import re
from collections.abc import Iterator

from app.verify.case import Case
from app.verify.finding import Finding, unsupported
from app.verify.lexicon import CAUSAL, STRONG_CAUSAL

_WEAK = re.compile(CAUSAL, re.I)
_STRONG = re.compile(STRONG_CAUSAL, re.I)


def check_cause(case: Case) -> Iterator[Finding]:
    """Yield a finding when the claim says why, and no cited sentence joins both sides by a cause."""
    for match in _STRONG.finditer(case.claim.text):
        if case.claim.in_quote(match.start()):
            continue
        sides: list[set[int]] = [set(), set()]
        for word, place in zip(case.claim.words, case.alignment.places, strict=True):
            if place is not None:
                sides[word.start > match.start()].add(place.sentence)
        for s in sides[0] & sides[1] or (set() if sides[0] and sides[1] else sides[0] | sides[1]):
            if _joined(case, s):
                break
        else:
            yield unsupported("cause", f"The cited text does not say “{match.group()}”.")
            return


def _joined(case: Case, s: int) -> bool:
    """Whether sentence `s` joins anything by a cause."""
    return _WEAK.search(case.cited[s].text) is not None
