"""Options of the test run."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--all-on-servers",
        action="store_true",
        help="run every test of the archive on PostgreSQL and a Chroma server too, the slow ones among them",
    )
