"""Answers of a reader's logits; used while training and by the evaluation."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch

from training.batching import Encoded, PairTokenizer, pad

MAX_ANSWER = 30  # tokens
Run = Callable[[torch.Tensor, torch.Tensor, torch.Tensor], tuple[torch.Tensor, torch.Tensor, torch.Tensor]]


@dataclass(frozen=True, slots=True)
class Prediction:
    """Best span as character offsets, its score over "no answer", and the logit that the passage answers."""

    start: int
    end: int
    margin: float
    answers: float


def decode(start: np.ndarray, end: np.ndarray, answers: float, row: Encoded) -> Prediction:
    """Return the best span of one row of logits."""
    first = row.types.index(1)
    last = len(row.ids) - 1  # the closing [SEP]
    if last <= first:
        return Prediction(0, 0, -1e4, answers)
    s, e = start[first:last], end[first:last]
    grid = s[:, None] + e[None, :]
    ones = np.ones_like(grid, dtype=bool)
    grid = np.where(np.triu(ones) & ~np.triu(ones, MAX_ANSWER), grid, -1e9)
    i, j = np.unravel_index(int(grid.argmax()), grid.shape)
    margin = float(grid[i, j] - start[0] - end[0])
    return Prediction(row.offsets[first + i][0], row.offsets[first + j][1], margin, answers)


def predict(
    run: Run, pairs: Sequence[tuple[str, str]], tokenizer: PairTokenizer, tokens: int = 4096
) -> list[Prediction]:
    """Read each (question, passage) pair."""
    rows = tokenizer.encode(pairs)
    order = sorted(range(len(rows)), key=lambda n: len(rows[n].ids))
    found: list[Prediction | None] = [None] * len(rows)
    batch: list[int] = []
    for place, number in enumerate(order):
        batch.append(number)
        following = order[place + 1] if place + 1 < len(order) else None
        if following is None or (len(batch) + 1) * len(rows[following].ids) > tokens:
            with torch.inference_mode():
                start, end, answers = (t.float().numpy() for t in run(*pad([rows[n] for n in batch])))
            for at, n in enumerate(batch):
                found[n] = decode(start[at], end[at], float(answers[at]), rows[n])
            batch = []
    return found  # type: ignore[return-value]
