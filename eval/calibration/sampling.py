"""Draws the same claims of a set each time."""

import random
from collections.abc import Sequence

from eval.calibration.labelled import Labelled


def draw(items: Sequence[Labelled], limit: int | None, seed: int) -> list[Labelled]:
    """Return at most `limit` of the items, drawn at random with the seed, in their order; all when None."""
    if limit is None or len(items) <= limit:
        return list(items)
    return [items[i] for i in sorted(random.Random(seed).sample(range(len(items)), limit))]
