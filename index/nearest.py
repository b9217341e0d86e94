"""The nearest passages to a vector, filtered, without asking Chroma to filter."""

from typing import Protocol

import numpy as np

from index.broken import unless_broken
from index.catalog_vectors import CatalogVectors
from index.embedding.base import Vectors
from index.hit import Filters

EXACT_BELOW = 4_000
"""Passages up to which the catalog's own vectors are simply compared, all of them: a few milliseconds, where
loading Chroma takes seconds, and exact."""

COMPARED_PER_FETCHED = 3
"""Kept vectors that are compared in the time in which Chroma fetches one passage more, for a filter to drop:
about 7 and 21 microseconds at 100,000 passages."""

MARGIN = 1.5  # how many more are fetched than a filter's share asks for
ROUNDS = 3


class Dense(Protocol):
    """What is needed of a vector index."""

    def query(self, vector: Vectors, k: int) -> list[tuple[str, float]]:
        """Return the nearest passage ids with their cosine similarity, best first."""
        ...


class NearestPassages:
    """Finds the nearest passages among those that filters leave.

    Where few passages come into question, in a small archive or behind a narrow filter, the answer comes
    exactly from the kept vectors. Where many do, it comes from Chroma, without a filter: as many more are
    fetched as the filter's share asks for, and what does not pass is dropped; should too few remain, more are
    fetched, and at last the exact way is taken.

    Args:
        kept: the catalog's vectors.
        dense: the vector index.
        exact_below: see `EXACT_BELOW`.
    """

    def __init__(self, kept: CatalogVectors, dense: Dense, *, exact_below: int = EXACT_BELOW) -> None:
        self._kept = kept
        self._dense = dense
        self._exact_below = exact_below

    def query(self, vector: Vectors, k: int, filters: Filters | None = None) -> list[tuple[str, float]]:
        """Return at most `k` passage ids with their cosine similarity to `vector`, best first.

        Args:
            vector: unit vector of shape `(dimensions,)`.
            k: how many.
            filters: which passages may be found.
        """
        total = self._kept.count(None)
        left = self._kept.count(filters) if filters else total
        if left <= max(self._exact_below, k):
            return self.exact(vector, k, filters)
        if not filters:
            found = self._ask(vector, k)
            return self.exact(vector, k) if found is None else found
        fetch = int(k * total / left * MARGIN) + k
        if left <= COMPARED_PER_FETCHED * fetch:
            return self.exact(vector, k, filters)
        for _ in range(ROUNDS):
            if fetch * 4 > total:
                break
            found = self._ask(vector, fetch)
            if found is None:
                break
            allowed = self._kept.allowed([passage_id for passage_id, _ in found], filters)
            passing = [(passage_id, score) for passage_id, score in found if passage_id in allowed]
            if len(passing) >= k:
                return passing[:k]
            fetch *= 4
        return self.exact(vector, k, filters)

    def _ask(self, vector: Vectors, k: int) -> list[tuple[str, float]] | None:
        """Ask the vector index; None when it is broken: then the search goes on, slower, and says so."""
        return unless_broken(lambda: self._dense.query(vector, k), "The vector index")

    def exact(self, vector: Vectors, k: int, filters: Filters | None = None) -> list[tuple[str, float]]:
        """Return the same by comparing every kept vector that the filters leave, in bounded memory."""
        best: list[tuple[str, float]] = []
        for ids, rows in self._kept.blocks(filters):
            scores = rows @ np.asarray(vector, dtype=np.float32)
            top = np.argsort(-scores, kind="stable")[:k]
            best += [(ids[n], float(scores[n])) for n in top]
            best = sorted(best, key=lambda pair: (-pair[1], pair[0]))[:k]
        return best
