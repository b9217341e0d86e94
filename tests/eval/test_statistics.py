"""Intervals and tests against values known from theory or from scipy's own examples."""

import numpy as np
import pytest
from scipy.stats import norm

from eval.statistics.bootstrap import interval
from eval.statistics.paired import compare_paired, holm


def test_the_interval_is_near_the_normal_one_for_independent_values() -> None:
    values = np.random.default_rng(1).normal(0.5, 0.2, 400).tolist()
    found = interval(values, range(400), seed=0)
    half = 1.96 * np.std(values, ddof=1) / 20
    assert found.mean == pytest.approx(np.mean(values))
    assert found.high - found.low == pytest.approx(2 * half, rel=0.1)


def test_questions_on_one_article_are_drawn_together() -> None:
    values = [0.0, 1.0] * 50
    apart = interval(values, range(100), seed=0)
    together = interval([v for v in (0.0, 1.0) for _ in range(50)], [i // 10 for i in range(100)], seed=0)
    assert together.mean == apart.mean
    assert together.high - together.low > 2 * (apart.high - apart.low)


def test_one_cluster_has_no_interval_and_the_seed_fixes_it() -> None:
    assert interval([0.0, 1.0], ["a", "a"], seed=0).low is None
    values = [0.1, 0.9, 0.4, 0.7]
    assert interval(values, range(4), seed=3) == interval(values, range(4), seed=3)


def test_mcnemar_exact_on_ones_and_noughts() -> None:
    a = [1.0] * 20 + [0.0] * 8
    b = [1.0] * 18 + [0.0] * 2 + [1.0] * 8
    found = compare_paired(a, b, range(28), seed=0)
    assert found.test == "McNemar, exact"
    assert (found.better, found.worse) == (8, 2)
    assert found.p == pytest.approx(0.109375)  # 2 * P(X <= 2), X binomial(10, 1/2)


def test_permutation_of_three_clusters_is_exact() -> None:
    found = compare_paired([0.1, 0.2, 0.3], [0.6, 0.8, 0.7], range(3), seed=0)
    assert found.test == "permutation by clusters"
    assert found.p == pytest.approx(0.25)  # 2 of 2**3 exchanges are as extreme


def test_equal_runs_differ_in_nothing() -> None:
    found = compare_paired([0.5, 1.0], [0.5, 1.0], range(2), seed=0)
    assert (found.difference, found.p, found.better, found.worse) == (0, 1, 0, 0)


def test_the_detectable_difference_is_millers() -> None:
    rng = np.random.default_rng(2)
    a = rng.normal(0.5, 0.1, 100)
    b = a + rng.normal(0.0, 0.1, 100)
    error = np.std(b - a, ddof=1) / 10
    found = compare_paired(a.tolist(), b.tolist(), range(100), seed=0)
    assert found.detectable == pytest.approx((norm.ppf(0.975) + norm.ppf(0.8)) * error)


def test_holm() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([]) == []
