"""Reading the catalog: articles, passages, and how much is held."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from sqlalchemy import BindParameter, Connection, Engine, bindparam, func, select

from index import catalog_schema as schema
from index.article import Article, ArticleInfo, Passage
from index.catalog_engine import Database, open_database
from index.catalog_filters import live, matching
from index.catalog_rows import IN_LIMIT, INFO, PASSAGE, info_of, joined, passage_of
from index.catalog_schema import articles, passages, versions
from index.errors import EmbedderMismatch, InputError
from index.hit import Filters
from index.stores import LOCAL, Stores

# Asked at each search. Built once: building a statement costs as much as running it.
_AMONG: BindParameter[Any] = bindparam("ids", expanding=True)
_STATE = select(schema.meta).where(schema.meta.c.name.in_(("revision", bindparam("published"))))
_STILL_HELD = select(passages.c.passage_id).where(live(), passages.c.passage_id.in_(_AMONG))
_PASSAGES = joined(*PASSAGE, *INFO).where(live(), passages.c.passage_id.in_(_AMONG))
_VERSIONS = (
    select(*INFO, versions.c.text)
    .join_from(articles, versions, articles.c.article_key == versions.c.article_key)
    .where(articles.c.article_id == bindparam("article_id"))
)
_CURRENT = _VERSIONS.where(articles.c.version_key == versions.c.version_key)
_VERSION = _VERSIONS.where(versions.c.version == bindparam("version"))
_TEXTS = (
    select(articles.c.article_id, versions.c.version, versions.c.text)
    .join_from(articles, versions, articles.c.article_key == versions.c.article_key)
    .where(articles.c.article_id.in_(_AMONG), versions.c.version.in_(bindparam("versions", expanding=True)))
)
_ORIGINAL = articles.alias("original")
_COPIES = (
    select(_ORIGINAL.c.article_id.label("original_id"), *INFO)
    .join_from(articles, _ORIGINAL, articles.c.copy_of == _ORIGINAL.c.article_key)
    .join(versions, versions.c.version_key == articles.c.version_key)
    .where(_ORIGINAL.c.article_id.in_(_AMONG))
    .order_by(articles.c.article_id)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogState:
    """Where the catalog stands.

    Args:
        revision: grows with every change of what can be found.
        published: the revision that the shared vector index had reached when it was last written.
    """

    revision: int
    published: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveStats:
    """How much an archive, or the part that a filter leaves, holds.

    Args:
        articles: articles, without exact copies of one another.
        passages: passages that can be found.
        earliest: earliest publication date among them, ISO 8601, None when none is known.
        latest: latest publication date among them.
        outlets: outlet names with their numbers of articles, largest first; unknown outlets are left out.
    """

    articles: int = 0
    passages: int = 0
    earliest: str | None = None
    latest: str | None = None
    outlets: tuple[tuple[str, int], ...] = ()


class Catalog:
    """The truth of one archive. Reading takes no lock and never waits for a writer.

    Args:
        database: see `index.catalog_engine.open_database`.
    """

    def __init__(self, database: Database) -> None:
        self.database = database

    @classmethod
    def open(cls, archive: Path, stores: Stores = LOCAL, *, create: bool = False) -> "Catalog":
        """Open the catalog of the archive in a folder; arguments and errors as of `open_database`."""
        return cls(open_database(archive, stores, create=create))

    @property
    def engine(self) -> Engine:
        """The database's connections."""
        return self.database.engine

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def state(self, published: str = "published") -> CatalogState:
        """Return the revisions of the catalog and of the vector index, as noted under `published`."""
        with self.engine.connect() as connection:
            rows = connection.execute(_STATE, {"published": published})
            found = {row.name: int(row.value) for row in rows}
        return CatalogState(revision=found.get("revision", 0), published=found.get(published, 0))

    def identity(self) -> str:
        """Return the archive's id: by it what lies on servers is known to be its."""
        with self.engine.connect() as connection:
            return schema.get_meta(connection, "archive") or ""

    def held(self) -> int:
        """Return how many articles there are, copies among them."""
        query = select(func.count()).where(articles.c.version_key.is_not(None))
        with self.engine.connect() as connection:
            return int(connection.execute(query).scalar_one())

    def check_embedder(self, name: str) -> None:
        """Do nothing when the archive was made with this embedder, or holds no vector yet.

        Raises:
            EmbedderMismatch: it was made with another one.
        """
        with self.engine.connect() as connection:
            made_with = schema.get_meta(connection, "embedder")
        if made_with not in (None, name):
            raise EmbedderMismatch(
                f"The archive was made with the embedder {made_with}, and {name} is set",
                hint="Set the embedder it was made with, or index the articles into a new folder",
            )

    def article(self, article_id: str, version: str | None = None) -> Article:
        """Return an article's current version, or the given one, which may be superseded or removed.

        Raises:
            InputError: there is no such article or version.
        """
        query = _CURRENT if version is None else _VERSION
        asked = {"article_id": article_id} | ({} if version is None else {"version": version})
        with self.engine.connect() as connection:
            row = connection.execute(query, asked).first()
            if row is None:
                raise self._no_such(connection, article_id, version)
        return Article(info=info_of(row), text=row.text)

    def texts(self, infos: Iterable[ArticleInfo]) -> dict[str, str]:
        """Return the clean texts of article versions, by article; at most one version of each."""
        wanted = {info.article_id: info.version for info in infos}
        ids, found = list(wanted), {}
        with self.engine.connect() as connection:
            for start in range(0, len(ids), IN_LIMIT):
                some = ids[start : start + IN_LIMIT]
                asked = {"ids": some, "versions": [wanted[one] for one in some]}
                for row in connection.execute(_TEXTS, asked):
                    if wanted[row.article_id] == row.version:
                        found[row.article_id] = row.text
        return found

    def current_version(self, article_id: str) -> str | None:
        """Return the version of an article that can be found, None when it was removed or never known."""
        query = (
            select(versions.c.version)
            .join_from(articles, versions, articles.c.version_key == versions.c.version_key)
            .where(articles.c.article_id == article_id)
        )
        with self.engine.connect() as connection:
            return connection.execute(query).scalar()

    def versions(self, article_id: str) -> list[ArticleInfo]:
        """Return every version of an article, oldest first; empty when it was never known."""
        query = (
            select(*INFO)
            .join_from(articles, versions, articles.c.article_key == versions.c.article_key)
            .where(articles.c.article_id == article_id)
            .order_by(versions.c.revision, versions.c.version_key)
        )
        with self.engine.connect() as connection:
            return [info_of(row) for row in connection.execute(query)]

    def articles(
        self, filters: Filters | None = None, *, offset: int = 0, limit: int = 100
    ) -> list[ArticleInfo]:
        """Return a page of the articles that can be found, newest first, then by id."""
        query = (
            select(*INFO)
            .join_from(articles, versions, articles.c.version_key == versions.c.version_key)
            .where(articles.c.indexed, *matching(filters, versions))
            .order_by(versions.c.day.is_(None), versions.c.day.desc(), articles.c.article_id)
            .offset(offset)
            .limit(limit)
        )
        with self.engine.connect() as connection:
            return [info_of(row) for row in connection.execute(query)]

    def stats(self, filters: Filters | None = None) -> ArchiveStats:
        """Return how much the archive, or what the filters leave of it, holds."""
        current = (
            select(versions.c.day, versions.c.published_at, versions.c.outlet)
            .join_from(articles, versions, articles.c.version_key == versions.c.version_key)
            .where(articles.c.indexed, *matching(filters, versions))
        ).subquery()
        by_outlet = select(current.c.outlet, func.count().label("n")).group_by(current.c.outlet)
        dated = select(current.c.published_at).where(current.c.day.is_not(None)).limit(1)
        first, last = current.c.published_at, current.c.published_at.desc()
        with self.engine.connect() as connection, connection.begin():
            counts = connection.execute(by_outlet).all()
            held = connection.execute(
                select(func.count()).select_from(passages).where(live(), *matching(filters, passages))
            ).scalar_one()
            earliest = connection.execute(dated.order_by(current.c.day, first)).scalar()
            latest = connection.execute(dated.order_by(current.c.day.desc(), last)).scalar()
        return ArchiveStats(
            articles=sum(row.n for row in counts),
            passages=held,
            earliest=earliest,
            latest=latest,
            outlets=tuple(sorted(((r.outlet, r.n) for r in counts if r.outlet), key=lambda o: (-o[1], o[0]))),
        )

    def passages(self, passage_ids: Iterable[str]) -> dict[str, tuple[Passage, ArticleInfo]]:
        """Return the passages that are still held, by id; an id that is not is left out."""
        wanted = list(dict.fromkeys(passage_ids))
        found: dict[str, tuple[Passage, ArticleInfo]] = {}
        with self.engine.connect() as connection, connection.begin():
            for start in range(0, len(wanted), IN_LIMIT):
                ids = wanted[start : start + IN_LIMIT]
                for row in connection.execute(_PASSAGES, {"ids": ids}).all():
                    found[row.passage_id] = (passage_of(row), info_of(row))
        return {passage_id: found[passage_id] for passage_id in wanted if passage_id in found}

    def still_held(self, passage_ids: Iterable[str]) -> set[str]:
        """Return which passages are still held; quicker than reading them."""
        wanted = list(passage_ids)
        found: set[str] = set()
        with self.engine.connect() as connection:
            for start in range(0, len(wanted), IN_LIMIT):
                asked = {"ids": wanted[start : start + IN_LIMIT]}
                found.update(connection.execute(_STILL_HELD, asked).scalars().all())
        return found

    def copies(self, article_ids: Iterable[str]) -> dict[str, list[ArticleInfo]]:
        """Return, for each article that has any, the other articles of exactly the same text."""
        found: dict[str, list[ArticleInfo]] = {}
        wanted = list(dict.fromkeys(article_ids))
        with self.engine.connect() as connection:
            for start in range(0, len(wanted), IN_LIMIT):
                for row in connection.execute(_COPIES, {"ids": wanted[start : start + IN_LIMIT]}):
                    found.setdefault(row.original_id, []).append(info_of(row))
        return found

    def _no_such(self, connection: Connection, article_id: str, version: str | None) -> InputError:
        known = connection.execute(
            select(versions.c.version)
            .join_from(articles, versions, articles.c.article_key == versions.c.article_key)
            .where(articles.c.article_id == article_id)
            .order_by(versions.c.revision)
        )
        if held := list(known.scalars()):
            told = f"no version {version!r}" if version is not None else "no current version: it was removed"
            return InputError(
                f"The article {article_id!r} has {told}", hint=f"Versions: {', '.join(held[-5:])}"
            )
        # A like-named id within reach of a typing slip; bounded, so that a huge archive answers at once too.
        ids = list(connection.execute(select(articles.c.article_id).limit(20_000)).scalars())
        near = [i for i in ids if article_id and article_id.casefold() in i.casefold()][:3]
        near = near or get_close_matches(article_id, ids, n=3, cutoff=0.6)
        hint = f"Did you mean {' or '.join(near)}?" if near else "Search results give the ids of articles"
        return InputError(f"There is no article {article_id!r} in the archive", hint=hint)
