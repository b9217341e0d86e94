"""Offices: "X is the president" wants the cited text to call X so, not somebody else."""

import re
from collections.abc import Iterator

from app.names import TITLES, Name, same_name
from app.verify.case import Case
from app.verify.finding import Finding, contradicted, unsupported
from app.verify.lexicon import synonyms
from app.verify.reading import Reading
from app.wordlists import word_set
from app.words import Word

_HOLDS = re.compile(r"\s(?:is|was|became|becomes|has\sbecome|remains)\s(?:(?:the|a|an|now|also)\s){0,2}")
_REACH = 4
_OFFICES = TITLES - word_set(
    "mr mrs ms miss dr prof sir lord lady dame of the for and former rev hon actor author singer"
)


def check_offices(case: Case) -> Iterator[Finding]:
    """Yield a finding for each office that the claim says somebody holds and the cited text does not."""
    for name in case.claim.names:
        held = _HOLDS.match(case.claim.text, name.end)
        if held is None:
            continue
        behind = [word for word in case.claim.words if word.start >= held.end()][:_REACH]
        office = next((word for word in behind if word.lower in _OFFICES and word.text.islower()), None)
        if office is None:
            continue
        spots = [(r, w) for r in case.cited for w in r.words if _same(office, w)]
        if not spots:
            yield unsupported("office", f"The cited text calls nobody “{office.text}”.")
            continue
        holders = [_titled(reading, word) for reading, word in spots]
        if all(holder is not None and not same_name(holder, name) for holder in holders):
            yield contradicted("office", f"In the cited text “{office.text}” is not said of “{name.text}”.")


def _same(office: Word, word: Word) -> bool:
    return bool(office.keys & word.keys) or synonyms(office.keys, word.keys)


def _titled(reading: Reading, title: Word) -> Name | None:
    """Return the name that a word stands before as a title, or as part of it."""
    behind = [
        name for name in reading.names if name.start <= title.start < name.end or name.start == title.end + 1
    ]
    return behind[0] if behind and title.text[0].isupper() else None
