"""The catalog's tables, its format number, and the steps that bring an older archive up to date.

The same tables are made in SQLite and in PostgreSQL.

Texts are never deleted, so an old citation always opens. Each passage row knows the revision at which it was
last added and the one at which it was removed: that is all a derived index needs to catch up from anywhere.
"""

import secrets
from collections.abc import Callable, Mapping

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    select,
)

from index.errors import ArchiveTooNew, NotAnArchive

FORMAT = 3
"""Number of the form written by this code; a reader of a lower number migrates, of a higher one refuses."""

metadata = MetaData()

# Compared byte by byte, as SQLite does; a server's own order of letters may change with its system.
_TEXT = Text().with_variant(Text(collation="C"), "postgresql")

meta = Table(
    "meta", metadata, Column("name", _TEXT, primary_key=True), Column("value", _TEXT, nullable=False)
)

articles = Table(
    "articles",
    metadata,
    Column("article_key", Integer, primary_key=True),
    Column("article_id", _TEXT, nullable=False, unique=True),
    Column("version_key", Integer),  # of the current version; NULL once removed
    Column("copy_of", ForeignKey("articles.article_key")),  # the article whose exact text it has
    Column("indexed", Boolean, nullable=False, default=True),  # whether it has passages of its own
    Column("owner", _TEXT, nullable=False),  # the source that may change it
)

# Of copies alone: nearly every row has none, and a planner would take "has none" for a good way in.
_IS_COPY = articles.c.copy_of.is_not(None)
Index("copies", articles.c.copy_of, sqlite_where=_IS_COPY, postgresql_where=_IS_COPY)

versions = Table(
    "versions",
    metadata,
    Column("version_key", Integer, primary_key=True),
    Column("article_key", ForeignKey("articles.article_key"), nullable=False),
    Column("version", _TEXT, nullable=False, index=True),
    Column("title", _TEXT, nullable=False),
    Column("outlet", _TEXT),
    Column("author", _TEXT),
    Column("url", _TEXT),
    Column("published_at", _TEXT),
    Column("source_path", _TEXT, nullable=False),
    Column("modified_at", _TEXT),
    Column("language", _TEXT),
    Column("day", Integer),
    Column("outlet_key", _TEXT),
    Column("revision", BigInteger, nullable=False),
    Column("text", _TEXT, nullable=False),
    UniqueConstraint("article_key", "version"),
)

