"""Stand-ins for the parts around the engine: each does one plain thing and remembers what it was asked."""

import re
from collections.abc import Iterator, Sequence

from app.answer import Searched, Verdict, VerdictLabel
from app.answering import DraftClaim, DraftEnd, Repair
from app.engine import Engine
from app.evidence import Evidence, EvidenceSentence
from index.hit import Filters, Hit
from tests.support.evidence import make_evidence


class ScriptedAnswerer:
    """Proposes what it was given; an exception in the script is raised."""

    def __init__(self, *script: DraftClaim | DraftEnd | Exception) -> None:
        self.script = script
        self.asked: list[str] = []

    def propose(self, question: str, evidence: Evidence) -> Iterator[DraftClaim | DraftEnd]:
        self.asked.append(question)
        for part in self.script:
            if isinstance(part, Exception):
                raise part
            yield part


class RepairingAnswerer(ScriptedAnswerer):
    """Mends failed claims from a queue."""

    def __init__(
        self, *script: DraftClaim | DraftEnd | Exception, repairs: Sequence[DraftClaim | Exception]
    ) -> None:
        super().__init__(*script)
        self.repairs = list(repairs)
        self.sent_back: list[tuple[str, tuple[str, ...]]] = []

    def repair(self, question: str, evidence: Evidence, claim: DraftClaim, reasons: Sequence[str]) -> Repair:
        self.sent_back.append((claim.text, tuple(reasons)))
        if not self.repairs:
            return Repair(None)
        part = self.repairs.pop(0)
        if isinstance(part, Exception):
            raise part
        return Repair(part, {"requests": 1})


class WordVerifier:
    """Supports a claim whose every word stands in a cited sentence."""

    def verify(self, claim: str, cited: Sequence[EvidenceSentence]) -> Verdict:
        known = set(re.findall(r"\w+", " ".join(s.text for s in cited).casefold()))
        lacking = [w for w in re.findall(r"\w+", claim) if w.casefold() not in known]
        if lacking or not cited:
            return Verdict(VerdictLabel.UNSUPPORTED, (f"not in the cited words: {', '.join(lacking)}",))
        return Verdict(VerdictLabel.SUPPORTED)


class ListSearcher:
    """Finds the same hits for every query."""

    def __init__(self, *hits: Hit) -> None:
        self.hits = list(hits)
        self.queries: list[tuple[str, int, Filters | None]] = []

    def search(self, query: str, k: int = 10, filters: Filters | None = None) -> list[Hit]:
        self.queries.append((query, k, filters))
        return self.hits[:k]


def make_engine(searcher: ListSearcher, answerer: ScriptedAnswerer, **more: object) -> Engine:
    parts: dict[str, object] = {
        "searcher": searcher,
        "coverage": lambda _filters: Searched(
            articles=2, passages=7, earliest="2031-03-01", latest="2031-03-09"
        ),
        "build_evidence": lambda hits, _budget: make_evidence(*hits),
        "answerer": answerer,
        "verifier": WordVerifier(),
    }
    return Engine(**(parts | more))  # type: ignore[arg-type]
