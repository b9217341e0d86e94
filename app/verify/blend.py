"""The checker that ships: how words stand in the evidence, and how near the tokens are, weighed together.

Words see what is copied, counted and named; token vectors see that another word says the same. In long
evidence both look where the claim's words stand best. The weights are in `blend.json`; `training/verdict.py`
makes it.
"""

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from app.verify.lexical import LexicalChecker
from app.verify.token_similarity import SIMILARITIES, TokenEncoder, similarities
from index.errors import ModelError
from index.sentences import split_sentences

Floats = NDArray[np.float64]

WINDOW = 3  # sentences; longer ones blur what a claim stands on
FINDINGS = ("words", *SIMILARITIES)
"""The word model's logit in the window where it is highest, and the tokens' similarities there."""


@dataclass(frozen=True, slots=True)
class Logistic:
    """A logistic model over some findings."""

    weights: Floats
    bias: float

    def probability(self, findings: Floats) -> float:
        """Return the probability that the claim is supported."""
        return float(1 / (1 + np.exp(-(findings @ self.weights + self.bias))))


def load_logistic(name: str, findings: Sequence[str]) -> Logistic:
    """Return a model that ships beside this file, its weights in the order of `findings`."""
    raw: Mapping[str, float] = json.loads(
        resources.files("app.verify").joinpath(name).read_text(encoding="utf-8")
    )
    return Logistic(np.array([raw[finding] for finding in findings]), float(raw["bias"]))


class BlendedChecker:
    """Weighs a claim by words and token vectors; a `app.verify.combined.Checker`.

    Where the encoder's files are missing or damaged it says so once and goes on by words alone.

    Args:
        encoder: makes token vectors.
        weights: the blend; the shipped one when None, read at first use.
        lexical: the word model; the shipped one when None.
        window: sentences of long evidence looked at together; the weights were fitted for the default.
    """

    def __init__(
        self,
        encoder: TokenEncoder,
        weights: Logistic | None = None,
        lexical: LexicalChecker | None = None,
        window: int = WINDOW,
    ) -> None:
        self._encoder: TokenEncoder | None = encoder
        self._given = weights
        self._lexical = lexical or LexicalChecker()
        self._window = window

    def probabilities(self, claim: str, evidence: str) -> tuple[float, float, float]:
        """Return the probabilities of supported, unsupported and contradicted (always 0: neither words nor
        token vectors can tell); they sum to 1."""
        if self._encoder is None:
            return self._lexical.probabilities(claim, evidence)
        try:
            found = self.findings(claim, evidence)
        except ModelError as error:
            logging.getLogger("groundwire").warning("%s", error)
            self._encoder = None
            return self._lexical.probabilities(claim, evidence)
        if self._given is None:
            self._given = load_logistic("blend.json", FINDINGS)
        p = self._given.probability(found)
        return p, 1.0 - p, 0.0

    def findings(self, claim: str, evidence: str) -> Floats:
        """Return the values of `FINDINGS`.

        Raises:
            ModelError: the encoder's files are missing or damaged.
        """
        if self._encoder is None:
            raise ModelError("the token encoder cannot be used")
        window, words = self.window_of(claim, evidence)
        return np.concatenate([[words], similarities(claim, window, self._encoder)])

    def window_of(self, claim: str, evidence: str) -> tuple[str, float]:
        """Return the window in which the claim's words stand best, and the word model's logit there."""
        found = windows(evidence, self._window)
        logits = {window: self._lexical.logit(claim, window) for window in found}
        best = max(logits, key=logits.__getitem__)
        return best, logits[best]


def windows(evidence: str, length: int = WINDOW) -> list[str]:
    """Return runs of `length` sentences, each half covered by the next; all of it where it is short."""
    spans = split_sentences(evidence)
    if len(spans) <= length:
        return [evidence]
    step = (length + 1) // 2
    starts = range(0, len(spans) - length + step, step)
    return [evidence[spans[i].start : spans[min(len(spans), i + length) - 1].end] for i in starts]
