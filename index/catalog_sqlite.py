"""The catalog in SQLite, beside the derived indexes, with settings that survive a crash."""

import sqlite3
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, ExceptionContext
from sqlalchemy.pool import NullPool, QueuePool

from index.disk import is_writable, told_of_disk
from index.errors import ArchiveError, NotAnArchive
from index.lock import write_lock
from index.own_folder import OWN_FILE, OWN_NAMES, refuse_strangers, see_folder

FILE = "catalog.sqlite3"
BUSY_TIMEOUT = 30_000  # milliseconds that a statement waits for another process's transaction


class SqliteDatabase:
    """The catalog of an archive that one machine uses.

    Args:
        archive: the archive's folder.
        create: make the folder when it is missing; an empty one may become an archive.

    Raises:
        NotAnArchive: the folder is missing, is a file, or holds something else.
        ArchiveError: the folder cannot be read or made.
    """

    shared = False

    def __init__(self, archive: Path, *, create: bool = False) -> None:
        _check_folder(archive, create=create)
        self._archive = archive
        self.where = str(archive)
        self.engine = self._connected()

    def write_lock(self, timeout: float = 0.0) -> AbstractContextManager[None]:
        """Hold the lock of the folder; see `Database.write_lock`."""
        return write_lock(self._archive, timeout)

    def before_creation(self) -> None:
        """Let readers read while a writer writes; the mode is kept in the file."""
        raw = self.engine.raw_connection()
        try:
            raw.cursor().execute("PRAGMA journal_mode=WAL")
        except sqlite3.DatabaseError as error:
            raise self._explained(error) from error
        finally:
            raw.close()

    def _connected(self) -> Engine:
        url = URL.create("sqlite", database=str(self._archive / FILE))
        file = self._archive / FILE
        # Where nothing can be written, what another process writes is seen by a new connection alone.
        pool = QueuePool if is_writable(self._archive) else NullPool
        engine = create_engine(url, creator=lambda: connect(file), poolclass=pool)

        @event.listens_for(engine, "connect")
        def _on_connect(connection: Any, _record: Any) -> None:
            # Transactions are begun by us, see below: Python's own begin too late for a safe read.
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

        @event.listens_for(engine, "handle_error")
        def _on_error(context: ExceptionContext) -> None:
            if isinstance(context.original_exception, sqlite3.DatabaseError):
                raise self._explained(context.original_exception) from context.original_exception

        return engine

    def _explained(self, error: sqlite3.DatabaseError) -> ArchiveError:
        cause = str(error)
        if isinstance(error, sqlite3.OperationalError) and "locked" in cause:
            return ArchiveError(
                f"The catalog of {self._archive} is busy: {cause}",
                hint="Try again in a moment",
                retryable=True,
            )
        if "not a database" in cause:
            return NotAnArchive(
                f"{self._archive / FILE} is not a Groundwire catalog ({cause})",
                hint="Give the folder of an archive",
            )
        if "readonly" in cause:
            return ArchiveError(
                f"The archive {self._archive} cannot be written to: its folder or disk is read-only",
                hint="Copy it to where you may write; one of this version can be searched where it is",
            )
        hint = "Check the folder's permissions and free space"
        if "malformed" in cause:
            hint = "Restore the archive from a copy, or index the articles into a new folder"
        elif "unable to open" in cause and not is_writable(self._archive):
            hint = "It was being written when its disk became read-only: copy it to where you may write"
        return told_of_disk(cause, "The catalog of", self._archive, hint)


def connect(file: Path) -> sqlite3.Connection:
    """Return a connection to a database, however the folder may be used.

    SQLite makes two files beside a database in WAL mode even to read it. Where none can be made and no writer
    has left any, the database is opened as one that nobody changes, which it is for as long as a connection
    is kept here.

    Raises:
        sqlite3.OperationalError: it can only be read once what a writer left beside it has been brought in.
    """
    whole = sqlite3.connect(file, timeout=BUSY_TIMEOUT / 1000, check_same_thread=False)
    if is_writable(file.parent):
        return whole
    try:
        whole.execute("SELECT count(*) FROM sqlite_master")
        return whole
    except sqlite3.OperationalError:
        whole.close()
        left = file.with_name(f"{file.name}-wal")
        if left.exists() and left.stat().st_size:
            raise
    return sqlite3.connect(f"{file.absolute().as_uri()}?immutable=1", uri=True, check_same_thread=False)


def _check_folder(archive: Path, *, create: bool) -> None:
    names = see_folder(archive)
    if names is None and not create:
        raise NotAnArchive(
            f"There is no archive at {archive}", hint="Make one with `groundwire index PATH --archive DIR`"
        )
    if names is None:
        try:
            archive.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ArchiveError(f"The folder {archive} cannot be made: {error.strerror}") from error
    elif FILE in names:
        return
    elif OWN_FILE in names:
        raise NotAnArchive(
            f"{archive} is this machine's part of an archive in a database, and no database is set",
            hint="Set GROUNDWIRE_DATABASE_URL, or give another folder",
        )
    elif not create:
        raise NotAnArchive(
            f"{archive} is not a Groundwire archive",
            hint="Make one in a new folder with `groundwire index PATH --archive DIR`",
        )
    refuse_strangers(
        archive, names or (), OWN_NAMES | {f"{FILE}{end}" for end in ("", "-wal", "-shm", "-journal")}
    )
