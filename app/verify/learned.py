"""A judge of free prose: the rules' verdict and the blend's findings, weighed as people's labels taught.

`app.verify.combined.CombinedVerifier` guards what Groundwire shows: a rule that fires is final there. Answers
of other systems paraphrase freely, and a guard calls most of that unsupported. Here a rule's verdict is one
finding among others. The weights are in `learned.json`; `training/verdict.py` makes it.
"""

from collections.abc import Sequence

import numpy as np

from app.answer import Verdict, VerdictLabel
from app.evidence import EvidenceSentence
from app.verify.blend import FINDINGS, BlendedChecker, Floats, Logistic, load_logistic
from app.verify.combined import evidence_text
from app.verify.rules import RuleVerifier, verdict_of

RULE_LABELS = (VerdictLabel.SUPPORTED, VerdictLabel.UNSUPPORTED, VerdictLabel.CONTRADICTED)
LEARNED_FINDINGS = (*FINDINGS, *(f"rules_{label.value}" for label in RULE_LABELS))
"""What the blend sees, and which verdict the rules give (none of the three: undecided)."""


class LearnedVerifier:
    """Gives each claim a probability of support; from a half on it counts as supported.

    Args:
        blend: words and token vectors.
        rules: the rules; the shipped ones when None.
        weights: the logistic model over `LEARNED_FINDINGS`; the shipped one when None.
    """

    def __init__(
        self, blend: BlendedChecker, rules: RuleVerifier | None = None, weights: Logistic | None = None
    ) -> None:
        self._blend = blend
        self._rules = rules or RuleVerifier()
        self._weights = weights or load_logistic("learned.json", LEARNED_FINDINGS)

    def verify(self, claim: str, cited: Sequence[EvidenceSentence]) -> Verdict:
        """Return the verdict on `claim` with its probability; an empty `cited` is never support.

        Raises:
            ModelError: the encoder's files are missing or damaged.
        """
        if not cited or not claim.strip():
            return Verdict(VerdictLabel.UNSUPPORTED, ("It cites no sentence of the evidence.",), 0.0)
        ruled = verdict_of(self._rules.findings(claim, cited), cited)
        p = self._weights.probability(self._row(claim, cited, ruled.label))
        if p >= 0.5:
            return Verdict(VerdictLabel.SUPPORTED, (), p)
        refuted = ruled.label is VerdictLabel.CONTRADICTED
        label = VerdictLabel.CONTRADICTED if refuted else VerdictLabel.UNSUPPORTED
        return Verdict(label, ruled.reasons or ("Words and sense stand too far from the cited text.",), p)

    def findings(self, claim: str, cited: Sequence[EvidenceSentence]) -> Floats:
        """Return the values of `LEARNED_FINDINGS`.

        Raises:
            ModelError: the encoder's files are missing or damaged.
        """
        return self._row(claim, cited, verdict_of(self._rules.findings(claim, cited), cited).label)

    def _row(self, claim: str, cited: Sequence[EvidenceSentence], ruled: VerdictLabel) -> Floats:
        found = self._blend.findings(claim, evidence_text(cited))
        return np.concatenate([found, [float(ruled is label) for label in RULE_LABELS]])
