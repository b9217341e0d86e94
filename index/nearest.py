"""The nearest passages to a vector, filtered, without asking Chroma to filter."""

from typing import Protocol

import numpy as np

from index.catalog_vectors import CatalogVectors
from index.embedding.base import Vectors
from index.hit import Filters

EXACT_BELOW = 4_000
"""Passages left by a filter up to which their kept vectors are simply compared: fast, and exact."""

MARGIN = 1.5  # how many more are fetched than a filter's share asks for
ROUNDS = 3


class Dense(Protocol):
    """What is needed of a vector index."""

    def query(self, vector: Vectors, k: int) -> list[tuple[str, float]]:
        """Return the nearest passage ids with their cosine similarity, best first."""
        ...


class NearestPassages:
    """Finds the nearest passages among those that filters leave.

    A filter that leaves few passages is answered exactly from the catalog's vectors. One that leaves many
    is answered by Chroma without a filter: as many more are fetched as the filter's share asks for, and what
    does not pass is dropped; should too few remain, more are fetched, and at last the exact way is taken.

    Args:
        kept: the catalog's vectors.
        dense: the vector index.
    """

    def __init__(self, kept: CatalogVectors, dense: Dense) -> None:
        self._kept = kept
        self._dense = dense

    def query(self, vector: Vectors, k: int, filters: Filters | None = None) -> list[tuple[str, float]]:
        """Return at most `k` passage ids with their cosine similarity to `vector`, best first.

        Args:
            vector: unit vector of shape `(dimensions,)`.
            k: how many.
            filters: which passages may be found.
        """
        if not filters:
            return self._dense.query(vector, k)
        left, total = self._kept.count(filters), self._kept.count(None)
        if left <= max(EXACT_BELOW, k):
            return self.exact(vector, k, filters)
        fetch = int(k * total / left * MARGIN) + k
        for _ in range(ROUNDS):
            if fetch * 4 > total:
                break
            found = self._dense.query(vector, fetch)
            allowed = self._kept.allowed([passage_id for passage_id, _ in found], filters)
            passing = [(passage_id, score) for passage_id, score in found if passage_id in allowed]
            if len(passing) >= k:
                return passing[:k]
            fetch *= 4
        return self.exact(vector, k, filters)

    def exact(self, vector: Vectors, k: int, filters: Filters | None = None) -> list[tuple[str, float]]:
        """Return the same by comparing every kept vector that the filters leave, in bounded memory."""
        best: list[tuple[str, float]] = []
        for ids, rows in self._kept.blocks(filters):
            scores = rows @ np.asarray(vector, dtype=np.float32)
            top = np.argsort(-scores, kind="stable")[:k]
            best += [(ids[n], float(scores[n])) for n in top]
            best = sorted(best, key=lambda pair: (-pair[1], pair[0]))[:k]
        return best
