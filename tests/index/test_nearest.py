"""The nearest passages behind filters: from Chroma where many are left, exactly where few are."""

from datetime import date, timedelta

import pytest

from index.archive import Archive
from index.catalog_vectors import CatalogVectors
from index.errors import ArchiveError
from index.hit import Filters
from index.nearest import NearestPassages
from tests.index.archives import jsonl, story
from tests.support.embedder import CountingEmbedder

FIRST, DAYS, K = date(2031, 1, 1), 60, 3


class Recording:
    """The archive's own vector index; tells how many passages were asked for."""

    def __init__(self, archive: Archive) -> None:
        self._derived = archive._derived
        self.asked: list[int] = []

    def query(self, vector, k: int) -> list[tuple[str, float]]:
        self.asked.append(k)
        return self._derived.query(vector, k)


class Away:
    def query(self, vector, k: int) -> list[tuple[str, float]]:
        raise ArchiveError("The vector index is away")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory):
    home = tmp_path_factory.mktemp("nearest")
    rows = [
        {"id": f"a{n}", "text": story(n), "published_at": (FIRST + timedelta(days=n)).isoformat()}
        for n in range(DAYS)
    ]
    with Archive.open(home / "archive", CountingEmbedder(), create=True) as opened:
        opened.index([jsonl(home, "news.jsonl", rows)])
        yield opened


def from_day(n: int) -> Filters:
    return Filters(since=FIRST + timedelta(days=n))


@pytest.mark.parametrize(("kept", "asks"), [(None, True), (from_day(20), True), (from_day(57), False)])
def test_chroma_is_asked_where_many_are_left(archive: Archive, kept: Filters | None, asks: bool):
    dense = Recording(archive)
    nearest = NearestPassages(CatalogVectors(archive.catalog.engine), dense, exact_below=-1)
    vector = archive.embedder.embed(["Some 44 visitors came to see the violin"])[0]
    found = nearest.query(vector, K, kept)
    assert bool(dense.asked) == asks
    exact = nearest.exact(vector, K, kept)
    assert [score for _, score in found] == pytest.approx([score for _, score in exact], abs=1e-3)
    assert len(found) == K


def test_more_are_fetched_when_the_nearest_do_not_pass(archive: Archive):
    dense = Recording(archive)
    nearest = NearestPassages(CatalogVectors(archive.catalog.engine), dense, exact_below=-1)
    [vector] = archive.embedder.embed([story(3).split("\n")[0]])
    kept = from_day(12)
    wide = [name for name, _ in nearest.exact(vector, 10_000)]
    passing = {name for name, _ in nearest.exact(vector, 10_000, kept)}
    found = nearest.query(vector, K, kept)
    assert {name for name, _ in found} <= passing
    assert dense.asked[0] > K and dense.asked == sorted(dense.asked)
    assert wide[0] not in passing
    assert found[0][1] == pytest.approx(nearest.exact(vector, K, kept)[0][1], abs=1e-3)


def test_an_index_that_is_away_costs_time_only(archive: Archive):
    nearest = NearestPassages(CatalogVectors(archive.catalog.engine), Away(), exact_below=-1)
    [vector] = archive.embedder.embed(["visitors came to see the violin"])
    assert nearest.query(vector, K, from_day(20)) == nearest.exact(vector, K, from_day(20))
