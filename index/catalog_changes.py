"""What changed in the catalog since a revision: all that a derived index needs."""

from collections.abc import Iterator

from sqlalchemy import Connection, Engine, select, tuple_

from index.catalog_filters import live
from index.catalog_rows import IN_LIMIT, INFO, PLACE, from_bytes, info_of, joined, passage_of
from index.catalog_schema import passages, vectors, versions
from index.records import PassageRecord

_LAST_KEY = 2**31 - 1  # above every row key


def added_since(
    engine: Engine, since: int, until: int, batch: int, *, with_vectors: bool
) -> Iterator[tuple[int, list[PassageRecord]]]:
    """Yield `(complete, records)`: the held passages added after revision `since`, up to `until`, in order.

    Once a batch is applied, everything up to the revision `complete` has been. Memory holds one batch.
    """
    columns = (*PLACE, *INFO, passages.c.added_revision)
    query = joined(*columns, vectors.c.vector) if with_vectors else joined(*columns)
    if with_vectors:
        query = query.join(vectors, vectors.c.passage_key == passages.c.passage_key)
    query = query.where(live(), passages.c.added_revision <= until)
    query = query.order_by(passages.c.added_revision, passages.c.passage_key).limit(batch)
    place = tuple_(passages.c.added_revision, passages.c.passage_key)
    last = (since, _LAST_KEY)
    while True:
        with engine.connect() as connection, connection.begin():
            rows = connection.execute(query.where(place > last)).all()
            texts = _texts(connection, {row.version_key for row in rows})
        if not rows:
            return
        last = (rows[-1].added_revision, rows[-1].passage_key)
        yield (
            last[0] - 1,
            [
                PassageRecord(
                    passage=passage_of(row, texts[row.version_key]),
                    article=info_of(row),
                    vector=from_bytes(row.vector) if with_vectors else None,
                )
                for row in rows
            ],
        )


def _texts(connection: Connection, version_keys: set[int]) -> dict[int, str]:
    """Return whole texts: cutting a long one up in SQL would read it once for each of its passages."""
    found: dict[int, str] = {}
    wanted = sorted(version_keys)
    for start in range(0, len(wanted), IN_LIMIT):
        query = select(versions.c.version_key, versions.c.text).where(
            versions.c.version_key.in_(wanted[start : start + IN_LIMIT])
        )
        found.update((key, text) for key, text in connection.execute(query))
    return found


def removed_since(engine: Engine, since: int, until: int) -> list[str]:
    """Return the ids of the passages that were removed after revision `since`, up to `until`."""
    query = select(passages.c.passage_id).where(
        passages.c.removed_revision > since, passages.c.removed_revision <= until
    )
    with engine.connect() as connection:
        return list(connection.execute(query).scalars())
