"""The vectors that the catalog keeps, and which passages a filter leaves."""

from collections.abc import Iterator, Sequence

import numpy as np
from sqlalchemy import Engine, bindparam, func, select

from index.catalog_filters import live, matching
from index.catalog_rows import IN_LIMIT, STORED
from index.catalog_schema import get_meta, passages, vectors
from index.embedding.base import Vectors
from index.hit import Filters

_OF = (
    select(passages.c.passage_id, vectors.c.vector)
    .join_from(passages, vectors, passages.c.passage_key == vectors.c.passage_key)
    .where(live(), passages.c.passage_id.in_(bindparam("ids", expanding=True)))
)


class CatalogVectors:
    """Reads vectors straight from the catalog.

    Args:
        engine: the catalog's.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._counted = (-1, 0)  # at which revision, how many in all

    def count(self, filters: Filters | None) -> int:
        """Return how many passages the filters leave."""
        query = select(func.count()).select_from(passages).where(live(), *matching(filters, passages))
        with self._engine.connect() as connection, connection.begin():
            if filters:
                return int(connection.execute(query).scalar_one())
            # Asked at each search, and a count of all goes through all.
            revision = int(get_meta(connection, "revision") or 0)
            if self._counted[0] != revision:
                self._counted = (revision, int(connection.execute(query).scalar_one()))
            return self._counted[1]

    def allowed(self, passage_ids: Sequence[str], filters: Filters) -> set[str]:
        """Return which of the passages are held and pass the filters."""
        found: set[str] = set()
        with self._engine.connect() as connection:
            for start in range(0, len(passage_ids), IN_LIMIT):
                ids = passage_ids[start : start + IN_LIMIT]
                query = select(passages.c.passage_id).where(
                    live(), passages.c.passage_id.in_(ids), *matching(filters, passages)
                )
                found.update(connection.execute(query).scalars())
        return found

    def of(self, passage_ids: Sequence[str]) -> dict[str, Vectors]:
        """Return the unit vectors of the passages that are held, by id, each of shape `(dimensions,)`."""
        found: dict[str, Vectors] = {}
        with self._engine.connect() as connection:
            for start in range(0, len(passage_ids), IN_LIMIT):
                ids = list(passage_ids[start : start + IN_LIMIT])
                rows = connection.execute(_OF, {"ids": ids}).all()
                if not rows:
                    continue
                kept = np.frombuffer(b"".join(row.vector for row in rows), dtype=STORED)
                matrix: Vectors = kept.reshape(len(rows), -1).astype(np.float32)
                found.update((row.passage_id, vector) for row, vector in zip(rows, matrix, strict=True))
        return found

    def blocks(self, filters: Filters | None, size: int = 8_192) -> Iterator[tuple[list[str], Vectors]]:
        """Yield ids and vectors of shape `(n, dimensions)` of the passages that the filters leave."""
        query = (
            select(passages.c.passage_id, vectors.c.vector)
            .join_from(passages, vectors, passages.c.passage_key == vectors.c.passage_key)
            .where(live(), *matching(filters, passages))
            .execution_options(yield_per=size)  # else a server sends all at once
        )
        with self._engine.connect() as connection, connection.begin():
            for rows in connection.execute(query).partitions():
                blob = b"".join(row.vector for row in rows)
                matrix = np.frombuffer(blob, dtype=STORED).reshape(len(rows), -1)
                yield [row.passage_id for row in rows], matrix.astype(np.float32)
