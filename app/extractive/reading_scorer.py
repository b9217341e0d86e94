"""Scores sentences by a reader's findings beside what another scorer says."""

import json
import logging
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from app.answering import SentenceScore, SentenceScorer
from app.evidence import Evidence, EvidencePassage
from app.reading import Reading
from index.article import Span
from index.errors import ModelError

SENTENCE_FINDINGS = ("base", "read", "margin", "share", "answers", "best", "gap")
"""What ranks a sentence: the base score as a logit; whether its passage was read; its best span's margin
(tens of logits) and share of belief; its passage's logit; whether its margin is best, and how far behind."""

EVIDENCE_FINDINGS = ("best_margin", "best_share", "best_answers", "best_base")
"""What says whether anything answers: the best of each among the sentences that were read, and the best base
score of all as a logit, which tells what cannot be answered as well as the reader does."""

READ_PASSAGES = 5  # one more costs about a tenth of a second on two cores
_LIMIT = 15.0  # logits; beyond, a margin says nothing more


class PassageReader(Protocol):
    """Reads passages for a question; `app.reader.OnnxReader` is one."""

    def read(self, question: str, passages: Sequence[str]) -> list[Reading]:
        """Return a reading of each passage, in order."""
        ...


@dataclass(frozen=True, slots=True)
class Findings:
    """What base scorer and reader make of one question's evidence.

    Args:
        sentences: a row for each sentence, a column for each of `SENTENCE_FINDINGS`.
        evidence: a value for each of `EVIDENCE_FINDINGS`.
        answers: the words that answer, by sentence: the reader's where it read, else the base scorer's.
    """

    sentences: NDArray[np.float64]
    evidence: NDArray[np.float64]
    answers: list[Span | None]


@dataclass(frozen=True, slots=True)
class ReadingWeights:
    """A trained blend; `training/reading_scorer.py` makes it. See `app.extractive.scorer.Coefficients`."""

    rank: NDArray[np.float64]
    evidence: NDArray[np.float64]
    slope: float
    constant: float

    def probabilities(self, findings: Findings) -> NDArray[np.float64]:
        """Return for each sentence the probability that it answers."""
        ranks = self.slope * (findings.sentences @ self.rank)
        return np.asarray(1 / (1 + np.exp(-(ranks + findings.evidence @ self.evidence + self.constant))))


def load_reading_weights() -> ReadingWeights:
    """Return the blend that ships with Groundwire."""
    content = resources.files("app.extractive").joinpath("reading_scorer.json").read_text(encoding="utf-8")
    raw: Mapping[str, Mapping[str, float]] = json.loads(content)
    return ReadingWeights(
        rank=np.array([raw["rank"].get(name, 0.0) for name in SENTENCE_FINDINGS]),
        evidence=np.array([raw["evidence"].get(name, 0.0) for name in EVIDENCE_FINDINGS]),
        slope=float(raw["whole"]["slope"]),
        constant=float(raw["whole"]["constant"]),
    )


class ReadingScorer:
    """A `SentenceScorer` that reads the passages with the most promising sentences.

    Where the reader's files are missing or damaged it says so once and goes on with the base alone.

    Args:
        base: scores every sentence first; it decides which passages are read.
        reader: reads them.
        weights: the blend of both, the shipped one when None.
        passages: most passages that are read.
    """

    def __init__(
        self,
        base: SentenceScorer,
        reader: PassageReader,
        weights: ReadingWeights | None = None,
        *,
        passages: int = READ_PASSAGES,
    ) -> None:
        self._base = base
        self._reader: PassageReader | None = reader
        self._weights = weights or load_reading_weights()
        self._passages = passages

    def score(self, question: str, evidence: Evidence) -> list[SentenceScore]:
        """Return one score per sentence, in the order of `evidence.sentences()`."""
        if not evidence.passages:
            return []
        if self._reader is None:
            return self._base.score(question, evidence)
        try:
            findings = self.findings(question, evidence)
        except ModelError as error:
            logging.getLogger("groundwire").warning("%s", error)
            self._reader = None
            return self._base.score(question, evidence)
        probabilities = self._weights.probabilities(findings)
        return [
            SentenceScore(float(p), answer) for p, answer in zip(probabilities, findings.answers, strict=True)
        ]

    def findings(self, question: str, evidence: Evidence) -> Findings:
        """Return what the blend sees.

        Raises:
            ModelError: the reader's files are missing or damaged.
        """
        if self._reader is None:
            raise ModelError("the reader cannot be used")
        scores = self._base.score(question, evidence)
        chosen = self._promising(evidence, scores)
        texts = {passage.number: _text(passage) for passage in chosen}
        readings = dict(zip(texts, self._reader.read(question, list(texts.values())), strict=True))
        rows: list[list[float]] = []
        answers: list[Span | None] = []
        for passage in evidence.passages:
            reading = readings.get(passage.number)
            start = 0
            for sentence in passage.sentences:
                base = scores[len(rows)]
                row = [_logit(base.score)] + [0.0] * (len(SENTENCE_FINDINGS) - 1)
                answer = base.answer
                if reading is not None:
                    place = Span(start, start + len(sentence.text))
                    found = reading.best(place)
                    margin = max(-_LIMIT, min(_LIMIT, found.margin)) if found else -_LIMIT
                    row[1:5] = [1.0, margin / 10, reading.share(place), reading.answers / 10]
                    if found:
                        answer = Span(found.answer.start - start, found.answer.end - start)
                start += len(sentence.text) + 1
                rows.append(row)
                answers.append(answer)
        table = np.array(rows)
        read = table[:, 1] > 0
        best = table[read].max(axis=0)
        table[read, 5] = table[read, 2] >= best[2]
        table[read, 6] = best[2] - table[read, 2]
        return Findings(table, np.append(best[2:5], table[:, 0].max()), answers)

    def _promising(self, evidence: Evidence, scores: Sequence[SentenceScore]) -> list[EvidencePassage]:
        """Return the passages of the best sentences."""
        best: list[float] = []
        place = 0
        for passage in evidence.passages:
            here = scores[place : place + len(passage.sentences)]
            best.append(max(score.score for score in here))
            place += len(passage.sentences)
        order = sorted(range(len(best)), key=lambda i: (-best[i], i))
        return [evidence.passages[i] for i in order[: self._passages]]


def _text(passage: EvidencePassage) -> str:
    return " ".join(sentence.text for sentence in passage.sentences)


def _logit(probability: float) -> float:
    kept = min(max(probability, 1e-6), 1 - 1e-6)
    return math.log(kept / (1 - kept))
