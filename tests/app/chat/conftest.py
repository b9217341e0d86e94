"""A real page over a real archive, and a real browser: one of each for all tests."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.support.news import write_news
from tests.support.page import Visitor

EXAMPLE = "How many people live on Skua Rock?"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser; gradio and its server warn of their own affairs while running in this process."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.filterwarnings("ignore"))


@dataclass(frozen=True)
class Served:
    """A page that is being served.

    Args:
        address: of the page.
        services: the parts behind it.
        folder: holds `archive`, `data` and `articles`.
    """

    address: str
    services: Any
    folder: Path


@pytest.fixture(scope="session")
def serve_page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Served]]:
    """Serves a page over the invented news, with the given options."""
    from app.api import Groundwire
    from app.chat.serve import Serving, open_services
    from app.chat.server import PageServer

    with ExitStack() as stack:

        def start(users: dict[str, bool] | None = None, settings: Any = None, **options: Any) -> Served:
            folder = tmp_path_factory.mktemp("chat")
            groundwire = stack.enter_context(Groundwire(folder / "archive", settings=settings))
            groundwire.index(write_news(folder / "articles"))
            serving = Serving(port=0, data=folder / "data", **options)
            services = stack.enter_context(open_services(groundwire, serving, settings))
            for name, editor in (users or {}).items():
                services.people.users.add(name, f"password of {name}", editor=editor)
            server = stack.enter_context(PageServer(services, serving, [EXAMPLE]))
            return Served(server.address, services, folder)

        yield start


@pytest.fixture(scope="session")
def served(serve_page: Callable[..., Served]) -> Served:
    """The page that nobody must log in to."""
    return serve_page(settings_open=True)


@pytest.fixture(scope="module")
def visitor(browser: Any, served: Served) -> Iterator[Visitor]:
    """Somebody who looks at the page that all modules share, in a browser window of the module's own."""
    found = Visitor(browser, served.address)
    found.open()
    yield found
    found.close()