passages = Table(
    "passages",
    metadata,
    Column("passage_key", Integer, primary_key=True),
    Column("passage_id", _TEXT, nullable=False, unique=True),
    Column("version_key", ForeignKey("versions.version_key"), nullable=False, index=True),
    Column("ordinal", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("sentences", _TEXT, nullable=False),  # JSON: [[start, end], …] from the article's start
    Column("day", Integer),  # of the version, repeated here so that filters need no join
    Column("outlet_key", _TEXT),
    Column("added_revision", BigInteger, nullable=False, index=True),
    Column("removed_revision", BigInteger),
)

_LIVE = passages.c.removed_revision.is_(None)
# The others alone, for the same reason as with copies.
_GONE = passages.c.removed_revision.is_not(None)
Index("removed", passages.c.removed_revision, sqlite_where=_GONE, postgresql_where=_GONE)
Index("live_by_day", passages.c.day, passages.c.outlet_key, sqlite_where=_LIVE, postgresql_where=_LIVE)

vectors = Table(
    "vectors",
    metadata,
    Column("passage_key", ForeignKey("passages.passage_key"), primary_key=True),
    Column("vector", LargeBinary, nullable=False),  # little-endian float16
)

signatures = Table(
    "signatures",
    metadata,
    Column("version_key", ForeignKey("versions.version_key"), primary_key=True),
    Column("shingles", Integer, nullable=False),  # how many different ones the text has
    Column("signature", LargeBinary, nullable=False),  # little-endian uint32, see index.copy_signature
)

sources = Table(
    "sources",
    metadata,
    Column("path", _TEXT, primary_key=True),
    Column("name", _TEXT, nullable=False),
    Column("fingerprint", _TEXT),  # NULL while a read has not reached the end
    Column("sha256", _TEXT),
    Column("etag", _TEXT),  # of a web page or feed, as its server gave it when it was last read to its end
    Column("last_modified", _TEXT),
)

listed = Table(
    "listed",
    metadata,
    Column("path", ForeignKey("sources.path"), primary_key=True),  # of a feed or sitemap
    Column("place", Integer, primary_key=True),  # from 0, in its order
    Column("url", _TEXT, nullable=False),
    Column("title", _TEXT, nullable=False),
    Column("published", _TEXT),
    Column("modified", _TEXT),
)

source_articles = Table(
    "source_articles",
    metadata,
    Column("path", ForeignKey("sources.path"), primary_key=True),
    Column("article_key", ForeignKey("articles.article_key"), primary_key=True, index=True),
    Column("version", _TEXT, nullable=False),  # as this source last gave it
    Column("read_id", BigInteger, nullable=False),
)

rejections = Table(
    "rejections",
    metadata,
    Column("rejection_key", Integer, primary_key=True),
    Column("source", ForeignKey("sources.path"), nullable=False, index=True),
    Column("path", _TEXT, nullable=False),
    Column("reason", _TEXT, nullable=False),
)

Migration = Callable[[Connection], None]


def _to_2(connection: Connection) -> None:
    """Add times of last change, languages, what servers say of pages, listings, signatures of copies."""
    for table, column in (
        ("versions", "modified_at"),
        ("versions", "language"),
        ("sources", "etag"),
        ("sources", "last_modified"),
    ):
        connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN {column} TEXT")
    signatures.create(connection)
    listed.create(connection)


def _to_3(connection: Connection) -> None:
    """Give the archive an id of its own, by which what lies on servers is known to be its."""
    set_meta(connection, "archive", _new_id())


def _new_id() -> str:
    return secrets.token_hex(8)


MIGRATIONS: Mapping[int, Migration] = {1: _to_2, 2: _to_3}
"""By the format it starts from: the step that brings an archive to the next format."""


def get_meta(connection: Connection, name: str) -> str | None:
    """Return the value of the meta row `name`, None when there is none."""
    return connection.execute(select(meta.c.value).where(meta.c.name == name)).scalar()


def set_meta(connection: Connection, name: str, value: str | int) -> None:
    """Write the meta row `name`."""
    if not connection.execute(meta.update().where(meta.c.name == name).values(value=str(value))).rowcount:
        connection.execute(meta.insert().values(name=name, value=str(value)))


def create(connection: Connection) -> None:
    """Create the tables of an empty archive; the caller's transaction makes it all or nothing."""
    metadata.create_all(connection)
    set_meta(connection, "format", FORMAT)
    set_meta(connection, "revision", 0)
    set_meta(connection, "read_id", 0)
    set_meta(connection, "signatures", "complete")
    set_meta(connection, "archive", _new_id())


def check_format(found: str | None, where: str) -> bool:
    """Return whether an archive of the format `found` must be migrated before use.

    Raises:
        NotAnArchive: the number is missing or unknown.
        ArchiveTooNew: a newer Groundwire wrote it.
    """
    if found is None or not found.isdecimal():
        raise NotAnArchive(
            f"{where} holds no Groundwire catalog", hint="Give the folder or database of an archive"
        )
    number = int(found)
    if number > FORMAT:
        raise ArchiveTooNew(
            f"The archive {where} has format {number}, and this Groundwire reads up to {FORMAT}",
            hint="Upgrade Groundwire, or index the articles into a new folder",
        )
    if number < FORMAT and any(step not in MIGRATIONS for step in range(number, FORMAT)):
        raise NotAnArchive(
            f"The archive {where} has the unknown format {number}", hint="Index into a new folder"
        )
    return number < FORMAT


def migrate(connection: Connection) -> None:
    """Run every step between the archive's format and `FORMAT`, in the caller's transaction."""
    for step in range(int(get_meta(connection, "format") or 0), FORMAT):
        MIGRATIONS[step](connection)
        set_meta(connection, "format", step + 1)
