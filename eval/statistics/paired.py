"""Two runs over the same questions: differences with intervals, tests, and what could have been shown."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from eval.statistics.bootstrap import cluster_sums, interval

PERMUTATIONS = 9_999
_ALPHA = 0.05
_POWER = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Paired:
    """One score of two runs, B minus A, over the questions that both have scored.

    Args:
        n: how many questions.
        mean_a: mean of A over them.
        mean_b: mean of B over them.
        difference: `mean_b - mean_a`.
        low: lower bound of the difference's 95 % interval, None with fewer than two clusters.
        high: upper bound.
        p: two-sided p-value, uncorrected; None with fewer than two clusters.
        test: the test's name.
        detectable: the smallest true difference that these questions would show with probability 0.8 at the
            level 0.05; None with fewer than two clusters.
        better: questions on which B is higher.
        worse: questions on which B is lower.
    """

    n: int
    mean_a: float
    mean_b: float
    difference: float
    low: float | None
    high: float | None
    p: float | None
    test: str
    detectable: float | None
    better: int
    worse: int


def compare_paired(
    a: Sequence[float], b: Sequence[float], clusters: Sequence[Hashable], *, seed: int
) -> Paired:
    """Compare two scores question by question.

    Scores that are only 0 and 1, each question in a cluster of its own: McNemar's exact test (McNemar 1947;
    the binomial test on the questions that changed). Otherwise a paired permutation test that exchanges A
    and B by whole clusters, exact for few clusters. The detectable difference is (z for 0.975 + z for 0.8)
    times the standard error of the mean difference (Miller 2024, "Adding Error Bars to Evals", section 5),
    with the cluster-robust standard error.

    Args:
        a: scores of run A, at least one.
        b: scores of run B for the same questions.
        clusters: the questions' clusters.
        seed: of bootstrap and permutations.
    """
    differences = [y - x for x, y in zip(a, b, strict=True)]
    found = interval(differences, clusters, seed=seed)
    better, worse = sum(d > 0 for d in differences), sum(d < 0 for d in differences)
    binary = set(a) | set(b) <= {0.0, 1.0} and len(set(clusters)) == len(a)
    p, test, detectable = None, "none: fewer than two clusters", None
    if found.clusters >= 2:
        p = _mcnemar(better, worse) if binary else _permutation(a, b, clusters, seed)
        test = "McNemar, exact" if binary else "permutation by clusters"
        detectable = _detectable(differences, clusters)
    return Paired(
        n=len(differences),
        mean_a=sum(a) / len(a),
        mean_b=sum(b) / len(b),
        difference=found.mean,
        low=found.low,
        high=found.high,
        p=p,
        test=test,
        detectable=detectable,
        better=better,
        worse=worse,
    )


def _mcnemar(better: int, worse: int) -> float:
    from scipy.stats import binomtest

    return float(binomtest(better, better + worse, 0.5).pvalue) if better + worse else 1.0


def _permutation(a: Sequence[float], b: Sequence[float], clusters: Sequence[Hashable], seed: int) -> float:
    import numpy as np
    from scipy.stats import permutation_test

    first, _ = cluster_sums(a, clusters)
    second, _ = cluster_sums(b, clusters)
    changed = ~np.isclose(first, second)
    if not changed.any():
        return 1.0
    # A cluster that did not change adds nothing to any permutation, so it can be left out
    first, second = first[changed], second[changed]
    if len(first) == 1:
        return 1.0
    found = permutation_test(
        (first, second),
        lambda x, y, axis: np.sum(y - x, axis=axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=PERMUTATIONS,
        rng=np.random.default_rng(seed),
    )
    return float(found.pvalue)


def _detectable(differences: Sequence[float], clusters: Sequence[Hashable]) -> float:
    import numpy as np
    from scipy.stats import norm

    sums, counts = cluster_sums(differences, clusters)
    mean = sums.sum() / counts.sum()
    groups = len(sums)
    spread = np.sum((sums - mean * counts) ** 2) * groups / (groups - 1)
    error = np.sqrt(spread) / counts.sum()
    return float((norm.ppf(1 - _ALPHA / 2) + norm.ppf(_POWER)) * error)


def holm(p_values: Sequence[float]) -> list[float]:
    """Return p-values corrected for their number (Holm 1979), in the given order."""
    order = sorted(range(len(p_values)), key=lambda i: p_values[i])
    corrected = [0.0] * len(p_values)
    highest = 0.0
    for rank, i in enumerate(order):
        highest = max(highest, min(1.0, (len(p_values) - rank) * p_values[i]))
        corrected[i] = highest
    return corrected
