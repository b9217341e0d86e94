"""Signatures of article versions, kept beside them so that copies are told apart without reading any text."""

from collections.abc import Iterable

import numpy as np
from sqlalchemy import Connection, Engine, bindparam, func, select

from index import catalog_schema as schema
from index.article import ArticleInfo
from index.catalog_rows import IN_LIMIT
from index.catalog_schema import articles, signatures, versions
from index.copy_signature import SAMPLES, Signature, copies_among, signature_of

STORED = np.dtype("<u4")
PAGE = 200
SCANNED = 10_000  # signatures looked at together

_SIGNATURES = (
    select(articles.c.article_id, versions.c.version, signatures.c.shingles, signatures.c.signature)
    .join_from(articles, versions, articles.c.article_key == versions.c.article_key)
    .join(signatures, signatures.c.version_key == versions.c.version_key)
    .where(articles.c.article_id.in_(bindparam("ids", expanding=True)))
)


def keep_signature(connection: Connection, version_key: int, signature: Signature) -> None:
    """Keep the signature of a version that has none yet, inside a write transaction."""
    blob = signature.values.astype(STORED).tobytes()
    connection.execute(
        signatures.insert(),
        {"version_key": version_key, "shingles": signature.shingles, "signature": blob},
    )


def signatures_of(engine: Engine, infos: Iterable[ArticleInfo]) -> dict[str, Signature]:
    """Return the signatures of article versions by article id; one that is not kept is left out."""
    wanted = {info.article_id: info.version for info in infos}
    found: dict[str, Signature] = {}
    ids = list(wanted)
    with engine.connect() as connection:
        for start in range(0, len(ids), IN_LIMIT):
            for row in connection.execute(_SIGNATURES, {"ids": ids[start : start + IN_LIMIT]}).all():
                if wanted[row.article_id] == row.version and len(row.signature) == STORED.itemsize * SAMPLES:
                    values = np.frombuffer(row.signature, dtype=STORED).astype(np.uint32)
                    found[row.article_id] = Signature(row.shingles, values)
    return found


def alike_versions(engine: Engine, signature: Signature) -> list[int]:
    """Return the keys of the current versions of articles that are copies of the text of a signature."""
    query = (
        select(signatures.c.version_key, signatures.c.shingles, signatures.c.signature)
        .join_from(articles, signatures, articles.c.version_key == signatures.c.version_key)
        .where(func.length(signatures.c.signature) == STORED.itemsize * SAMPLES)
    )
    found: list[int] = []
    with engine.connect() as connection:
        for rows in connection.execute(query).partitions(SCANNED):
            keys, sizes, blobs = zip(*rows, strict=True)
            values = np.frombuffer(b"".join(blobs), dtype=STORED).reshape(len(rows), SAMPLES)
            same = copies_among(signature, values.astype(np.uint32, copy=False), np.array(sizes))
            found += [keys[place] for place in np.flatnonzero(same)]
    return found


def fill_signatures(engine: Engine) -> None:
    """Make the signatures that an archive of an older format lacks, some at a time."""
    from index.catalog_writer import writing

    with engine.connect() as connection:
        if schema.get_meta(connection, "signatures") is not None:
            return
    while True:
        with writing(engine) as catalog:
            query = (
                select(versions.c.version_key, versions.c.text)
                .outerjoin(signatures, signatures.c.version_key == versions.c.version_key)
                .where(signatures.c.version_key.is_(None))
                .limit(PAGE)
            )
            rows = catalog.connection.execute(query).all()
            for row in rows:
                keep_signature(catalog.connection, row.version_key, signature_of(row.text))
            if not rows:
                schema.set_meta(catalog.connection, "signatures", "complete")
                return
