"""How well scores from 0 to 1 tell carried claims from others."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def auc(scores: Floats, carried: Flags) -> float | None:
    """Return the probability that a carried claim scores above another, ties counting half (Fawcett 2006)."""
    from scipy.stats import rankdata

    positive, negative = int(carried.sum()), int((~carried).sum())
    if not positive or not negative:
        return None
    ranks = rankdata(scores)
    return float((ranks[carried].sum() - positive * (positive + 1) / 2) / (positive * negative))


def balanced_accuracy(said: Flags, carried: Flags) -> float | None:
    """Return the mean of the shares right among carried claims and among the others."""
    if carried.all() or not carried.any():
        return None
    return float((said[carried].mean() + (~said[~carried]).mean()) / 2)


def precision_at_recall(scores: Floats, carried: Flags, recall: float) -> float | None:
    """Return the best precision over thresholds that keep at least `recall` of the carried claims."""
    if not carried.any():
        return None
    order = np.argsort(-scores, kind="stable")
    kept = np.flatnonzero(np.append(np.diff(scores[order]) != 0, True))  # the last of each run of equals
    right = np.cumsum(carried[order])[kept]
    enough = right >= recall * carried.sum() - 1e-9
    return float((right[enough] / (kept[enough] + 1)).max())


def calibration_error(scores: Floats, carried: Flags, bins: int = 10) -> float:
    """Return the expected calibration error over equal-width bins (Naeini et al. 2015)."""
    where = np.minimum((scores * bins).astype(int), bins - 1)
    total = 0.0
    for number in range(bins):
        inside = where == number
        if inside.any():
            total += float(inside.mean()) * abs(float(scores[inside].mean()) - float(carried[inside].mean()))
    return total


def human_agreement(votes: Sequence[tuple[bool, ...]]) -> float | None:
    """Return the share of pairs of people that agree, over claims with several labels; None without any."""
    agree = pairs = 0
    for given in votes:
        for i, one in enumerate(given):
            for other in given[i + 1 :]:
                agree += one == other
                pairs += 1
    return agree / pairs if pairs else None
