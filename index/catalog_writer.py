"""Writing the catalog, inside one transaction: what the indexer decided, and nothing half done."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, and_, func, or_, select

from index import catalog_schema as schema
from index.article import Article, ArticleInfo, Passage
from index.catalog_filters import live
from index.catalog_rows import INFO, info_of, to_bytes
from index.catalog_schema import articles, passages, vectors, versions
from index.embedding.base import Vectors
from index.records import day_number, outlet_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An article as the catalog holds it now.

    Args:
        key: row key.
        owner: path of the source that may change it.
        info: of its current version, None once removed.
        is_copy: whether it has another article's exact text and is not indexed itself.
    """

    key: int
    owner: str
    info: ArticleInfo | None
    is_copy: bool


@dataclass(frozen=True, slots=True)
class SameText:
    """An article that has exactly the text of another.

    Args:
        key: row key of the one that came first.
        told_apart: whether a filter by day or outlet can tell them apart; then both are indexed, each to be
            found under its own, and search collapses them. Else the text is indexed once.
    """

    key: int
    told_apart: bool


@contextmanager
def writing(engine: Engine) -> Iterator["CatalogWriter"]:
    """Open a write transaction; it is committed at the end, or undone when anything is raised."""
    with engine.connect().execution_options(write=True) as connection, connection.begin():
        yield CatalogWriter(connection)


