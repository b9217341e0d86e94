"""Options of the test run, and the servers and the browser that it starts once, when first needed."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.servers import ChromaServer, NotInstalled, Postgres, chroma, postgres

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]
FLAGS += ["--disable-component-update", "--disable-sync"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--all-on-servers",
        action="store_true",
        help="run every test of the archive on PostgreSQL and a Chroma server too, the slow ones among them",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--all-on-servers"):
        return
    left_out = [item for item in items if _is_slow_on_servers(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in set(left_out)]


def _is_slow_on_servers(item: pytest.Item) -> bool:
    parameters = getattr(getattr(item, "callspec", None), "params", {})
    return parameters.get("profile") == "servers" and item.get_closest_marker("slow_on_servers") is not None


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    try:
        with postgres() as server:
            yield server
    except NotInstalled as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def chroma_server() -> Iterator[ChromaServer]:
    with chroma() as server:
        yield server


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
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
