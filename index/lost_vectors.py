"""Embedding anew what the catalog should hold the vectors of, and does not."""

from typing import Any

from sqlalchemy import Engine, func, or_, select

from index.catalog_filters import live
from index.catalog_rows import INFO, PASSAGE, info_of, joined, passage_of, to_bytes
from index.catalog_schema import passages, vectors
from index.catalog_writer import writing
from index.embedding.base import Embedder
from index.passages import embedding_text

BATCH = 256


def make_lost_vectors(engine: Engine, embedder: Embedder) -> int:
    """Embed the passages whose vectors are missing or of another length than most, and return how many.

    The caller holds the archive's lock, and sees to the derived indexes.

    Args:
        engine: the catalog's.
        embedder: the one that made the archive.
    """
    made = 0
    query = _lost(passages.c.passage_key, *PASSAGE, *INFO).limit(BATCH)
    while True:
        with engine.connect() as connection:
            rows = connection.execute(query).all()
        if not rows:
            return made
        new = embedder.embed([embedding_text(info_of(row), passage_of(row)) for row in rows])
        keys = [row.passage_key for row in rows]
        with writing(engine) as catalog:
            catalog.connection.execute(vectors.delete().where(vectors.c.passage_key.in_(keys)))
            catalog.connection.execute(
                vectors.insert(),
                [{"passage_key": key, "vector": to_bytes(row)} for key, row in zip(keys, new, strict=True)],
            )
        made += len(keys)


def count_lost_vectors(engine: Engine) -> int:
    """Return how many passages have no vector that can be used."""
    with engine.connect() as connection:
        return int(connection.execute(_lost(func.count())).scalar_one())


def _lost(*columns: Any) -> Any:
    length = func.length(vectors.c.vector)
    usual = select(length).group_by(length).order_by(func.count().desc(), length.desc()).limit(1)
    return (
        joined(*columns)
        .outerjoin(vectors, vectors.c.passage_key == passages.c.passage_key)
        .where(live(), or_(vectors.c.vector.is_(None), length != usual.scalar_subquery()))
    )
