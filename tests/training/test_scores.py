import pytest

from training.intervals import interval
from training.reading_score import exact, f1


@pytest.mark.parametrize(
    ("guess", "gold", "expected_exact", "expected_f1"),
    [
        ("the Mill.", ["mill"], 1.0, 1.0),
        ("old mill", ["mill"], 0.0, 2 / 3),
        ("river", ["mill", "river bank"], 0.0, 2 / 3),
        ("", [], 1.0, 1.0),
        ("mill", [], 0.0, 0.0),
        ("", ["mill"], 0.0, 0.0),
    ],
)
def test_answers_are_scored_as_squad_does(
    guess: str, gold: list[str], expected_exact: float, expected_f1: float
) -> None:
    assert exact(guess, gold) == expected_exact
    assert f1(guess, gold) == pytest.approx(expected_f1)


def test_an_interval_draws_whole_groups() -> None:
    alone = interval([1.0, 0.0] * 50, list(range(100)))
    together = interval([1.0, 0.0] * 50, ["a", "b"] * 50)
    assert alone.startswith("0.500 [0.4")
    assert together == "0.500 [0.000, 1.000]"
