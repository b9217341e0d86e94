"""The catalog in a PostgreSQL database, which several machines share."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, ExceptionContext, make_url
from sqlalchemy.exc import ArgumentError

from index.errors import ArchiveError, ArchiveLocked, NotAnArchive, SettingsError
from index.public_url import public_url
from index.stores import DATABASE_SCHEMES

# Advisory locks of the database: numbers that nothing else there is likely to use.
LOCKS = 0x67726E64
WRITER = 1  # held by the archive's one writer as long as it works
TURN = 2  # held by each transaction that writes

CONNECTING: dict[str, str | int] = {
    "application_name": "groundwire",
    "client_encoding": "utf8",
    "connect_timeout": 10,  # seconds
    # A server that has gone without a word is given up after about a minute.
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,  # milliseconds
}
"""What libpq is told where the address does not say otherwise."""

# The other way round: so soon does the server free the lock of a machine that lost its power or its network.
NOTICING = ("tcp_keepalives_idle = 30", "tcp_keepalives_interval = 10", "tcp_keepalives_count = 3")

LOCK_NOT_AVAILABLE = "55P03"  # https://www.postgresql.org/docs/current/errcodes-appendix.html
HINT = "Check the PostgreSQL server and GROUNDWIRE_DATABASE_URL; what was written is kept"


class PostgresDatabase:
    """The catalog of an archive that several machines use. Nothing is connected before it is asked.

    Args:
        url: such as `postgresql://user:password@host:5432/name`; libpq's options may follow as a query.

    Raises:
        SettingsError: the address cannot be used, or the driver is not installed.
    """

    shared = True

    def __init__(self, url: str) -> None:
        parsed = _parsed(url)
        self.where = public_url(url)
        self._password = parsed.password or ""
        self._holder: int | None = None  # process id, on the server, of the connection that holds the lock
        self.engine = self._connected(parsed)

    @contextmanager
    def write_lock(self, timeout: float = 0.0) -> Iterator[None]:
        """Hold the lock as long as a connection of its own lasts; see `Database.write_lock`."""
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            self._take(connection, timeout)
            connection.detach()  # closed in the end: it must not go back among the others
            self._holder = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
            try:
                yield
            finally:
                self._holder = None
                with suppress(ArchiveError):  # of a connection that is lost the server has freed the lock
                    connection.exec_driver_sql(f"SELECT pg_advisory_unlock({LOCKS}, {WRITER})")

    def before_creation(self) -> None:
        """Refuse a database that cannot hold any text: Debian makes such ones where no language is set.

        Raises:
            NotAnArchive: it stores text in another encoding than UTF-8.
        """
        with self.engine.connect() as connection:
            encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
        if encoding != "UTF8":
            raise NotAnArchive(
                f"The database {self.where} stores text as {encoding}",
                hint="Make one with `createdb --encoding UTF8 --template template0 NAME`",
            )

    def _take(self, connection: Connection, timeout: float) -> None:
        taken = connection.exec_driver_sql(f"SELECT pg_try_advisory_lock({LOCKS}, {WRITER})").scalar_one()
        if not taken and timeout <= 0:
            raise self._locked()
        if not taken:
            connection.exec_driver_sql(f"SET lock_timeout = {max(1, round(timeout * 1000))}")
            connection.exec_driver_sql(f"SELECT pg_advisory_lock({LOCKS}, {WRITER})")
            connection.exec_driver_sql("SET lock_timeout = 0")
        for setting in NOTICING:
            connection.exec_driver_sql(f"SET {setting}")
        # A writer that lost its lock may be in the middle of its last transaction: let that come to its end.
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCKS}, {TURN})")

    def _connected(self, url: URL) -> Engine:
        options = {name: value for name, value in CONNECTING.items() if name not in url.query}
        try:
            engine = create_engine(
                url.set(drivername="postgresql+psycopg"),
                connect_args=options,
                isolation_level="REPEATABLE READ",  # one state for the whole of a reading transaction
                pool_pre_ping=True,  # a server that was started anew is not felt
                use_native_hstore=False,  # else the first connection asks about a type that is not used
            )
        except ImportError as error:
            raise SettingsError(
                "A database is set, and the package psycopg is not installed",
                hint="Install it with `pip install psycopg[binary]`",
            ) from error

        @event.listens_for(engine, "begin")
        def _on_begin(connection: Connection) -> None:
            if not connection.get_execution_options().get("write"):
                return
            # Only one transaction writes at a time, so what is read in it cannot change.
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCKS}, {TURN})")
            if self._holder is not None and not _holds_lock(connection, self._holder):
                raise ArchiveError(
                    f"The write lock on the archive {self.where} was lost with its connection",
                    hint="Run the same command again; what was written is kept",
                    retryable=True,
                )

        @event.listens_for(engine, "handle_error")
        def _on_error(context: ExceptionContext) -> None:
            if not context.is_pre_ping and context.sqlalchemy_exception is not None:
                raise self._explained(context.original_exception) from context.original_exception

        return engine

    def _explained(self, error: BaseException) -> ArchiveError:
        if getattr(error, "sqlstate", None) == LOCK_NOT_AVAILABLE:
            return self._locked()
        said = " ".join(str(error).split())[:300]
        if self._password:
            said = said.replace(self._password, "***")
        passing = type(error).__name__ == "OperationalError"
        return ArchiveError(
            f"The catalog at {self.where} cannot be used: {said}", hint=HINT, retryable=passing
        )

    def _locked(self) -> ArchiveLocked:
        return ArchiveLocked(
            f"Another process, here or on another machine, is writing to the archive {self.where}",
            hint="Wait until it has finished and run the same command again; what is indexed can be searched",
        )


def _parsed(url: str) -> URL:
    problem = "the database's address is not one of PostgreSQL"
    hint = "Write it like postgresql://user:password@host:5432/name"
    try:
        parsed = make_url(url)
        public_url(url)  # it must be possible to tell of it
    except (ArgumentError, ValueError):
        parsed = None
    # Outside the handler: the error shown with it would hold the address, a password in it.
    if parsed is None or parsed.drivername not in DATABASE_SCHEMES or not parsed.database:
        raise SettingsError(problem, hint=hint)
    return parsed


def _holds_lock(connection: Connection, process: int) -> bool:
    # 2: a lock of two numbers. https://www.postgresql.org/docs/current/view-pg-locks.html
    query = (
        "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted"
        " AND pid = %s AND classid = %s AND objid = %s AND objsubid = 2)"
    )
    held: Any = connection.exec_driver_sql(query, (process, LOCKS, WRITER)).scalar_one()
    return bool(held)
