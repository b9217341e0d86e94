"""Several processes over one archive: readers see what a writer did, and writers do not meet."""

import json
import subprocess
import sys
import threading
from dataclasses import asdict
from pathlib import Path

import pytest

from index.archive import Archive
from index.errors import ArchiveLocked
from index.stores import Stores
from tests.index.archives import story, write
from tests.index.conftest import Profile
from tests.index.shared_archive import run

WORKER = Path(__file__).with_name("write_worker.py")


class Writer:
    """A real second process that indexes a folder when told."""

    def __init__(self, archive: Path, folder: Path, stores: Stores) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(WORKER), str(archive), str(folder), json.dumps(asdict(stores))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def index(self, *, prune: bool = False):
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write("prune\n" if prune else "index\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def close(self) -> None:
        self.process.communicate()


@pytest.fixture
def writer(tmp_path: Path, profile: Profile):
    write(tmp_path / "news", "0.txt", story(0))
    started = Writer(tmp_path / "archive", tmp_path / "news", profile.stores)
    started.index()
    yield started
    started.close()
    assert started.process.returncode == 0


def ids(reader: Archive, query: str) -> list[str]:
    return [hit.article.article_id for hit in reader.search(query, k=20)]


def test_long_lived_readers_see_each_change_at_the_next_query(
    tmp_path: Path, writer: Writer, profile: Profile
):
    with (
        profile.open(profile.elsewhere(tmp_path / "archive")) as reader,
        profile.open(profile.elsewhere(tmp_path / "archive")) as other,
    ):
        assert set(ids(reader, "harbour")) == {"news/0.txt"}
        for n in range(1, 6):
            write(tmp_path / "news", f"{n}.txt", story(n))
            writer.index()
            assert {f"news/{i}.txt" for i in range(n + 1)} == set(ids(reader, "visitors"))
            assert f"news/{n}.txt" in ids(other, f"number {n}")
        write(tmp_path / "news", "2.txt", "The ferry from Tollmere sank in calm water.\n")
        writer.index()
        hit = reader.search("ferry Tollmere sank", k=1)[0]
        assert hit.article.article_id == "news/2.txt" and "ferry" in hit.passage.text
        (tmp_path / "news" / "3.txt").unlink()
        assert writer.index(prune=True)["removed"] == 1
        assert "news/3.txt" not in ids(reader, "visitors") + ids(other, "visitors")


def test_readers_find_what_was_written_and_nothing_else_while_all_goes_on(tmp_path: Path):
    """Real processes, each with one open archive; `python -m bench.processes` does thousands of operations."""
    found = run(tmp_path, operations=9, readers=2)
    assert found.problems == []
    assert found.written >= 9
    assert found.exact >= 2 * 3  # after each fourth operation every reader has looked


def test_a_second_writer_is_told_to_wait(
    tmp_path: Path, writer: Writer, profile: Profile, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("index.archive.PATIENCE", 0.0)
    with (
        profile.open(tmp_path / "archive") as first,
        profile.open(profile.elsewhere(tmp_path / "archive")) as second,
        first.catalog.database.write_lock(),
    ):
        with pytest.raises(ArchiveLocked, match=r"Another process.* is writing") as caught:
            second.index([tmp_path / "news"])
        assert caught.value.retryable and "run the same command again" in caught.value.hint
        assert ids(second, "harbour")  # reading goes on
    with profile.open(profile.elsewhere(tmp_path / "archive")) as second:
        assert second.index([tmp_path / "news"]).unchanged == 1


@pytest.mark.slow_on_servers
def test_threads_may_search_while_another_process_writes(tmp_path: Path, writer: Writer, profile: Profile):
    failures: list[BaseException] = []
    stop = threading.Event()
    with profile.open(profile.elsewhere(tmp_path / "archive")) as reader:

        def search() -> None:
            try:
                while not stop.wait(0.01):  # between queries, others of this small machine get a turn
                    assert reader.search("visitors", k=3)
            except BaseException as error:
                failures.append(error)

        threads = [threading.Thread(target=search) for _ in range(3)]
        for thread in threads:
            thread.start()
        for n in range(1, 6):
            write(tmp_path / "news", f"{n}.txt", story(n))
            writer.index()
        stop.set()
        for thread in threads:
            thread.join()
        assert failures == []
        assert len(set(ids(reader, "visitors"))) == 6
