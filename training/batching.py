"""Batches by token budget, sorted by length so that little is padded."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor


@dataclass(frozen=True, slots=True)
class Encoded:
    """Token ids, types and, for the second text, character offsets (first text: (-1, -1))."""

    ids: list[int]
    types: list[int]
    offsets: list[tuple[int, int]]


class PairTokenizer:
    """Encodes `[CLS] first [SEP] second [SEP]`; the second text is cut at `max_tokens`, the first at 64.

    Args:
        path: `tokenizer.json`.
        max_tokens: longest sequence.
        first_tokens: longest first text.
    """

    def __init__(self, path: str, max_tokens: int, first_tokens: int = 64) -> None:
        self._tokenizer = Tokenizer.from_file(path)
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self.max_tokens = max_tokens
        self._first_tokens = first_tokens
        self._cls = self._tokenizer.token_to_id("[CLS]")
        self._sep = self._tokenizer.token_to_id("[SEP]")

    def encode(self, pairs: Sequence[tuple[str, str]], max_tokens: int | None = None) -> list[Encoded]:
        limit = max_tokens or self.max_tokens
        firsts = self._tokenizer.encode_batch([a for a, _ in pairs], add_special_tokens=False)
        seconds = self._tokenizer.encode_batch([b for _, b in pairs], add_special_tokens=False)
        found = []
        for first, second in zip(firsts, seconds, strict=True):
            head = [self._cls, *first.ids[: self._first_tokens], self._sep]
            room = limit - len(head) - 1
            tail = [*second.ids[:room], self._sep]
            offsets = [(-1, -1)] * len(head) + list(second.offsets[:room]) + [(-1, -1)]
            found.append(Encoded(head + tail, [0] * len(head) + [1] * len(tail), offsets))
        return found


def pad(rows: Sequence[Encoded]) -> tuple[Tensor, Tensor, Tensor]:
    """Return ids, mask and types of shape (rows, longest)."""
    length = max(len(row.ids) for row in rows)
    ids = torch.zeros(len(rows), length, dtype=torch.long)
    mask, types = torch.zeros_like(ids), torch.zeros_like(ids)
    for number, row in enumerate(rows):
        ids[number, : len(row.ids)] = torch.tensor(row.ids)
        mask[number, : len(row.ids)] = 1
        types[number, : len(row.ids)] = torch.tensor(row.types)
    return ids, mask, types


def by_budget(
    rows: Sequence[Any], length: Callable[[Any], int], tokens: int, rng: random.Random
) -> list[list[Any]]:
    """Cut `rows` into batches of at most `tokens` padded tokens, shuffled, rows of like length together."""
    batches: list[list[Any]] = [[]]
    for row in sorted(rows, key=length):
        if batches[-1] and (len(batches[-1]) + 1) * length(row) > tokens:
            batches.append([])
        batches[-1].append(row)
    rng.shuffle(batches)
    return batches


class Streams:
    """Endless shuffled passes over several sets; which item comes at a place depends on the seed alone.

    Args:
        sets: items by name.
        seed: of every shuffle.
    """

    def __init__(self, sets: Mapping[str, Sequence[Any]], seed: int) -> None:
        self._sets, self._seed = sets, seed
        self._orders: dict[str, tuple[int, list[int]]] = {}

    def item(self, name: str, place: int) -> Any:
        """Return item `place` (from 0) of the endless pass over the set `name`."""
        items = self._sets[name]
        epoch, at = divmod(place, len(items))
        if self._orders.get(name, (-1, []))[0] != epoch:
            order = list(range(len(items)))
            random.Random(f"{self._seed}-{name}-{epoch}").shuffle(order)
            self._orders[name] = epoch, order
        return items[self._orders[name][1][at]]