class CatalogWriter:
    """Changes to articles and passages. All changes of one transaction carry one new revision.

    Args:
        connection: inside a transaction.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._revision: int | None = None

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
    ) -> int:
        """Make `article` the current version of its article and return its key.

        Args:
            article: the version, new or known.
            owner: path of the source that gave it.
            parts: its passages, empty when it is not indexed.
            rows: their vectors, in order.
            copy_of: key of the article with the same text, for a copy.
            indexed: whether it is to be found by itself, see `SameText`.
        """
        revision, info = self.revision(), article.info
        held = self.held(info.article_id)
        if held is None:
            values = {"article_id": info.article_id, "owner": owner}
            key = _key(self.connection.execute(articles.insert().values(values)))
        else:
            key = held.key
            self._drop_passages(key)
        version_key = self._put_version(key, article, revision)
        self.connection.execute(
            articles.update()
            .where(articles.c.article_key == key)
            .values(version_key=version_key, owner=owner, copy_of=copy_of, indexed=indexed)
        )
        if parts and rows is not None:
            self._put_passages(version_key, info, parts, rows, revision)
        return key

    def remove(self, key: int) -> None:
        """Take an article out of what can be found; its versions stay readable."""
        self._drop_passages(key)
        self.connection.execute(
            articles.update()
            .where(articles.c.article_key == key)
            .values(version_key=None, copy_of=None, indexed=False)
        )

    def hand_over(self, key: int, owner: str) -> None:
        """Let another source change an article from now on."""
        self.connection.execute(articles.update().where(articles.c.article_key == key).values(owner=owner))

    def held(self, article_id: str) -> Held | None:
        """Return what is held of an article, removed or not; None when it was never known."""
        query = (
            select(
                articles.c.article_key, articles.c.owner, articles.c.copy_of, articles.c.version_key, *INFO
            )
            .outerjoin_from(articles, versions, articles.c.version_key == versions.c.version_key)
            .where(articles.c.article_id == article_id)
        )
        row = self.connection.execute(query).first()
        if row is None:
            return None
        return Held(
            key=row.article_key,
            owner=row.owner,
            info=info_of(row) if row.version_key is not None else None,
            is_copy=row.copy_of is not None,
        )

    def same_text(self, article: Article) -> SameText | None:
        """Return the other article, itself no copy, whose current text is exactly this one's, if any."""
        query = (
            select(articles.c.article_key, versions.c.text, versions.c.day, versions.c.outlet_key)
            .join_from(versions, articles, articles.c.version_key == versions.c.version_key)
            .where(
                versions.c.version == article.info.version,
                articles.c.copy_of.is_(None),
                articles.c.article_id != article.info.article_id,
            )
            .order_by(articles.c.article_key)
        )
        for row in self.connection.execute(query):
            if row.text == article.text:  # a version is a short hash: never trust it alone
                day, outlet = day_number(article.info.published_at), outlet_key(article.info.outlet)
                told_apart = day not in (None, row.day) or outlet not in (None, row.outlet_key)
                return SameText(row.article_key, told_apart)
        return None

    def orphaned_copies(self, limit: int) -> list[tuple[Article, str]]:
        """Return copies, with their owners, whose original is gone, or has another text or details now."""
        original, theirs = articles.alias("original"), versions.alias("theirs")
        told_apart = or_(
            *(
                and_(mine.is_not(None), mine.is_distinct_from(other))
                for mine, other in (
                    (versions.c.day, theirs.c.day),
                    (versions.c.outlet_key, theirs.c.outlet_key),
                )
            )
        )
        query = (
            select(*INFO, versions.c.text, articles.c.owner)
            .join_from(articles, versions, articles.c.version_key == versions.c.version_key)
            .join(original, articles.c.copy_of == original.c.article_key)
            .outerjoin(theirs, original.c.version_key == theirs.c.version_key)
            .where(
                theirs.c.version.is_distinct_from(versions.c.version)
                | original.c.copy_of.is_not(None)
                | (articles.c.indexed != told_apart)
            )
            .order_by(articles.c.article_key)
            .limit(limit)
        )
        return [
            (Article(info=info_of(row), text=row.text), row.owner) for row in self.connection.execute(query)
        ]

    def _put_version(self, key: int, article: Article, revision: int) -> int:
        info = article.info
        values = {
            "title": info.title,
            "outlet": info.outlet,
            "author": info.author,
            "url": info.url,
            "published_at": info.published_at,
            "source_path": info.source_path,
            "day": day_number(info.published_at),
            "outlet_key": outlet_key(info.outlet),
        }
        known = self.connection.execute(
            select(versions.c.version_key).where(
                versions.c.article_key == key, versions.c.version == info.version
            )
        ).scalar()
        if known is not None:
            self.connection.execute(versions.update().where(versions.c.version_key == known).values(values))
            return int(known)
        values |= {"article_key": key, "version": info.version, "revision": revision, "text": article.text}
        return _key(self.connection.execute(versions.insert().values(values)))

    def _put_passages(
        self, version_key: int, info: ArticleInfo, parts: Sequence[Passage], rows: Vectors, revision: int
    ) -> None:
        day, outlet = day_number(info.published_at), outlet_key(info.outlet)
        # A version that comes back (A, B, A again) gets new rows, so that an id never stands twice.
        again = {part.passage_id for part in parts}
        old = select(passages.c.passage_key, passages.c.passage_id).where(
            passages.c.version_key == version_key
        )
        for row in self.connection.execute(old).all():
            if row.passage_id in again:
                self.connection.execute(passages.delete().where(passages.c.passage_key == row.passage_key))
        next_key = self._next_passage_key()
        self.connection.execute(
            passages.insert(),
            [
                {
                    "passage_key": next_key + n,
                    "passage_id": part.passage_id,
                    "version_key": version_key,
                    "ordinal": part.ordinal,
                    "start": part.start,
                    "end": part.end,
                    "sentences": json.dumps(
                        [[s.start, s.end] for s in part.sentences], separators=(",", ":")
                    ),
                    "day": day,
                    "outlet_key": outlet,
                    "added_revision": revision,
                }
                for n, part in enumerate(parts)
            ],
        )
        self.connection.execute(
            vectors.insert(),
            [{"passage_key": next_key + n, "vector": to_bytes(row)} for n, row in enumerate(rows)],
        )

    def _next_passage_key(self) -> int:
        return int(self.connection.execute(select(func.max(passages.c.passage_key))).scalar() or 0) + 1

    def _drop_passages(self, article_key: int) -> None:
        """Mark an article's passages as removed: the rows tell derived indexes what to delete."""
        keys = list(
            self.connection.execute(
                select(passages.c.passage_key)
                .join_from(passages, versions, passages.c.version_key == versions.c.version_key)
                .where(versions.c.article_key == article_key, live())
            ).scalars()
        )
        for key in keys:
            self.connection.execute(vectors.delete().where(vectors.c.passage_key == key))
            self.connection.execute(
                passages.update()
                .where(passages.c.passage_key == key)
                .values(removed_revision=self.revision())
            )


def _key(result: Any) -> int:
    return int(result.inserted_primary_key[0])
