"""Folders that are not archives, or not ones that this code may touch."""

import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from index import catalog_schema
from index.archive import Archive
from index.catalog_sqlite import FILE
from index.errors import ArchiveTooNew, NotAnArchive
from tests.index.archives import story, write
from tests.index.conftest import failing_migration
from tests.support.embedder import CountingEmbedder


def with_format(folder: Path, number: str) -> None:
    connection = sqlite3.connect(folder / FILE)
    with connection:
        connection.execute("update meta set value = ? where name = 'format'", (number,))
    connection.close()


@pytest.fixture
def made(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    write(tmp_path / "news", "a.txt", story(1))
    with Archive.open(folder, CountingEmbedder(), create=True) as archive:
        archive.index([tmp_path / "news"])
    return folder


def test_a_missing_folder(tmp_path: Path):
    with pytest.raises(NotAnArchive, match=r"no archive at .*groundwire index"):
        Archive.open(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


def test_a_file(tmp_path: Path):
    path = write(tmp_path, "file", "x")
    for create in (False, True):
        with pytest.raises(NotAnArchive, match="is a file"):
            Archive.open(path, create=create)


def test_a_folder_of_other_things_is_never_written_to(tmp_path: Path):
    write(tmp_path / "mine", "thesis.docx", "x")
    for create in (False, True):
        with pytest.raises(NotAnArchive, match="not a Groundwire archive"):
            Archive.open(tmp_path / "mine", create=create)
    assert [p.name for p in (tmp_path / "mine").iterdir()] == ["thesis.docx"]


def test_an_empty_folder_becomes_an_archive_only_when_asked(tmp_path: Path):
    (tmp_path / "new").mkdir()
    with pytest.raises(NotAnArchive):
        Archive.open(tmp_path / "new")
    assert list((tmp_path / "new").iterdir()) == []
    Archive.open(tmp_path / "new", create=True).close()
    Archive.open(tmp_path / "new").close()


def test_a_creation_that_was_broken_off_is_completed(tmp_path: Path):
    write(tmp_path / "new", FILE, "")
    Archive.open(tmp_path / "new", create=True).close()
    assert Archive.open(tmp_path / "new").stats().articles == 0


def test_a_catalog_that_is_no_database(tmp_path: Path):
    write(tmp_path / "odd", FILE, "not a database at all, just some words to fill a page\n" * 100)
    for create in (False, True):
        with pytest.raises(NotAnArchive, match="is not a Groundwire catalog"):
            Archive.open(tmp_path / "odd", create=create)


def test_somebody_elses_database(tmp_path: Path):
    (tmp_path / "odd").mkdir()
    connection = sqlite3.connect(tmp_path / "odd" / FILE)
    connection.execute("create table cats (name text)")
    connection.close()
    for create in (False, True):
        with pytest.raises(NotAnArchive, match="no Groundwire catalog"):
            Archive.open(tmp_path / "odd", create=create)


def test_a_newer_format_is_refused_and_left_alone(made: Path):
    with_format(made, "999")
    before = (made / FILE).read_bytes()
    with pytest.raises(ArchiveTooNew, match=r"format 999.*Upgrade Groundwire"):
        Archive.open(made, create=True)
    assert (made / FILE).read_bytes() == before


@pytest.mark.parametrize("number", ["0", "x", ""])
def test_an_unknown_format_is_refused(made: Path, number: str):
    with_format(made, number)
    with pytest.raises(NotAnArchive):
        Archive.open(made)


def test_an_older_format_is_migrated_step_by_step(made: Path, monkeypatch: pytest.MonkeyPatch):
    taken: list[int] = []
    steps = {n: (lambda connection, n=n: taken.append(n)) for n in (1, 2)}
    with_format(made, "1")
    monkeypatch.setattr(catalog_schema, "FORMAT", 3)
    monkeypatch.setattr(catalog_schema, "MIGRATIONS", steps)
    with Archive.open(made, CountingEmbedder()) as archive:
        assert archive.stats().articles == 1
    assert taken == [1, 2]
    Archive.open(made).close()
    assert taken == [1, 2]


def test_an_archive_of_the_first_format_is_brought_up_to_date(made: Path, tmp_path: Path):
    connection = sqlite3.connect(made / FILE)
    with connection:
        connection.execute("drop table signatures")
        connection.execute("delete from meta where name = 'signatures'")
        connection.execute("drop table listed")
        for table, column in (
            ("versions", "modified_at"),
            ("versions", "language"),
            ("sources", "etag"),
            ("sources", "last_modified"),
        ):
            connection.execute(f"alter table {table} drop column {column}")
    connection.close()
    with_format(made, "1")
    write(tmp_path / "news", "b.txt", story(2))
    with Archive.open(made, CountingEmbedder()) as archive:
        report = archive.index([tmp_path / "news"])
        assert (report.added, report.unchanged, report.articles) == (1, 1, 2)
        assert archive.search("glacier")
        with archive.catalog.engine.connect() as opened:
            assert opened.exec_driver_sql("select count(*) from signatures").scalar() == 2


def test_a_migration_that_fails_leaves_the_archive_as_it_was(made: Path, monkeypatch: pytest.MonkeyPatch):
    with failing_migration(monkeypatch), pytest.raises(RuntimeError):
        Archive.open(made)
    with Archive.open(made) as archive, archive.catalog.engine.connect() as connection:
        assert catalog_schema.get_meta(connection, "format") == str(catalog_schema.FORMAT)
        assert connection.exec_driver_sql("select count(*) from rejections").scalar() == 0


def test_a_folder_without_permission(made: Path):
    code = "import sys; from index.archive import Archive; Archive.open(sys.argv[1])"
    command = [sys.executable, "-c", code, str(made)]
    if os.geteuid() == 0:  # root may read everything, unless it gives these powers up
        command = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", *command]
    made.chmod(0)
    try:
        done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True)
    finally:
        made.chmod(0o700)
    assert re.search(r"ArchiveError: .*cannot be opened", done.stderr)


def test_opening_loads_no_index_and_no_model(made: Path):
    code = (
        "import sys; from index.archive import Archive; a = Archive.open(sys.argv[1]);"
        "a.stats(); a.articles();"
        "print(sorted({'chromadb', 'tantivy', 'onnxruntime', 'tokenizers'} & set(sys.modules)))"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code, str(made)], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
