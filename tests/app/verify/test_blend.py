from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from app.verify.blend import FINDINGS, BlendedChecker, Logistic, load_logistic, windows
from app.verify.lexical import LexicalChecker
from app.verify.token_similarity import SIMILARITIES
from index.embedding.base import Vectors
from index.embedding.minilm import MiniLmEmbedder

CLAIM = "The keeper lit a lantern."
EVIDENCE = "The keeper climbed the tower. He lit a lantern there."
LONG = " ".join(f"The boat number {n} lay at the quay all day." for n in range(40))


class Remembering:
    """Gives every text one token, and remembers what it was shown."""

    def __init__(self) -> None:
        self.shown: list[str] = []

    def token_vectors(self, texts: Sequence[str]) -> list[Vectors]:
        self.shown += texts
        return [np.ones((1, 1), dtype=np.float32) for _ in texts]


def weights(**named: float) -> Logistic:
    return Logistic(np.array([named.get(name, 0.0) for name in FINDINGS]), 0.0)


@pytest.fixture(scope="module")
def shipped() -> BlendedChecker:
    return BlendedChecker(MiniLmEmbedder(threads=1))


def test_long_evidence_is_weighed_where_the_claims_words_stand() -> None:
    encoder = Remembering()
    BlendedChecker(encoder, weights()).findings(CLAIM, f"{LONG} {EVIDENCE} {LONG}")
    _, window = encoder.shown
    assert "lit a lantern" in window
    assert window.count("boat") <= 2


def test_short_evidence_is_weighed_whole() -> None:
    encoder = Remembering()
    BlendedChecker(encoder, weights()).findings(CLAIM, EVIDENCE)
    assert encoder.shown == [CLAIM, EVIDENCE]


def test_windows_leave_no_sentence_out() -> None:
    assert all(f"number {n} " in " ".join(windows(LONG)) for n in range(40))
    assert windows(EVIDENCE) == [EVIDENCE]
    assert windows("") == [""]


@pytest.mark.parametrize("named", [{"words": 1.0}, {SIMILARITIES[0]: 1.0}])
def test_words_and_token_vectors_both_count(named: dict[str, float]) -> None:
    checker = BlendedChecker(MiniLmEmbedder(threads=1), weights(**named))
    near = checker.probabilities(CLAIM, EVIDENCE)[0]
    assert near > checker.probabilities("Ministers met in the capital.", EVIDENCE)[0]


def test_other_words_of_like_sense_weigh_more_than_words_alone_would_say(shipped: BlendedChecker) -> None:
    evidence = "Nine passengers drowned when the ferry sank off Port Velling."
    near, far = (
        shipped.probabilities(claim, evidence)[0]
        for claim in ("The boat went down and killed nine people.", "The council cut nine budgets for parks.")
    )
    assert near > far + 0.1


def test_probabilities_sum_to_one(shipped: BlendedChecker) -> None:
    for evidence in (EVIDENCE, "", LONG):
        assert sum(shipped.probabilities(CLAIM, evidence)) == pytest.approx(1.0)


def test_a_missing_encoder_is_told_once_and_words_go_on_alone(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    checker = BlendedChecker(MiniLmEmbedder(tmp_path / "nowhere"))
    for _ in range(2):
        assert checker.probabilities(CLAIM, EVIDENCE) == LexicalChecker().probabilities(CLAIM, EVIDENCE)
    (line,) = caplog.messages
    assert "nowhere" in line


def test_the_shipped_weights_hold_every_finding() -> None:
    shipped = load_logistic("blend.json", FINDINGS)
    assert np.isfinite(shipped.weights).all()
    assert len(shipped.weights) == len(FINDINGS)
