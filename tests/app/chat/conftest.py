"""A real page over a real archive, and a real browser."""

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.news import write_news

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]
FLAGS += ["--disable-component-update", "--disable-sync"]


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the page over the invented news."""
    from app.api import Groundwire
    from app.chat.page import build_page
    from app.chat.serve import launch

    folder = tmp_path_factory.mktemp("chat")
    groundwire = Groundwire(folder / "archive")
    groundwire.index(write_news(folder / "articles"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    page = build_page(groundwire, ["How many people live on Skua Rock?"])
    launch(page, host="127.0.0.1", port=port)
    yield f"http://127.0.0.1:{port}"
    page.close(verbose=False)
    groundwire.close()


@pytest.fixture(scope="session")
def archive_articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_news(tmp_path_factory.mktemp("news"))


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """A headless Chromium; tests that need one are skipped where there is none."""
    if CHROMIUM is None:
        pytest.skip(
            "no Chromium on this machine: install Debian's package `chromium` to run the page's tests"
        )
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()
