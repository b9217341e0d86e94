"""Who decides whether cited sentences carry a claim.

The deterministic judge is Groundwire's own verifier: no key, no network, the same result every time. It is
named and versioned in every run, since a score of faithfulness means nothing without its judge.
"""

from collections.abc import Sequence
from typing import Protocol

from app.answer import Verdict, VerdictLabel
from app.answering import Verifier
from app.evidence import EvidenceSentence


class Judge(Protocol):
    """Judges claims. `name` says which judge, with all that changes its verdicts."""

    @property
    def name(self) -> str: ...  # noqa: D102

    def judge(self, claim: str, cited: Sequence[EvidenceSentence]) -> Verdict:
        """Return the verdict on `claim`. Without a cited sentence it is unsupported."""
        ...


class VerifierJudge:
    """A verifier as a judge.

    Args:
        verifier: any verifier.
        name: what the run calls it.
    """

    def __init__(self, verifier: Verifier, name: str = "rules") -> None:
        self._verifier = verifier
        self.name = name

    def judge(self, claim: str, cited: Sequence[EvidenceSentence]) -> Verdict:
        """See `Judge`; that nothing cited is never support holds for every verifier."""
        if not cited:
            return Verdict(VerdictLabel.UNSUPPORTED, ("It cites nothing that can be opened.",))
        return self._verifier.verify(claim, cited)
