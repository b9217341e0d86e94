"""Opening the catalog: in the archive's folder or on a server, made or migrated where that is needed."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from sqlalchemy import Engine, inspect

from index import catalog_schema as schema
from index.errors import NotAnArchive
from index.stores import LOCAL, Stores


class Database(Protocol):
    """What holds a catalog. What it says goes wrong is told as an `ArchiveError`, wherever it is asked.

    A connection with the execution option `write` is the only one of its kind while its transaction lasts.
    """

    @property
    def engine(self) -> Engine:
        """Connections; a transaction that reads sees one state of the catalog from its first query on."""
        ...

    @property
    def where(self) -> str:
        """The place, for messages; holds no password."""
        ...

    @property
    def shared(self) -> bool:
        """Whether several machines may use it, each with a folder of its own."""
        ...

    def write_lock(self, timeout: float = 0.0) -> AbstractContextManager[None]:
        """Hold the archive's write lock; it is freed when the process dies, however it dies.

        Args:
            timeout: seconds to wait for another writer.

        Raises:
            ArchiveLocked: another process, or another object of this one, is writing.
            ArchiveError: it cannot be locked.
        """
        ...

    def before_creation(self) -> None:
        """Do what must be done before the first table is made."""
        ...


def open_database(archive: Path, stores: Stores = LOCAL, *, create: bool = False) -> Database:
    """Return the database that holds the catalog, migrated where that is needed.

    Args:
        archive: the archive's folder; holds the catalog where no server does.
        stores: where the catalog lies.
        create: make the catalog when there is none.

    Raises:
        NotAnArchive: the folder or database is missing or holds something else. Nothing is written there.
        ArchiveTooNew: a newer Groundwire made it.
        ArchiveError: the catalog cannot be read or written.
        SettingsError: the database's address cannot be used.
    """
    database: Database
    if stores.database_url is None:
        from index.catalog_sqlite import SqliteDatabase

        database = SqliteDatabase(archive, create=create)
    else:
        from index.catalog_postgres import PostgresDatabase

        database = PostgresDatabase(stores.database_url)
    try:
        _prepare(database, create=create)
    except BaseException:
        database.engine.dispose()
        raise
    return database


def _prepare(database: Database, *, create: bool) -> None:
    engine = database.engine
    with engine.connect() as connection:
        tables = inspect(connection).get_table_names()
        found = schema.get_meta(connection, "format") if "meta" in tables else None
    if not tables and create:
        database.before_creation()
        with engine.connect().execution_options(write=True) as connection, connection.begin():
            if not inspect(connection).get_table_names():  # another process may have come first
                schema.create(connection)
        return
    if not tables and database.shared:
        raise NotAnArchive(
            f"There is no archive at {database.where}", hint="Make one with `groundwire index PATH`"
        )
    if schema.check_format(found, database.where):
        with engine.connect().execution_options(write=True) as connection, connection.begin():
            schema.migrate(connection)
