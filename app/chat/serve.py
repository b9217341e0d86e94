"""Serves the chat page."""

import os
from importlib import resources
from itertools import islice
from typing import TYPE_CHECKING

from index.errors import InputError

if TYPE_CHECKING:
    import gradio as gr

    from app.api import Groundwire

WAITING = 64
"""Questions that may wait; one more is told to come back."""
EXAMPLES = 4
_DRAFTS = 12
"""Questions tried at most, so that a large archive does not hold up the start."""
_ARTICLES = 40


def serve(groundwire: "Groundwire", *, host: str, port: int) -> None:
    """Serve the page until interrupted; prints its address.

    Args:
        groundwire: over an archive that exists.
        host: address to listen on.
        port: port to listen on.

    Raises:
        InputError: the port is taken or the host is not an address of this machine.
        ArchiveError: the archive cannot be used.
    """
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    groundwire.stats()
    from app.chat.page import build_page

    page = build_page(groundwire, example_questions(groundwire))
    launch(page, host=host, port=port)
    print(f"Groundwire is at http://{host}:{port} (Ctrl-C stops it)", flush=True)  # noqa: T201
    page.block_thread()


def launch(page: "gr.Blocks", *, host: str, port: int) -> None:
    """Start serving a page in the background; raises as `serve` does."""
    page.queue(max_size=WAITING, default_concurrency_limit=8, api_open=False)
    try:
        page.launch(
            server_name=host,
            server_port=port,
            quiet=True,
            prevent_thread_lock=True,
            show_error=False,
            css=(resources.files("app.chat") / "style.css").read_text(encoding="utf-8"),
            footer_links=[],
            max_file_size="1mb",
            share=False,
        )
    except OSError as error:
        raise InputError(
            f"the page cannot be served on {host}:{port}: {error}", hint="Choose another with --port"
        ) from error


def example_questions(groundwire: "Groundwire", count: int = EXAMPLES) -> list[str]:
    """Return questions from the newest articles that the archive does answer."""
    from app.answer import Status
    from app.chat.examples import draft_questions

    chosen: list[str] = []
    for draft in islice(draft_questions(groundwire.newest(_ARTICLES)), _DRAFTS):
        if len(chosen) == count:
            break
        if groundwire.ask(draft).status is Status.ANSWERED:
            chosen.append(draft)
    return chosen
