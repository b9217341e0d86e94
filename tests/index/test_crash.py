"""A killed process loses nothing: the next run makes the archive equal to one that was never interrupted."""

from pathlib import Path

import pytest

from tests.index.archives import contents, jsonl, story, write
from tests.index.conftest import IN_FOLDER, Profile
from tests.index.crash_worker import index_and_die

# Where the process dies: what is called for which time; "-after" once that call is done.
FIRST = [("embed", 1), ("put", 3), ("passages-after", 2), ("flush", 1), ("flush-after", 1), ("catch-up", 1)]
FIRST += [("start", 2), ("start-after", 2), ("settle-after", 1), ("meanwhile", 2), ("meanwhile-after", 1)]
FIRST += [("vectors", 1), ("vectors-after", 1), ("vectors-after", 2), ("words", 1), ("words-after", 1)]
CHANGE = [("put", 1), ("put-after", 1), ("flush-after", 1), ("remove", 1), ("remove-after", 1)]
CHANGE += [("vectors", 1), ("vectors-after", 1), ("words", 1), ("words-after", 1)]


def articles(folder: Path) -> None:
    for n in range(5):
        write(folder, f"{n}.txt", story(n))
    write(folder, "copy.txt", story(1))
    jsonl(folder, "more.jsonl", [{"id": f"m{n}", "text": story(n)} for n in range(20, 24)])


def change(folder: Path) -> None:
    write(folder, "0.txt", story(60))
    (folder / "1.txt").unlink()
    write(folder, "5.txt", story(5))


def finished(archive: Path, folder: Path, *, prune: bool = False, profile: Profile = IN_FOLDER):
    with profile.open(archive, create=True) as opened:
        opened.index([folder], prune=prune)
        return contents(opened)


@pytest.fixture(scope="module")
def never_interrupted(tmp_path_factory: pytest.TempPathFactory):
    home = tmp_path_factory.mktemp("whole")
    articles(home / "news")
    first = finished(home / "archive", home / "news")
    change(home / "news")
    return {"home": home, "first": first, "changed": finished(home / "archive", home / "news", prune=True)}


def as_named(held, folder: Path, home: Path):
    """The same contents as if the folder had lain elsewhere."""
    moved = [
        tuple(str(v).replace(str(home), str(folder)) if isinstance(v, str) else v for v in row)
        for row in held["articles"]
    ]
    return held | {"articles": moved}


def first(home: Path, whole, point: str, count: int, profile: Profile) -> None:
    articles(home / "news")
    index_and_die(home / "archive", home / "news", point, count, prune=False, stores=profile.stores)
    held = finished(home / "archive", home / "news", profile=profile)
    assert held == as_named(whole["first"], home, whole["home"])


def changed(home: Path, whole, point: str, count: int, profile: Profile) -> None:
    articles(home / "news")
    finished(home / "archive", home / "news", profile=profile)
    change(home / "news")
    index_and_die(home / "archive", home / "news", point, count, prune=True, stores=profile.stores)
    held = finished(home / "archive", home / "news", prune=True, profile=profile)
    assert held == as_named(whole["changed"], home, whole["home"])


@pytest.mark.slow_on_servers
@pytest.mark.parametrize(("point", "count"), FIRST)
def test_killed_while_first_indexing(
    tmp_path: Path, never_interrupted, point: str, count: int, profile: Profile
):
    first(tmp_path, never_interrupted, point, count, profile)


@pytest.mark.slow_on_servers
@pytest.mark.parametrize(("point", "count"), CHANGE)
def test_killed_while_updating_and_pruning(
    tmp_path: Path, never_interrupted, point: str, count: int, profile: Profile
):
    changed(tmp_path, never_interrupted, point, count, profile)


@pytest.mark.parametrize(("point", "count"), [("put", 3), ("vectors-after", 1)])
def test_killed_at_work_on_servers(
    tmp_path: Path, never_interrupted, point: str, count: int, on_servers: Profile
):
    """The server frees the dead writer's lock by itself."""
    first(tmp_path, never_interrupted, point, count, on_servers)


@pytest.mark.parametrize(("point", "count"), [("remove-after", 1), ("words", 1)])
def test_killed_while_changing_on_servers(
    tmp_path: Path, never_interrupted, point: str, count: int, on_servers: Profile
):
    changed(tmp_path, never_interrupted, point, count, on_servers)


def test_a_reader_catches_up_for_a_writer_that_died(tmp_path: Path, never_interrupted, profile: Profile):
    articles(tmp_path / "news")
    index_and_die(tmp_path / "archive", tmp_path / "news", "catch-up", 1, prune=False, stores=profile.stores)
    with profile.open(profile.elsewhere(tmp_path / "archive")) as reader:
        assert reader.search("visitors number 3", k=1)
        assert contents(reader)["vectors"] == never_interrupted["first"]["vectors"]
