from pathlib import Path

import pytest

from tests.support.tiny_models import write_model
from training.pair_checker import MAX_TOKENS, OnnxChecker


@pytest.fixture
def checker(tmp_path: Path) -> OnnxChecker:
    return OnnxChecker(write_model(tmp_path / "checker", "checker"), threads=1)


def test_the_probabilities_sum_to_one(checker: OnnxChecker) -> None:
    shares = checker.probabilities("It shone.", "The lantern shone.")
    assert sum(shares) == pytest.approx(1.0)
    assert shares[0] > 0.9


def test_a_claim_without_its_evidence_is_not_supported(checker: OnnxChecker) -> None:
    supported, unsupported, contradicted = checker.probabilities("The lantern shone.", "It was dark.")
    assert contradicted > unsupported > supported


def test_long_evidence_is_weighed_to_its_end(checker: OnnxChecker) -> None:
    evidence = "Grass grew by the road. " * MAX_TOKENS + "A lantern shone."
    assert checker.probabilities("It shone.", evidence)[0] > 0.9


def test_empty_evidence_supports_nothing(checker: OnnxChecker) -> None:
    assert checker.probabilities("It shone.", "")[0] < 0.1
