"""Hybrid search: nearest vectors and BM25, fused, checked against the catalog, near-copies collapsed."""

import os
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from itertools import islice
from threading import BoundedSemaphore
from typing import Protocol

import numpy as np

from index.article import ArticleInfo, Passage
from index.embedding.base import Embedder, Vectors
from index.errors import InputError
from index.fusion import fuse
from index.hit import Filters, Hit
from index.near_copies import collapse, looked_through
from index.stories import KnowsStories

POOL = 200
"""Candidates taken from each side. Between 50 and 400 no set that `bench/retrieval.py` measures moved by more
than 0.01."""

PER_RESULT = 5  # candidates from each side for each wanted result, so that near-copies leave enough


class HeldPassages(Protocol):
    """The catalog, as far as search needs it."""

    def passages(self, passage_ids: Iterable[str]) -> Mapping[str, tuple[Passage, ArticleInfo]]:
        """Return the passages that are still held, by id."""
        ...

    def still_held(self, passage_ids: Iterable[str]) -> Container[str]:
        """Return which passages are still held."""
        ...


class KeptVectors(Protocol):
    """The vectors that the catalog keeps."""

    def of(self, passage_ids: Sequence[str]) -> Mapping[str, Vectors]:
        """Return the unit vectors of the passages that are still held, by id."""
        ...


class DenseSide(Protocol):
    """The nearest vectors."""

    def query(self, vector: Vectors, k: int, filters: Filters | None = None) -> list[tuple[str, float]]:
        """Return at most `k` passage ids with their cosine similarity, best first."""
        ...


class LexicalSide(Protocol):
    """BM25."""

    def query(self, text: str, k: int, filters: Filters | None = None) -> list[tuple[str, float]]:
        """Return at most `k` passage ids with their BM25 scores, best first."""
        ...


def turns_of(shared: bool) -> AbstractContextManager[object]:
    """Return what lets as many searches run at once as there are processors; the others wait their turn.

    Reading rows, a search lets go of Python's lock at each and must get it back: many at once spend their
    time handing it round, and all get slower together.

    Args:
        shared: whether the catalog is on a server; then searches wait for that, and none for another.
    """
    return nullcontext() if shared else BoundedSemaphore(os.cpu_count() or 1)


class HybridSearch:
    """Finds passages by meaning and by words at once.

    Args:
        catalog: tells what is still held.
        vectors: the catalog's vectors; give a passage that only BM25 found its similarity too.
        dense: the nearest vectors.
        lexical: BM25.
        embedder: embeds the query; the one that embedded the passages.
        stories: tells articles that are copies of one another; None when only like passages are collapsed.
        turns: entered while the indexes are searched; see `turns_of`. A query is embedded before.
    """

    def __init__(
        self,
        *,
        catalog: HeldPassages,
        vectors: KeptVectors,
        dense: DenseSide,
        lexical: LexicalSide,
        embedder: Embedder,
        stories: KnowsStories | None = None,
        turns: AbstractContextManager[object] | None = None,
    ) -> None:
        self._catalog = catalog
        self._vectors = vectors
        self._dense = dense
        self._lexical = lexical
        self._embedder = embedder
        self._stories = stories
        self._turns = turns or nullcontext()

    def search(self, query: str, k: int = 10, filters: Filters | None = None) -> list[Hit]:
        """Return at most `k` hits, best first, without near-copies, which are in `Hit.copies`.

        Args:
            query: a question or words; the embedder reads its first tokens, BM25 its rarest terms.
            k: how many, at least 1.
            filters: which passages may be found.

        Raises:
            InputError: the query holds no letter or digit, or `k` is below 1.
            ModelError: the embedder failed.
            ArchiveError: an index cannot be read.
        """
        if not any(character.isalnum() for character in query):
            raise InputError("The question holds no words", hint="Ask with at least one word")
        if k < 1:
            raise InputError(f"The number of results is {k}", hint="Ask for at least 1")
        vector = self._embedder.embed([query])[0]
        with self._turns:
            return self._nearest(query, vector, k, filters)

    def _nearest(self, query: str, vector: Vectors, k: int, filters: Filters | None) -> list[Hit]:
        pool = max(POOL, PER_RESULT * k)
        dense = dict(self._dense.query(vector, pool, filters))
        lexical = dict(self._lexical.query(query, pool, filters))
        near = self._similarities(vector, [i for i in lexical if i not in dense])
        held = self._catalog.still_held(dense)
        dense = {i: score for i, score in dense.items() if i in held}
        lexical = {i: score for i, score in lexical.items() if i in dense or i in near}
        return collapse(self._hits(dense, lexical, dense | near, looked_through(k)), k, self._stories)

    def _hits(
        self,
        dense: Mapping[str, float],
        lexical: Mapping[str, float],
        similar: Mapping[str, float],
        size: int,
    ) -> Iterator[Hit]:
        """Yield hits, best first; texts are fetched for `size` at a time, since seldom more are looked at."""
        dense_ranks, lexical_ranks = _ranks(dense), _ranks(lexical)
        fused = iter(fuse(similar, lexical).items())
        while scores := dict(islice(fused, size)):
            held = self._catalog.passages(scores)
            for passage_id, (passage, article) in held.items():
                yield Hit(
                    passage=passage,
                    article=article,
                    score=scores[passage_id],
                    dense_rank=dense_ranks.get(passage_id),
                    dense_score=similar.get(passage_id),
                    lexical_rank=lexical_ranks.get(passage_id),
                    lexical_score=lexical.get(passage_id),
                )

    def _similarities(self, vector: Vectors, passage_ids: Sequence[str]) -> dict[str, float]:
        """Return the cosine similarities of the passages that are still held."""
        kept = self._vectors.of(passage_ids) if passage_ids else {}
        return {passage_id: float(np.dot(vector, row)) for passage_id, row in kept.items()}


def _ranks(scores: Mapping[str, float]) -> dict[str, int]:
    """Return ranks from 1 in the order of the scores given."""
    return {passage_id: rank for rank, passage_id in enumerate(scores, 1)}
