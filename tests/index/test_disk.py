"""Disks that are full or read-only, real ones: a process gets its own by `unshare`, which not every machine allows."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from index.archive import Archive
from index.disk import told_of_disk
from index.errors import ArchiveError, DiskFull
from tests.index.archives import as_json, contents, jsonl, story, write
from tests.support.embedder import CountingEmbedder

UNSHARE = ["unshare", "--map-root-user", "--mount"]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What each command said, by name; see `disk_worker`."""
    home = tmp_path_factory.mktemp("disks")
    try:
        allowed = subprocess.run([*UNSHARE, "mount", "-t", "tmpfs", "tmpfs", str(home)], capture_output=True)
    except FileNotFoundError:
        pytest.skip("there is no `unshare` on this machine, so no disk can be made for a test")
    if allowed.returncode:
        pytest.skip(
            f"this machine lets no process mount a disk of its own: {allowed.stderr.decode().strip()}"
        )
    for n in range(3):
        write(home / "first", f"{n}.txt", story(n))
    rows = [{"id": f"n{n}", "text": story(n, f"More of number {n}. " * 40)} for n in range(100, 160)]
    jsonl(home / "news", "a.jsonl", rows)
    worker = Path(__file__).with_name("disk_worker.py")
    done = subprocess.run([*UNSHARE, sys.executable, str(worker), str(home)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    with Archive.open(home / "whole", CountingEmbedder(), create=True) as archive:
        archive.index([home / "first"])
        archive.index([home / "news"])
        return json.loads(done.stdout.splitlines()[-1]) | {"whole": as_json(contents(archive))}


@pytest.mark.parametrize("room", ["50000", "400000"])
def test_a_full_disk_is_one_clear_line_and_what_was_indexed_is_still_found(
    told: dict[str, Any], room: str
) -> None:
    line = told[f"full {room}"]
    assert line.startswith("DiskFull: ") and "no space left" in line and "Make room" in line
    found = told[f"search {room}"]
    assert found if room == "400000" else found == ["first/0.txt", "first/1.txt", "first/2.txt"]


def test_with_room_again_the_same_command_does_the_rest(told: dict[str, Any]) -> None:
    assert told["roomy"][2] == 63
    assert told["contents"] == told["whole"]


def test_an_archive_on_a_read_only_disk_is_searched_and_not_written(told: dict[str, Any]) -> None:
    assert told["read-only search"] == told["roomy search"] != []
    assert told["read-only article"] == story(0).strip()
    for name in ("read-only index", "read-only repair"):
        assert told[name].startswith("ArchiveError: ") and "cannot be written to" in told[name]


def test_one_that_a_dead_writer_left_on_a_read_only_disk_is_told(told: dict[str, Any]) -> None:
    assert "copy it to where you may write" in told["read-only, not closed"]


@pytest.mark.parametrize(
    "said", ["database or disk is full", "No space left on device (os error 28)", "Disk quota exceeded"]
)
def test_what_libraries_say_of_a_full_disk_is_understood(
    said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.disk.LEAST", 0)  # whatever the disk of this test has left
    assert isinstance(told_of_disk(said, "The index", tmp_path, "x"), DiskFull)
    other = told_of_disk("file is\nmalformed", "The index", tmp_path, "Mend it")
    assert type(other) is ArchiveError
    assert str(other) == f"The index {tmp_path} cannot be used: file is malformed. Mend it"
