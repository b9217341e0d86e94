"""The tables of what the page keeps, in one SQLite file beside the archive."""

from pathlib import Path
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    event,
)
from sqlalchemy.engine import URL
from sqlalchemy.exc import DatabaseError

from index.errors import ArchiveError

FILE = "chat.sqlite3"
FORMAT = 1
"""Number of the form written by this code, kept in SQLite's own `user_version`."""

metadata = MetaData()

conversations = Table(
    "conversations",
    metadata,
    Column("conversation_id", String, primary_key=True),
    Column("owner", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("updated_at", String, nullable=False),  # ISO 8601, UTC
)
Index("conversations_of", conversations.c.owner, conversations.c.updated_at)

turns = Table(
    "turns",
    metadata,
    Column("turn_id", String, primary_key=True),
    Column("conversation_id", ForeignKey("conversations.conversation_id"), nullable=False, index=True),
    Column("ordinal", Integer, nullable=False),
    Column("question", Text, nullable=False),
    Column("filters", Text, nullable=False),  # JSON, as the page gave them
    Column("state", String, nullable=False),  # see `store.State`
    Column("answer", Text),  # JSON contract
    Column("problem", Text, nullable=False, default=""),
    Column("asked_at", String, nullable=False),
)

feedback = Table(
    "feedback",
    metadata,
    Column("turn_id", ForeignKey("turns.turn_id"), primary_key=True),
    Column("person", String, primary_key=True),
    Column("label", String, nullable=False),
    Column("given_at", String, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", String, primary_key=True),  # of the cookie; the cookie itself is not kept
    Column("person", String, nullable=False),
    Column("expires", Integer, nullable=False),  # seconds since 1970
)


def open_database(folder: Path) -> Engine:
    """Return an engine over the page's database in `folder`, made when it is not there.

    Raises:
        ArchiveError: the folder or the file cannot be used, or a newer Groundwire made it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArchiveError(
            f"The folder {folder} for conversations cannot be made: {error.strerror}",
            hint="Give another with --data",
        ) from error
    engine = create_engine(
        URL.create("sqlite", database=str(folder / FILE)),
        connect_args={"check_same_thread": False, "timeout": 30},
    )

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA foreign_keys=ON")

    try:
        with engine.begin() as connection:
            _prepare(connection, folder)
    except DatabaseError as error:
        engine.dispose()
        raise ArchiveError(
            f"The conversations in {folder} cannot be used: {error.orig}",
            hint="Check its permissions and free space, or give another folder with --data",
        ) from error
    except BaseException:
        engine.dispose()
        raise
    return engine


def _prepare(connection: Connection, folder: Path) -> None:
    found = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    if found > FORMAT:
        raise ArchiveError(
            f"The conversations in {folder} have format {found}, and this Groundwire reads up to {FORMAT}",
            hint="Upgrade Groundwire, or give another folder with --data",
        )
    metadata.create_all(connection)
    connection.exec_driver_sql(f"PRAGMA user_version={FORMAT}")
