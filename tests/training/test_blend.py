from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from app.checker import OnnxChecker
from app.verify.lexical import LexicalChecker
from tests.support.tiny_models import write_model
from training.blend import FINDINGS, MOST_WINDOWS, BlendedChecker, BlendWeights

CLAIM = "The keeper lit a lantern."
EVIDENCE = "The keeper climbed the tower. He lit a lantern there."
LONG = " ".join(f"The boat number {n} lay at the quay all day." for n in range(40))


class TellingModel:
    """Supports a claim by texts that hold a word, and remembers what it was shown."""

    def __init__(self, word: str) -> None:
        self.word = word
        self.shown: list[str] = []

    def weigh(self, claim: str, texts: Sequence[str]) -> NDArray[np.float64]:
        self.shown += texts
        return np.array([[0.9, 0.08, 0.02] if self.word in text else [0.1, 0.3, 0.6] for text in texts])


def weights(**named: float) -> BlendWeights:
    values = np.array([named.get(name, 0.0) for name in FINDINGS])
    return BlendWeights(np.zeros(len(FINDINGS)), np.ones(len(FINDINGS)), values, 0.0)


def test_the_window_that_supports_best_counts_even_at_the_end_of_long_evidence() -> None:
    model = TellingModel("lantern")
    blend = BlendedChecker(model, weights=weights(supported=1.0))
    with_it = blend.findings(CLAIM, f"{LONG} {EVIDENCE}")
    without = blend.findings(CLAIM, LONG)
    place = FINDINGS.index("supported")
    assert np.exp(with_it[place]) == pytest.approx(0.9)
    assert np.exp(without[place]) == pytest.approx(0.1)
    assert len(model.shown) == 2 * MOST_WINDOWS


def test_short_evidence_is_weighed_whole() -> None:
    model = TellingModel("lantern")
    BlendedChecker(model, weights=weights()).findings(CLAIM, EVIDENCE)
    assert model.shown == [EVIDENCE]


def test_probabilities_sum_to_one_and_tell_denied_from_unsaid() -> None:
    blend = BlendedChecker(TellingModel("lantern"), weights=weights(supported=1.0))
    supported, unsupported, contradicted = blend.probabilities(CLAIM, "The tower was dark.")
    assert supported + unsupported + contradicted == pytest.approx(1.0)
    assert contradicted == pytest.approx(2 * unsupported)
    assert blend.probabilities(CLAIM, EVIDENCE)[0] > supported


def test_words_and_model_both_count() -> None:
    shares = weights(idf_coverage=2.0, supported=1.0)
    covered = BlendedChecker(TellingModel("lantern"), weights=shares).probabilities(CLAIM, EVIDENCE)[0]
    foreign = BlendedChecker(TellingModel("lantern"), weights=shares).probabilities(
        "Ministers met in the capital.", EVIDENCE
    )[0]
    assert covered > foreign


def test_a_missing_checker_is_told_once_and_words_go_on_alone(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    blend = BlendedChecker(OnnxChecker(tmp_path / "nowhere"), weights=weights())
    for _ in range(2):
        assert blend.probabilities(CLAIM, EVIDENCE) == LexicalChecker().probabilities(CLAIM, EVIDENCE)
    (line,) = caplog.messages
    assert "nowhere" in line


def test_the_real_runtime_weighs_several_texts_at_once(tmp_path: Path) -> None:
    checker = OnnxChecker(write_model(tmp_path / "checker", "checker"))
    shares = checker.weigh(CLAIM, ["A lantern.", "A boat.", f"{LONG} A lantern."])
    assert shares.shape == (3, 3)
    assert shares[:, 0].round(2).tolist() == pytest.approx([0.98, 0.0, 0.98], abs=0.01)
    assert checker.weigh(CLAIM, []).shape == (0, 3)
