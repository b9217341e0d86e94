"""Rows of the catalog as the project's own types."""

import json
from operator import attrgetter
from typing import Any

import numpy as np
from sqlalchemy import func, select

from index.article import ArticleInfo, Passage, Span
from index.catalog_schema import articles, passages, versions
from index.embedding.base import Vectors

IN_LIMIT = 500  # values in one IN list; databases bound the number of parameters
STORED = np.dtype("<f2")
"""Vectors are kept, at half precision: that moves a cosine by less than 0.001, and a derived index
can be rebuilt, or its answers checked exactly, without embedding anything again."""

PLACE = (
    passages.c.passage_key,
    passages.c.version_key,
    passages.c.passage_id,
    passages.c.ordinal,
    passages.c.start,
    passages.c.end,
    passages.c.sentences,
)
PASSAGE = (
    *PLACE,
    func.substr(versions.c.text, passages.c.start + 1, passages.c.end - passages.c.start).label(
        "passage_text"
    ),
)
INFO = (
    articles.c.article_id,
    versions.c.version,
    versions.c.title,
    versions.c.outlet,
    versions.c.author,
    versions.c.url,
    versions.c.published_at,
    versions.c.source_path,
    versions.c.modified_at,
    versions.c.language,
)
_NAMES = tuple(column.name for column in INFO)
_VALUES = attrgetter(*_NAMES)


def joined(*columns: Any) -> Any:
    """Return a select of columns of passages with their versions and articles."""
    return (
        select(*columns)
        .join_from(passages, versions, passages.c.version_key == versions.c.version_key)
        .join(articles, articles.c.article_key == versions.c.article_key)
    )


def info_of(row: Any) -> ArticleInfo:
    """Return what a row tells of an article version."""
    return ArticleInfo(**dict(zip(_NAMES, _VALUES(row), strict=True)))


def passage_of(row: Any, text: str | None = None) -> Passage:
    """Return the passage of a row; from its version's whole `text` where the row does not carry its own."""
    return Passage(
        passage_id=row.passage_id,
        article_id=row.article_id,
        version=row.version,
        ordinal=row.ordinal,
        start=row.start,
        end=row.end,
        text=row.passage_text if text is None else text[row.start : row.end],
        sentences=tuple(Span(start, end) for start, end in json.loads(row.sentences)),
    )


def to_bytes(vector: Vectors) -> bytes:
    """Return a vector as the catalog keeps it."""
    return vector.astype(STORED).tobytes()


def from_bytes(blob: bytes) -> Vectors:
    """Return a kept vector."""
    return np.frombuffer(blob, dtype=STORED).astype(np.float32)
