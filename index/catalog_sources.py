"""Which file gave which article: what lets an unchanged file be passed over, and a vanished one be pruned."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, case, func, select

from index import catalog_schema as schema
from index.catalog_rows import IN_LIMIT
from index.catalog_schema import articles, rejections, source_articles, sources


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSource:
    """What is remembered of a file that was read before.

    Args:
        name: see `index.reading.SourceFile.name`; kept, so that its articles keep their ids.
        fingerprint: when it was last read to its end; None when a read was broken off.
        sha256: of its bytes then.
        articles: how many articles it gave that are indexed.
        copies: how many it gave that are exact copies of articles from elsewhere.
        rejected: `(path, reason)` of what in it could not be used.
        etag: of a web page, as its server gave it then.
        last_modified: of a web page, as its server gave it then.
    """

    name: str
    fingerprint: str | None
    sha256: str | None
    articles: int
    copies: int
    rejected: tuple[tuple[str, str], ...]
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """What a source last gave for an article: the version, and in which read."""

    version: str
    read_id: int


_OF_PATH = source_articles.c.path == bindparam("key")
_OF_ARTICLE = source_articles.c.article_key == bindparam("article")
_LINKED = select(source_articles.c.version, source_articles.c.read_id).where(_OF_PATH, _OF_ARTICLE)
_UNLINK = source_articles.delete().where(_OF_PATH, _OF_ARTICLE)
_MARK = (
    sources.update()
    .where(sources.c.path == bindparam("key"))
    .values(
        fingerprint=bindparam("fingerprint"),
        sha256=bindparam("sha256"),
        etag=bindparam("etag"),
        last_modified=bindparam("last_modified"),
    )
)
_FORGIVE = rejections.delete().where(rejections.c.source == bindparam("key"))


class SourceBook:
    """Reads and writes the rows of sources.

    Args:
        connection: inside a transaction; a write transaction for what writes.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._links: dict[tuple[str, int], tuple[str, int]] = {}

    def known(self, paths: Sequence[str]) -> dict[str, KnownSource]:
        """Return what is remembered of the given paths."""
        found: dict[str, KnownSource] = {}
        for start in range(0, len(paths), IN_LIMIT):
            found |= self._known(paths[start : start + IN_LIMIT])
        return found

    def next_read(self) -> int:
        """Return a new number for one run over sources."""
        number = int(schema.get_meta(self._connection, "read_id") or 0) + 1
        schema.set_meta(self._connection, "read_id", number)
        return number

    def begin(self, path: str, name: str) -> None:
        """Note that a source is being read: until `finish`, the next run reads it again."""
        nothing = dict.fromkeys(("fingerprint", "sha256", "etag", "last_modified"))
        changed = self._connection.execute(_MARK, {"key": path, **nothing})
        if changed.rowcount:
            self._connection.execute(_FORGIVE, {"key": path})
        else:
            self._connection.execute(sources.insert(), {"path": path, "name": name})

    def link(self, path: str, article_key: int, version: str, read_id: int) -> None:
        """Note which version of an article a source gave."""
        self._links[path, article_key] = (version, read_id)

    def flush(self) -> None:
        """Write the links that were noted; called at the end of the transaction."""
        if self._links:
            keys = [{"key": path, "article": key} for path, key in self._links]
            self._connection.execute(_UNLINK, keys)
            self._connection.execute(
                source_articles.insert(),
                [
                    {"path": path, "article_key": key, "version": version, "read_id": read_id}
                    for (path, key), (version, read_id) in self._links.items()
                ],
            )
        self._links = {}

    def linked(self, path: str, article_key: int) -> Link | None:
        """Return what a source last gave for an article, None when it never did."""
        row = self._connection.execute(_LINKED, {"key": path, "article": article_key}).first()
        return Link(row.version, row.read_id) if row else None

    def reject(self, source: str, path: str, reason: str) -> None:
        """Keep a rejection, so that it is told again while the source stays as it is."""
        self._connection.execute(rejections.insert(), {"source": source, "path": path, "reason": reason})

    def finish(
        self,
        path: str,
        fingerprint: str,
        sha256: str | None,
        etag: str | None = None,
        last_modified: str | None = None,
    ) -> None:
        """Note that a source was read to its end."""
        values = {"fingerprint": fingerprint, "sha256": sha256, "etag": etag, "last_modified": last_modified}
        self._connection.execute(_MARK, {"key": path, **values})

    def paths_after(self, path: str, limit: int) -> list[str]:
        """Return the next known paths in order, for going through all of them in pages."""
        query = select(sources.c.path).where(sources.c.path > path).order_by(sources.c.path).limit(limit)
        return list(self._connection.execute(query).scalars())

    def forget(self, path: str) -> None:
        """Drop a source and what it gave."""
        self._connection.execute(rejections.delete().where(rejections.c.source == path))
        self._connection.execute(source_articles.delete().where(source_articles.c.path == path))
        self._connection.execute(sources.delete().where(sources.c.path == path))

    def drop_stale_links(self, paths: Sequence[str]) -> None:
        """Drop what sources gave once and no longer did when last read, where that read met no trouble."""
        newest = source_articles.alias("newest")
        last_read = (
            select(func.max(newest.c.read_id))
            .where(newest.c.path == source_articles.c.path)
            .scalar_subquery()
        )
        refused = select(rejections.c.source).where(rejections.c.source == source_articles.c.path)
        complete = select(sources.c.path).where(
            sources.c.path == source_articles.c.path, sources.c.fingerprint.is_not(None)
        )
        self._connection.execute(
            source_articles.delete().where(
                source_articles.c.path.in_(paths),
                source_articles.c.read_id < last_read,
                complete.exists(),
                ~refused.exists(),
            )
        )

    def unlinked(self, limit: int) -> list[int]:
        """Return keys of articles that can be found and that no source gives any longer."""
        given = select(source_articles.c.article_key).where(
            source_articles.c.article_key == articles.c.article_key
        )
        query = (
            select(articles.c.article_key)
            .where(articles.c.version_key.is_not(None), ~given.exists())
            .order_by(articles.c.article_key)
            .limit(limit)
        )
        return list(self._connection.execute(query).scalars())

    def lost_owners(self, limit: int) -> list[tuple[int, str]]:
        """Return `(article key, another source of it)` for articles whose owner no longer gives them."""
        own = source_articles.alias("own")
        owned = select(own.c.article_key).where(
            own.c.article_key == articles.c.article_key, own.c.path == articles.c.owner
        )
        query = (
            select(articles.c.article_key, func.min(source_articles.c.path))
            .join_from(articles, source_articles, source_articles.c.article_key == articles.c.article_key)
            .where(articles.c.version_key.is_not(None), ~owned.exists())
            .group_by(articles.c.article_key)
            .limit(limit)
        )
        return [(key, path) for key, path in self._connection.execute(query)]

    def _known(self, paths: Iterable[str]) -> dict[str, KnownSource]:
        own = articles.c.copy_of.is_(None) & (articles.c.owner == source_articles.c.path)
        counts = (
            select(
                source_articles.c.path,
                func.count().label("n"),
                func.sum(case((own, 1), else_=0)).label("own"),
            )
            .join_from(source_articles, articles, articles.c.article_key == source_articles.c.article_key)
            .where(source_articles.c.path.in_(paths), articles.c.version_key.is_not(None))
            .group_by(source_articles.c.path)
        )
        given = {row.path: (row.own, row.n - row.own) for row in self._connection.execute(counts)}
        refused: dict[str, list[tuple[str, str]]] = {}
        query = select(rejections).where(rejections.c.source.in_(paths)).order_by(rejections.c.rejection_key)
        for row in self._connection.execute(query):
            refused.setdefault(row.source, []).append((row.path, row.reason))
        return {
            row.path: KnownSource(
                name=row.name,
                fingerprint=row.fingerprint,
                sha256=row.sha256,
                articles=given.get(row.path, (0, 0))[0],
                copies=given.get(row.path, (0, 0))[1],
                rejected=tuple(refused.get(row.path, ())),
                etag=row.etag,
                last_modified=row.last_modified,
            )
            for row in self._connection.execute(select(sources).where(sources.c.path.in_(paths)))
        }
