"""Words and the trained checker weighed together: each sees what the other does not.

It belongs into `app/verify` once a checker earns its place; until then it is here, to measure that.
"""

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from app.verify.lexical import FEATURES, LexicalChecker
from index.errors import ModelError
from index.sentences import split_sentences

Floats = NDArray[np.float64]

WINDOW = 3  # sentences; longer ones blur what a claim stands on
MOST_WINDOWS = 6  # of long evidence, those that share most words with the claim

FINDINGS = (*FEATURES, "supported", "unsupported", "contradicted", "against")
"""The word features; of the window that supports the claim best, the logarithms of the checker's
probabilities; and how far the worst window speaks against it, beside the best for it."""


class WindowChecker(Protocol):
    """A model that weighs a claim against several texts; `app.checker.OnnxChecker` is one."""

    def weigh(self, claim: str, texts: Sequence[str]) -> Floats:
        """Return the probabilities of supported, unsupported and contradicted, shape (texts, 3)."""
        ...


@dataclass(frozen=True, slots=True)
class BlendWeights:
    """A logistic model over `FINDINGS`; `training/verdict.py` makes it."""

    mean: Floats
    scale: Floats
    weights: Floats
    bias: float

    def probability(self, findings: Floats) -> float:
        """Return the probability that the claim is supported."""
        z = (findings - self.mean) / self.scale
        return float(1 / (1 + np.exp(-(z @ self.weights + self.bias))))


def load_blend_weights(path: Path) -> BlendWeights:
    """Return the blend that `training/verdict.py` wrote to `path`."""
    raw: Mapping[str, Mapping[str, float]] = json.loads(path.read_text(encoding="utf-8"))
    mean, scale, weights = (
        np.array([raw[part][name] for name in FINDINGS]) for part in ("mean", "scale", "weights")
    )
    return BlendWeights(mean, scale, weights, float(raw["whole"]["bias"]))


class BlendedChecker:
    """Weighs a claim by words and by a trained checker; a `app.verify.combined.Checker`.

    Where the trained checker's files are missing or damaged it says so once and goes on by words alone.

    Args:
        model: the trained checker.
        weights: the blend.
        lexical: the word features and the model of them alone; the shipped one when None.
    """

    def __init__(
        self,
        model: WindowChecker,
        weights: BlendWeights,
        lexical: LexicalChecker | None = None,
    ) -> None:
        self._model: WindowChecker | None = model
        self._lexical = lexical or LexicalChecker()
        self._weights = weights

    def probabilities(self, claim: str, evidence: str) -> tuple[float, float, float]:
        """Return the probabilities of supported, unsupported and contradicted; they sum to 1."""
        if self._model is None:
            return self._lexical.probabilities(claim, evidence)
        try:
            found = self.findings(claim, evidence)
        except ModelError as error:
            logging.getLogger("groundwire").warning("%s", error)
            self._model = None
            return self._lexical.probabilities(claim, evidence)
        p = self._weights.probability(found)
        unsupported, contradicted = np.exp(found[-3:-1])
        against = contradicted / (unsupported + contradicted)
        return p, float((1 - p) * (1 - against)), float((1 - p) * against)

    def findings(self, claim: str, evidence: str) -> Floats:
        """Return the values of `FINDINGS`.

        Raises:
            ModelError: the trained checker's files are missing or damaged.
        """
        if self._model is None:
            raise ModelError("the checker cannot be used")
        shares = self._model.weigh(claim, self._windows(claim, evidence))
        logs = np.log(np.clip(shares, 1e-6, 1.0))
        best = int(shares[:, 0].argmax())
        against = logs[:, 2].max() - logs[:, 0].max()
        return np.concatenate([self._lexical.values(claim, evidence), logs[best], [against]])

    def _windows(self, claim: str, evidence: str) -> list[str]:
        """Return the runs of `WINDOW` sentences, every second one, that share most words with the claim."""
        spans = split_sentences(evidence)
        if len(spans) <= WINDOW:
            return [evidence]
        starts = range(0, len(spans) - WINDOW + 2, 2)
        windows = [evidence[spans[i].start : spans[min(len(spans), i + WINDOW) - 1].end] for i in starts]
        if len(windows) > MOST_WINDOWS:
            held = [self._lexical.values(claim, window)[0] for window in windows]
            kept = sorted(range(len(windows)), key=lambda i: (-held[i], i))[:MOST_WINDOWS]
            windows = [windows[i] for i in sorted(kept)]
        return windows
