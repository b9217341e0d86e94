from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from app.answering import SentenceScore
from app.evidence import Evidence
from app.extractive.reading_scorer import EVIDENCE_FINDINGS, SENTENCE_FINDINGS, ReadingScorer, ReadingWeights
from app.reader import OnnxReader
from app.reading import Reading
from index.article import Span
from tests.support.evidence import make_article, make_evidence, make_hit
from tests.support.tiny_models import write_model

MILL = "The mill stands on a hill. Mira Toll opened it in 1902."
BRIDGE = "A bridge was planned. Nobody built it."


class GivenScores:
    """Scores the sentences as told."""

    def __init__(self, scores: Sequence[float]) -> None:
        self.scores = scores

    def score(self, question: str, evidence: Evidence) -> list[SentenceScore]:
        return [SentenceScore(score) for score in self.scores]


class WordReader:
    """Finds one word: 9 logits above "no answer"; every other word is 9 below."""

    def __init__(self, word: str) -> None:
        self.word = word
        self.asked: list[list[str]] = []

    def read(self, question: str, passages: Sequence[str]) -> list[Reading]:
        self.asked.append(list(passages))
        return [self._read(text) for text in passages]

    def _read(self, text: str) -> Reading:
        ends = [i for i, letter in enumerate(text + " ") if letter == " "]
        starts = [0, *(end + 1 for end in ends[:-1])]
        logits = np.array(
            [4.5 if text[a:b].strip(".") == self.word else -4.5 for a, b in zip(starts, ends, strict=True)],
            dtype=np.float32,
        )
        return Reading(np.array(starts), np.array(ends), logits, logits, 0.0, 0.5, (0.5, 0.0))


def weights(**named: float) -> ReadingWeights:
    rank = np.array([named.get(name, 0.0) for name in SENTENCE_FINDINGS])
    return ReadingWeights(rank, np.zeros(len(EVIDENCE_FINDINGS)), 1.0, 0.0)


def evidence() -> Evidence:
    return make_evidence(make_hit(make_article(MILL, "mill")), make_hit(make_article(BRIDGE, "bridge")))


def test_the_reader_lifts_the_sentence_that_answers_and_marks_its_words() -> None:
    scorer = ReadingScorer(GivenScores([0.4, 0.3, 0.2, 0.1]), WordReader("1902"), weights(base=1, margin=5))
    scores = scorer.score("When did the mill open?", evidence())
    assert max(range(4), key=lambda i: scores[i].score) == 1
    sentence = "Mira Toll opened it in 1902."
    assert scores[1].answer is not None
    assert sentence[scores[1].answer.start : scores[1].answer.end].strip(".") == "1902"


def test_without_weight_for_the_reader_the_base_order_stays() -> None:
    scorer = ReadingScorer(GivenScores([0.4, 0.3, 0.2, 0.1]), WordReader("1902"), weights(base=1))
    scores = [score.score for score in scorer.score("When?", evidence())]
    assert np.allclose(scores, [0.4, 0.3, 0.2, 0.1])


def test_only_the_promising_passages_are_read() -> None:
    reader = WordReader("Nobody")
    scorer = ReadingScorer(GivenScores([0.1, 0.2, 0.6, 0.3]), reader, weights(base=1, margin=1), passages=1)
    scores = scorer.score("Who built the bridge?", evidence())
    assert reader.asked == [[BRIDGE]]
    assert scores[0].answer is None
    assert scores[3].answer == Span(0, 6)


def test_no_evidence_no_scores() -> None:
    reader = WordReader("x")
    assert ReadingScorer(GivenScores([]), reader, weights()).score("Who?", Evidence()) == []
    assert reader.asked == []


def test_a_missing_reader_is_told_once_and_the_base_scores_alone(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    base = GivenScores([0.4, 0.3, 0.2, 0.1])
    scorer = ReadingScorer(base, OnnxReader(tmp_path / "nowhere"), weights(base=1, margin=5))
    for _ in range(2):
        assert [one.score for one in scorer.score("When?", evidence())] == base.scores
    (line,) = caplog.messages
    assert "nowhere" in line
    assert "by its rules" in line


def test_a_damaged_reader_is_told_and_the_base_scores_alone(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = write_model(tmp_path / "reader", "reader")
    (folder / "model.onnx").write_bytes(b"half a file")
    scorer = ReadingScorer(GivenScores([0.4, 0.3, 0.2, 0.1]), OnnxReader(folder), weights(base=1, margin=5))
    assert [one.score for one in scorer.score("When?", evidence())] == [0.4, 0.3, 0.2, 0.1]
    assert "damaged" in caplog.text
