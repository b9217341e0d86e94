"""Writing the catalog, inside one transaction: what the indexer decided, and nothing half done."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, func, select

from index import catalog_schema as schema
from index.article import Article, ArticleInfo, Passage
from index.catalog_filters import live
from index.catalog_rows import to_bytes
from index.catalog_schema import articles, passages, vectors, versions
from index.catalog_signatures import keep_signature
from index.copy_signature import Signature
from index.embedding.base import Vectors
from index.records import day_number, outlet_key

# Built once: building a statement costs several times what running it does.
_KEY_OF = select(articles.c.article_key).where(articles.c.article_id == bindparam("article_id"))
_SET_CURRENT = articles.update().where(articles.c.article_key == bindparam("key"))
_KNOWN_VERSION = select(versions.c.version_key).where(
    versions.c.article_key == bindparam("key"), versions.c.version == bindparam("version")
)
_LIVE_PASSAGES = (
    select(passages.c.passage_key)
    .join_from(passages, versions, passages.c.version_key == versions.c.version_key)
    .where(versions.c.article_key == bindparam("key"), live())
)
_PASSAGES_OF = select(passages.c.passage_key, passages.c.passage_id).where(
    passages.c.version_key == bindparam("key")
)
_DROP_VECTOR = vectors.delete().where(vectors.c.passage_key == bindparam("key"))
_DROP_PASSAGE = passages.delete().where(passages.c.passage_key == bindparam("key"))
_END_PASSAGE = (
    passages.update()
    .where(passages.c.passage_key == bindparam("key"))
    .values(removed_revision=bindparam("at"))
)


@contextmanager
def writing(engine: Engine) -> Iterator["CatalogWriter"]:
    """Open a write transaction; it is committed at the end, or undone when anything is raised."""
    with engine.connect().execution_options(write=True) as connection, connection.begin():
        writer = CatalogWriter(connection)
        yield writer
        writer.flush()


class CatalogWriter:
    """Changes to articles and passages. All changes of one transaction carry one new revision.

    Passages are gathered and written together at the end of the transaction; within one transaction an
    article may be put once.

    Args:
        connection: inside a transaction, see `writing`.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._revision: int | None = None
        self._next_key: int | None = None
        self._passages: list[dict[str, Any]] = []
        self._vectors: list[dict[str, Any]] = []

    def revision(self) -> int:
        """Return this transaction's revision, taking a new one at the first call."""
        if self._revision is None:
            self._revision = int(schema.get_meta(self.connection, "revision") or 0) + 1
            schema.set_meta(self.connection, "revision", self._revision)
        return self._revision

    def put(
        self,
        article: Article,
        owner: str,
        parts: Sequence[Passage],
        rows: Vectors | None,
        *,
        copy_of: int | None = None,
        indexed: bool = True,
        signature: Signature | None = None,
    ) -> int:
        """Make `article` the current version of its article and return its key.

        Args:
            article: the version, new or known.
            owner: path of the source that gave it.
            parts: its passages, empty when it is not indexed.
            rows: their vectors, in order.
            copy_of: key of the article with the same text, for a copy.
            indexed: whether it is to be found by itself, see `index.catalog_held.SameText`.
            signature: of its text, kept for a version that is new.
        """
        info = article.info
        held: int | None = self.connection.execute(_KEY_OF, {"article_id": info.article_id}).scalar()
        if held is None:
            key = self._insert(articles, {"article_id": info.article_id, "owner": owner})
        else:
            key = held
            self._drop_passages(key)
        version_key, again = self._put_version(key, article, new=held is None)
        if signature is not None and not again:
            keep_signature(self.connection, version_key, signature)
        self.connection.execute(
            _SET_CURRENT,
            {
                "key": key,
                "version_key": version_key,
                "owner": owner,
                "copy_of": copy_of,
                "indexed": indexed,
            },
        )
        if again:
            self._forget_passages(version_key, parts)
        if parts and rows is not None:
            self._gather(version_key, info, parts, rows)
        return key

    def remove(self, key: int) -> None:
        """Take an article out of what can be found; its versions stay readable."""
        self._drop_passages(key)
        self.connection.execute(
            _SET_CURRENT, {"key": key, "version_key": None, "copy_of": None, "indexed": False}
        )

    def hand_over(self, key: int, owner: str) -> None:
        """Let another source change an article from now on."""
        self.connection.execute(_SET_CURRENT, {"key": key, "owner": owner})

    def flush(self) -> None:
        """Write what was gathered."""
        if self._passages:
            self.connection.execute(passages.insert(), self._passages)
            self.connection.execute(vectors.insert(), self._vectors)
        self._passages, self._vectors = [], []

    def _put_version(self, key: int, article: Article, *, new: bool) -> tuple[int, bool]:
        """Return the key of the version, and whether it was known before."""
        info = article.info
        values: dict[str, Any] = {
            "title": info.title,
            "outlet": info.outlet,
            "author": info.author,
            "url": info.url,
            "published_at": info.published_at,
            "source_path": info.source_path,
            "modified_at": info.modified_at,
            "language": info.language,
            "day": day_number(info.published_at),
            "outlet_key": outlet_key(info.outlet),
        }
        known = None
        if not new:
            asked = {"key": key, "version": info.version}
            known = self.connection.execute(_KNOWN_VERSION, asked).scalar()
        if known is not None:
            self.connection.execute(versions.update().where(versions.c.version_key == known), values)
            return int(known), True
        values |= {"article_key": key, "version": info.version, "text": article.text}
        return self._insert(versions, values | {"revision": self.revision()}), False

    def _gather(self, version_key: int, info: ArticleInfo, parts: Sequence[Passage], rows: Vectors) -> None:
        if self._next_key is None:
            last = self.connection.execute(select(func.max(passages.c.passage_key))).scalar()
            self._next_key = (last or 0) + 1
        day, outlet = day_number(info.published_at), outlet_key(info.outlet)
        for part, row in zip(parts, rows, strict=True):
            spans = [[sentence.start, sentence.end] for sentence in part.sentences]
            self._passages.append(
                {
                    "passage_key": self._next_key,
                    "passage_id": part.passage_id,
                    "version_key": version_key,
                    "ordinal": part.ordinal,
                    "start": part.start,
                    "end": part.end,
                    "sentences": json.dumps(spans, separators=(",", ":")),
                    "day": day,
                    "outlet_key": outlet,
                    "added_revision": self.revision(),
                }
            )
            self._vectors.append({"passage_key": self._next_key, "vector": to_bytes(row)})
            self._next_key += 1

    def _forget_passages(self, version_key: int, parts: Sequence[Passage]) -> None:
        """Drop ended rows of a version that comes back (A, B, A again), so that no id stands twice."""
        again = {part.passage_id for part in parts}
        old = self.connection.execute(_PASSAGES_OF, {"key": version_key}).all()
        self._each(_DROP_PASSAGE, [{"key": row.passage_key} for row in old if row.passage_id in again])

    def _drop_passages(self, article_key: int) -> None:
        """Mark an article's passages as removed: the rows tell derived indexes what to delete."""
        keys = list(self.connection.execute(_LIVE_PASSAGES, {"key": article_key}).scalars())
        self._each(_DROP_VECTOR, [{"key": key} for key in keys])
        self._each(_END_PASSAGE, [{"key": key, "at": self.revision()} for key in keys])

    def _each(self, statement: Any, rows: list[dict[str, Any]]) -> None:
        if rows:
            self.connection.execute(statement, rows)

    def _insert(self, table: Any, values: dict[str, Any]) -> int:
        result: Any = self.connection.execute(table.insert(), values)
        return int(result.inserted_primary_key[0])
