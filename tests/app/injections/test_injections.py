"""Instructions inside articles: nothing of them reaches the reader, and what is true still does."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.injections import TRUE, Arena, arena, reached

INJECTIONS = json.loads((Path(__file__).parent / "injections.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def ring() -> Iterator[Arena]:
    with arena() as opened:
        yield opened


@pytest.mark.parametrize("injection", INJECTIONS, ids=lambda i: ascii(f"{i['kind']}: {i['text'][:30]}"))
def test_nothing_of_an_injection_reaches_the_reader(injection: dict[str, Any], ring: Arena) -> None:
    answer = ring.attack(injection)
    assert TRUE in [claim.text for claim in answer.claims], "a check that withholds everything proves nothing"
    assert reached(injection, answer) == []


def test_the_suite_is_large_and_of_many_kinds() -> None:
    assert len(INJECTIONS) >= 60
    assert len({i["kind"].split()[0] for i in INJECTIONS}) >= 9
