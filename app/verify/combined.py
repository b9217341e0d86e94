"""Rules first, a model for what they leave undecided."""

from collections.abc import Sequence
from typing import Protocol

from app.answer import Verdict, VerdictLabel
from app.evidence import EvidenceSentence
from app.verify.rules import RuleVerifier, verdict_of


class Checker(Protocol):
    """A model that weighs a claim against evidence."""

    def probabilities(self, claim: str, evidence: str) -> tuple[float, float, float]:
        """Return the probabilities of supported, unsupported and contradicted; they sum to 1."""
        ...


class CombinedVerifier:
    """Judges by rules; where they leave a claim undecided, by the checker. A rule that fired is never
    overruled.

    Args:
        rules: the rules.
        checker: the model; words and the shipped token vectors when None.
        support: probability of support from which an undecided claim counts as supported.
        fail: probability of support under which it is withheld.
        by_words: whether the checker sees words and not sense, so that it cannot tell a synonym from a sister
            term; a claim with one word in another's place then stays undecided. True of the shipped checker.
    """

    def __init__(
        self,
        rules: RuleVerifier | None = None,
        checker: Checker | None = None,
        *,
        support: float = 0.6,
        fail: float = 0.25,
        by_words: bool = False,
    ) -> None:
        self._rules = rules or RuleVerifier()
        if checker is None:
            from app.verify.blend import BlendedChecker
            from index.embedding.minilm import MiniLmEmbedder

            checker, by_words = BlendedChecker(MiniLmEmbedder()), True
        self._checker = checker
        self._support = support
        self._fail = fail
        self._by_words = by_words

    def verify(self, claim: str, cited: Sequence[EvidenceSentence]) -> Verdict:
        """Return the verdict on `claim`; an empty `cited` is never support."""
        findings = self._rules.findings(claim, cited)
        verdict = verdict_of(findings, cited)
        if verdict.label is not VerdictLabel.UNDECIDED:
            return verdict
        if self._by_words and any(finding.kind == "substitution" for finding in findings):
            return verdict
        supported, unsupported, contradicted = self._checker.probabilities(claim, evidence_text(cited))
        if supported >= self._support:
            return Verdict(VerdictLabel.SUPPORTED)
        if supported < self._fail:
            label = VerdictLabel.CONTRADICTED if contradicted > unsupported else VerdictLabel.UNSUPPORTED
            return Verdict(label, verdict.reasons)
        return verdict


def evidence_text(cited: Sequence[EvidenceSentence]) -> str:
    """Return the cited sentences as one text, as a checker reads them."""
    return " ".join(sentence.text.strip() for sentence in cited)
