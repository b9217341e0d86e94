"""Options of the test run, and servers that it starts once, when first needed."""

from collections.abc import Iterator

import pytest

from tests.support.servers import ChromaServer, NotInstalled, Postgres, chroma, postgres


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--all-on-servers",
        action="store_true",
        help="run every test of the archive on PostgreSQL and a Chroma server too, the slow ones among them",
    )


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
