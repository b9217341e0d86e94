"""Serves the chat page."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import GroundwireError

if TYPE_CHECKING:
    from app.api import Groundwire
    from app.chat.services import Services
    from app.settings import Settings

EXAMPLES = 4
_DRAFTS = 12
"""Questions tried at most, so that a large archive does not hold up the start."""
_ARTICLES = 40
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """How the page is served.

    Args:
        host: address to listen on.
        port: port to listen on; any free one when 0.
        data: folder for conversations, users and added files; beside the archive when None.
        hosts: more names by which the server may be called.
        changes: whether visitors may change the archive while nobody must log in; when None, on loopback
            alone.
        settings_open: whether editors may change the settings on the page.
        upload_bytes: bytes of one upload.
        allow_private: whether pages of loopback, link-local and private addresses may be added.
        waiting: requests that may wait; one more is told to come back.
    """

    host: str = "127.0.0.1"
    port: int = 7860
    data: Path | None = None
    hosts: Sequence[str] = ()
    changes: bool | None = None
    settings_open: bool = False
    upload_bytes: int = 200_000_000
    allow_private: bool = False
    waiting: int = 64

    def data_folder(self, archive: Path) -> Path:
        """Return the folder for what the page keeps."""
        return self.data or beside(archive)


def beside(archive: Path) -> Path:
    """Return the folder for what the page keeps when none is given: the archive's name and `.chat`."""
    whole = archive.absolute()
    return whole.with_name(f"{whole.name}.chat")


def serve(groundwire: "Groundwire", serving: Serving, settings: "Settings | None" = None) -> None:
    """Serve the page until interrupted; prints its address.

    Args:
        groundwire: over an archive that exists.
        serving: how.
        settings: from the environment when None.

    Raises:
        InputError: the port is taken or the host is not an address of this machine.
        ArchiveError: the archive or the data folder cannot be used.
    """
    groundwire.stats()
    with open_services(groundwire, serving, settings) as services:
        from app.chat.server import PageServer

        with PageServer(services, serving, example_questions(groundwire, settings)) as server:
            print(f"Groundwire is at {server.address} (Ctrl-C stops it)", flush=True)  # noqa: T201
            server.wait()


@contextmanager
def open_services(
    groundwire: "Groundwire", serving: Serving, settings: "Settings | None" = None
) -> "Iterator[Services]":
    """Yield the parts behind the page, closed at the end; raises as `serve` does."""
    from app.chat.keeping.store import ChatStore
    from app.chat.live_archive import LiveArchive
    from app.chat.services import Services
    from app.chat.serving.people import People
    from app.chat.serving.users import FILE, Users

    data = serving.data_folder(groundwire.path)
    store = ChatStore.open(data)
    try:
        store.settle()
        changes = serving.host in LOOPBACK if serving.changes is None else serving.changes
        os.environ["GRADIO_TEMP_DIR"] = str(data / "uploading")
        yield Services(
            archive=LiveArchive(groundwire, settings),
            store=store,
            people=People(Users(data / FILE), store.engine, visitors_edit=changes),
            uploads=data / "uploads",
            settings_open=serving.settings_open,
            upload_bytes=serving.upload_bytes,
            allow_private=serving.allow_private,
        )
    finally:
        store.close()


def example_questions(
    groundwire: "Groundwire", settings: "Settings | None" = None, count: int = EXAMPLES
) -> list[str]:
    """Return questions from the newest articles that the archive does answer, none when it cannot.

    They are tried with quotes, whatever the settings name: a model would have to be paid for, and waited for.
    """
    from app.answer import Status
    from app.chat.examples import draft_questions
    from app.settings import Settings

    chosen: list[str] = []
    try:
        named = settings or Settings()
        quoting = groundwire
        if named.model or named.judge:
            quoting = groundwire.with_settings(
                Settings(**named.model_dump() | {"model": None, "judge": None})
            )
        for draft in islice(draft_questions(groundwire.newest(_ARTICLES)), _DRAFTS):
            if len(chosen) == count:
                break
            if quoting.ask(draft).status is Status.ANSWERED:
                chosen.append(draft)
    except GroundwireError:
        return chosen  # the page tells what is wrong when something is asked
    return chosen
