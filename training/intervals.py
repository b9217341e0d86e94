"""95 % intervals by the bootstrap (Efron 1979), by groups: questions on one paragraph go together."""

import random
from collections import defaultdict
from collections.abc import Hashable, Sequence


def interval(values: Sequence[float], groups: Sequence[Hashable], draws: int = 1000, seed: int = 0) -> str:
    """Return "mean [low, high]" of `values`; whole groups are drawn."""
    by_group: dict[Hashable, list[float]] = defaultdict(list)
    for value, group in zip(values, groups, strict=True):
        by_group[group].append(value)
    sums = [(sum(v), len(v)) for v in by_group.values()]
    rng = random.Random(seed)
    means = []
    for _ in range(draws):
        drawn = rng.choices(sums, k=len(sums))
        means.append(sum(s for s, _ in drawn) / sum(n for _, n in drawn))
    means.sort()
    low, high = means[int(0.025 * draws)], means[int(0.975 * draws) - 1]
    return f"{sum(values) / len(values):.3f} [{low:.3f}, {high:.3f}]"
