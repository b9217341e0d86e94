"""Scores sentences by a linear model over features that can be read one by one."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from app.answering import SentenceScore
from app.evidence import Evidence
from app.extractive.counting import Counted, find_counted
from app.extractive.features import EVIDENCE_FEATURES, SENTENCE_FEATURES, Features, find_features
from app.extractive.matching import WeighedQuestion, cover, matches, weigh
from app.extractive.rarity import WordRarity, load_rarity
from app.extractive.reading import ReadSentence
from app.question import read_question
from index.embedding.base import Embedder

# Sentences of one question; embedding is what takes the time. With 24, another article's figure was lost.
MOST_EMBEDDED = 32


@dataclass(frozen=True, slots=True)
class Coefficients:
    """A trained model: `training/sentence_scorer.py` makes it.

    A sentence ranks by `rank · features`. The probability that the best one answers is the logistic function
    of `slope * its rank + evidence · features of the evidence + constant`; another has that times its odds
    against the best, `exp(its rank - best rank)`, as in the softmax from which the ranks are learned.

    Args:
        rank: weights of `SENTENCE_FEATURES`.
        evidence: weights of `EVIDENCE_FEATURES`.
        slope: weight of the best rank in the probability; not below 0.
        constant: intercept of the probability.
    """

    rank: NDArray[np.float64]
    evidence: NDArray[np.float64]
    slope: float
    constant: float

    def probabilities(self, features: Features) -> NDArray[np.float64]:
        """Return for each sentence the probability that it answers."""
        ranks = features.sentences @ self.rank
        best = ranks.max(initial=-np.inf)
        logit = self.slope * best + features.evidence @ self.evidence + self.constant
        return np.asarray(np.exp(ranks - best) / (1 + np.exp(-logit)))


def load_coefficients() -> Coefficients:
    """Return the model that ships with Groundwire."""
    raw = json.loads(
        resources.files("app.extractive").joinpath("sentence_scorer.json").read_text(encoding="utf-8")
    )
    return Coefficients(
        rank=np.array([raw["rank"].get(name, 0.0) for name in SENTENCE_FEATURES]),
        evidence=np.array([raw["evidence"].get(name, 0.0) for name in EVIDENCE_FEATURES]),
        slope=raw["slope"],
        constant=raw["constant"],
    )


class LinearScorer:
    """A `SentenceScorer` from words, names, kinds of answer, similarity and the search's ranks.

    Args:
        embedder: the archive's embedder; sentences are compared with the question in its space.
        coefficients: the model, the shipped one when None.
        rarity: the weights of words, the shipped ones when None.
    """

    def __init__(
        self, embedder: Embedder, coefficients: Coefficients | None = None, rarity: WordRarity | None = None
    ) -> None:
        self._embedder = embedder
        self._coefficients = coefficients or load_coefficients()
        self._rarity = rarity or load_rarity()

    def features(self, question: str, evidence: Evidence) -> Features:
        """Return what the model sees."""
        read = [ReadSentence(sentence) for sentence in evidence.sentences()]
        asked = weigh(read_question(question), self._rarity)
        matched = [matches(asked, sentence) for sentence in read]
        likely = self._likely(asked, evidence, matched)
        vectors = self._embedder.embed([question, *(read[i].text for i in likely)])
        cosines = np.zeros(len(read), np.float32)
        cosines[likely] = vectors[1:] @ vectors[0]
        counted = find_counted(asked.question, [read[i] for i in likely], self._embedder)
        figures: list[list[Counted]] = [[] for _ in read]
        for i, found in zip(likely, counted, strict=True):
            figures[i] = found
        return find_features(asked, evidence, read, matched, cosines, figures)

    def _likely(
        self, asked: WeighedQuestion, evidence: Evidence, matched: Sequence[Sequence[float]]
    ) -> list[int]:
        """Places of the sentences to embed: those that share words or stand in good passages."""
        if len(matched) <= MOST_EMBEDDED:
            return list(range(len(matched)))
        passages = [passage.hit.score for passage in evidence.passages for _ in passage.sentences]
        worth = [cover(asked, held) + score for held, score in zip(matched, passages, strict=True)]
        best = sorted(range(len(matched)), key=lambda i: (-worth[i], i))[:MOST_EMBEDDED]
        return sorted(best)

    def score(self, question: str, evidence: Evidence) -> list[SentenceScore]:
        """Return one score per sentence, in the order of `evidence.sentences()`."""
        if not evidence.passages:
            return []
        features = self.features(question, evidence)
        probabilities = self._coefficients.probabilities(features)
        return [
            SentenceScore(float(p), answer) for p, answer in zip(probabilities, features.answers, strict=True)
        ]
