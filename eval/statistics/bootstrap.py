"""Confidence intervals of a mean by bootstrap over clusters of questions."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 2_000
LEVEL = 0.95
_BLOCK = 2_000_000  # draws held in memory at once


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean with its confidence interval; the bounds are None with fewer than two clusters."""

    mean: float
    low: float | None
    high: float | None
    n: int
    clusters: int


def cluster_sums(
    values: Sequence[float], clusters: Sequence[Hashable]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the sum and the number of values of each cluster, in order of first sight."""
    ids = {cluster: number for number, cluster in enumerate(dict.fromkeys(clusters))}
    where = np.array([ids[c] for c in clusters])
    sums = np.bincount(where, weights=np.asarray(values, dtype=float), minlength=len(ids))
    counts = np.bincount(where, minlength=len(ids))
    return sums.astype(np.float64), counts.astype(np.float64)


def interval(
    values: Sequence[float], clusters: Sequence[Hashable], *, seed: int, resamples: int = RESAMPLES
) -> Interval:
    """Return the mean of `values` and its 95 % percentile interval.

    Whole clusters are drawn with replacement (cluster bootstrap: Davison and Hinkley 1997, section 3.8),
    because questions on one article stand or fall together; the mean of a draw is its sum over its count.

    Args:
        values: one score for each question, at least one.
        clusters: the cluster of each question.
        seed: of the random draws; the same seed gives the same interval.
        resamples: how many draws.
    """
    sums, counts = cluster_sums(values, clusters)
    total = len(sums)
    mean = float(sums.sum() / counts.sum())
    if total < 2:
        return Interval(mean, None, None, len(values), total)
    rng = np.random.default_rng(seed)
    means: list[NDArray[np.float64]] = []
    block = max(1, _BLOCK // total)
    for start in range(0, resamples, block):
        drawn = rng.integers(0, total, size=(min(block, resamples - start), total))
        means.append(sums[drawn].sum(axis=1) / counts[drawn].sum(axis=1))
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(np.concatenate(means), [tail, 1 - tail])
    return Interval(mean, float(low), float(high), len(values), total)
