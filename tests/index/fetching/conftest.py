from collections.abc import Iterator

import pytest

from tests.support.web_server import Site, serving


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        yield running
