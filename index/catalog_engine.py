"""Opening the catalog's database: SQLite beside the derived indexes, with settings that survive a crash."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect
from sqlalchemy.engine import URL
from sqlalchemy.exc import DatabaseError, OperationalError

from index import catalog_schema as schema
from index.errors import ArchiveError, NotAnArchive

FILE = "catalog.sqlite3"
OWN_NAMES = frozenset(
    {FILE, f"{FILE}-wal", f"{FILE}-shm", f"{FILE}-journal", "write.lock", "vectors", "words"}
)
"""All that an archive's folder holds; a folder with anything else and no catalog is somebody's."""

BUSY_TIMEOUT = 30_000  # milliseconds that a statement waits for another process's transaction


def open_engine(archive: Path, *, create: bool = False) -> Engine:
    """Return an engine over the catalog in the folder `archive`, migrated where that is needed.

    Args:
        archive: the archive's folder.
        create: make the archive when the folder is missing or empty.

    Raises:
        NotAnArchive: the folder is missing, is a file, or holds something else. Nothing is written there.
        ArchiveTooNew: a newer Groundwire made it.
        ArchiveError: the catalog cannot be read or written.
    """
    _check_folder(archive, create=create)
    engine = _sqlite(archive / FILE)
    try:
        _prepare(engine, archive, create=create)
    except DatabaseError as error:
        engine.dispose()
        raise explain(error, archive) from error
    except BaseException:
        engine.dispose()
        raise
    return engine


def explain(error: DatabaseError, archive: Path) -> ArchiveError:
    """Return the error that tells a user what the database said."""
    cause = str(error.orig)
    if isinstance(error, OperationalError) and "locked" in cause:
        return ArchiveError(
            f"The catalog of {archive} is busy: {cause}", hint="Try again in a moment", retryable=True
        )
    if "not a database" in cause:
        return NotAnArchive(
            f"{archive / FILE} is not a Groundwire catalog ({cause})", hint="Give the folder of an archive"
        )
    hint = "Check the folder's permissions and free space"
    if "malformed" in cause:
        hint = "Restore the archive from a copy, or index the articles into a new folder"
    return ArchiveError(f"The catalog of {archive} cannot be used: {cause}", hint=hint)


def _check_folder(archive: Path, *, create: bool) -> None:
    try:
        names = {entry.name for entry in archive.iterdir()}
    except FileNotFoundError:
        if not create:
            raise NotAnArchive(
                f"There is no archive at {archive}",
                hint="Make one with `groundwire index PATH --archive DIR`",
            ) from None
        names = set()
        try:
            archive.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ArchiveError(f"The folder {archive} cannot be made: {error.strerror}") from error
    except NotADirectoryError:
        raise NotAnArchive(f"{archive} is a file, not the folder of an archive") from None
    except OSError as error:
        raise ArchiveError(f"The archive {archive} cannot be opened: {error.strerror}") from error
    if FILE in names:
        return
    if not create:
        raise NotAnArchive(
            f"{archive} is not a Groundwire archive",
            hint="Make one in a new folder with `groundwire index PATH --archive DIR`",
        )
    if strangers := sorted(names - OWN_NAMES):
        raise NotAnArchive(
            f"{archive} is not a Groundwire archive: it holds {strangers[0]!r}",
            hint="Give a new or empty folder",
        )


def _sqlite(file: Path) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(file)), connect_args={"check_same_thread": False, "timeout": 30}
    )

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: Any) -> None:
        # Transactions are begun by us (see below): Python's own would begin them too late for a safe read.
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT}")
        connection.execute("PRAGMA foreign_keys=ON")
        # FULL: a committed batch survives a power cut too; one sync for each batch is not felt.
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA temp_store=MEMORY")

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        mode = "IMMEDIATE" if connection.get_execution_options().get("write") else "DEFERRED"
        connection.exec_driver_sql(f"BEGIN {mode}")

    return engine


def _prepare(engine: Engine, archive: Path, *, create: bool) -> None:
    with engine.connect() as connection:
        tables = inspect(connection).get_table_names()
        found = schema.get_meta(connection, "format") if "meta" in tables else None
    if not tables and create:
        _set_wal(engine)
        with engine.connect().execution_options(write=True) as connection, connection.begin():
            if not inspect(connection).get_table_names():  # another process may have come first
                schema.create(connection)
        return
    if schema.check_format(found, str(archive)):
        with engine.connect().execution_options(write=True) as connection, connection.begin():
            schema.migrate(connection)


def _set_wal(engine: Engine) -> None:
    """Let readers read while a writer writes; the mode is kept in the file."""
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA journal_mode=WAL")
    finally:
        raw.close()
