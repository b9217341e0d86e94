"""The page's server killed in the middle of an answer, and started again."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.support.model_server import running
from tests.support.news import write_news
from tests.support.page import Visitor
from tests.support.page_model import quoting

ROOT = Path(__file__).parents[3]
PEOPLE = "Some 1,480 people live on Skua Rock, the island council said on Monday."


@contextmanager
def serving(archive: Path, port: int, endpoint: str) -> Iterator[tuple[int, str]]:
    """Run the real command, and yield its process id and address once it serves."""
    command = [sys.executable, "-m", "groundwire", "chat", "--archive", str(archive), "--port", str(port)]
    settings = {"OPENAI_BASE_URL": endpoint, "GROUNDWIRE_MODEL": "scripted", "GROUNDWIRE_CACHE": "false"}
    with subprocess.Popen(
        command, cwd=ROOT, env=os.environ | settings, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith("Groundwire is at http"), line
        try:
            yield process.pid, line.split()[3]
        finally:
            process.kill()


def test_the_page_says_what_happened_in_one_sentence_and_works_on(browser: Any, tmp_path: Path) -> None:
    from app.api import Groundwire

    archive = tmp_path / "archive"
    with Groundwire(archive) as groundwire:
        groundwire.index(write_news(tmp_path / "news"))
    with running(quoting(PEOPLE, hang=True)) as model:
        port = free_port()
        with serving(archive, port, model.url) as (process, address):
            visitor = Visitor(browser, address)
            visitor.open()
            page = visitor.page
            page.fill("#question textarea", "How many people live on Skua Rock?")
            page.press("#question textarea", "Enter")
            page.wait_for_selector(".gw-claim")
            os.kill(process, signal.SIGKILL)
            page.wait_for_function("document.body.innerText.includes('Connection to the server was lost')")
        model.replies[:] = [quoting("The school has 96 pupils.")]
        with serving(archive, port, model.url):
            page.wait_for_function(
                "document.querySelector('#conversation')?.innerText.includes('The server was restarted before')"
            )
            assert page.locator(".gw-turn").count() == 1
            visitor.ask("How many pupils does the school have?")
            assert "96 pupils" in visitor.last() and page.locator(".gw-turn").count() == 2
        visitor.close()


def free_port() -> int:
    import socket

    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])
