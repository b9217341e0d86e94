"""Broken and missing derived indexes: searching goes on, the next writer rebuilds, repair rebuilds."""

import logging
import shutil
from pathlib import Path

import pytest
from sqlalchemy import select

from index.archive import Archive
from index.catalog_schema import vectors
from index.errors import EmbedderMismatch
from tests.index.archives import contents, nearest, story, write
from tests.index.conftest import Profile
from tests.support.embedder import CountingEmbedder


def garbage(path: Path) -> None:
    path.write_bytes(b"\x07not what was here\xff" * 300)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def scrambled(path: Path) -> None:
    held = bytearray(path.read_bytes())
    third = len(held) // 3
    held[third : 2 * third] = held[third : 2 * third][::-1]
    path.write_bytes(bytes(held))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory):
    """A folder of articles, its archive, and what the archive holds."""
    home = tmp_path_factory.mktemp("whole")
    for n in range(6):
        write(home / "news", f"{n}.txt", story(n))
    with Archive.open(home / "archive", CountingEmbedder(), create=True) as archive:
        archive.index([home / "news"])
        return home, contents(archive)


@pytest.fixture
def copy(whole, tmp_path: Path) -> Path:
    shutil.copytree(whole[0] / "archive", tmp_path / "archive")
    return tmp_path / "archive"


def every_file(archive: Path, pattern: str) -> list[Path]:
    found = [path for path in archive.glob(pattern) if path.stat().st_size]
    assert found
    return found


DAMAGES = [
    (how, pattern)
    for how in (garbage, cut, scrambled)
    for pattern in (
        "vectors/chroma.sqlite3",
        "words/meta.json",
        "words/*.term",
        "words/*.idx",
        "words/*.store",
    )
]


@pytest.mark.parametrize(("how", "pattern"), DAMAGES)
def test_searching_survives_and_repair_mends(copy: Path, whole, how, pattern: str):
    for path in every_file(copy, pattern):
        how(path)
    embedder = CountingEmbedder()
    with Archive.open(copy, embedder) as archive:
        assert archive.search("visitors number 3", k=3)
        assert nearest(archive, "visitors number 3")
        embedder.texts.clear()
        report = archive.repair()
        assert report.passages == report.embeddings_kept == len(whole[1]["passages"])
        assert contents(archive) == whole[1]
        assert embedder.texts == []


@pytest.mark.parametrize("pattern", ["vectors/chroma.sqlite3", "words/meta.json"])
def test_the_next_writer_rebuilds_what_is_broken(copy: Path, whole, tmp_path: Path, caplog, pattern: str):
    for path in every_file(copy, pattern):
        garbage(path)
    write(tmp_path / "more", "x.txt", story(40))
    with Archive.open(copy, CountingEmbedder()) as archive, caplog.at_level(logging.WARNING):
        assert archive.index([tmp_path / "more"]).added == 1
        held = contents(archive)
    assert "it is rebuilt now" in caplog.text
    assert len(held["vectors"]) == len(held["passages"]) > len(whole[1]["passages"])
    assert set(whole[1]["vectors"]) < set(held["vectors"])


@pytest.mark.parametrize("folder", ["vectors", "words"])
def test_a_deleted_folder_is_built_again(copy: Path, whole, folder: str):
    shutil.rmtree(copy / folder)
    with Archive.open(copy, CountingEmbedder()) as archive:
        assert archive.search("visitors number 3", k=3)
        archive.index([whole[0] / "news"])
        assert contents(archive) == whole[1]


def test_a_reader_says_that_an_index_is_broken(copy: Path, caplog):
    for path in every_file(copy, "words/meta.json"):
        garbage(path)
    with Archive.open(copy, CountingEmbedder()) as archive, caplog.at_level(logging.WARNING):
        hits = archive.search("visitors number 3", k=3)
    assert hits and all(hit.lexical_rank is None for hit in hits)
    assert "groundwire repair" in caplog.text


def test_an_older_copy_of_the_catalog_is_followed(copy: Path, whole, tmp_path: Path):
    """Somebody puts an older catalog back: indexes that are ahead of it are built anew."""
    write(tmp_path / "more", "x.txt", story(40))
    with Archive.open(copy, CountingEmbedder()) as archive:
        archive.index([tmp_path / "more"])
    for path in copy.glob("catalog.sqlite3*"):
        path.unlink()
    shutil.copy(whole[0] / "archive" / "catalog.sqlite3", copy)
    with Archive.open(copy, CountingEmbedder()) as archive:
        archive.repair()
        assert contents(archive) == whole[1]


@pytest.mark.slow_on_servers
def test_embeddings_that_the_catalog_lost_are_made_again(
    profile: Profile, archive: Archive, embedder: CountingEmbedder, news: Path, tmp_path: Path
):
    archive.index([news])
    before = contents(archive)
    embedder.texts.clear()
    with archive.catalog.engine.begin() as connection:
        one, other, *_ = connection.execute(select(vectors.c.passage_key)).scalars()
        connection.execute(vectors.delete().where(vectors.c.passage_key == one))
        connection.execute(vectors.update().where(vectors.c.passage_key == other).values(vector=b"\1\2"))
    report = archive.repair()
    assert (report.embeddings_made, report.embeddings_kept) == (2, report.passages - 2)
    assert len(embedder.texts) == 2
    assert contents(archive) == before
    with profile.open(tmp_path / "archive", CountingEmbedder("other")) as mistaken:
        assert mistaken.repair().embeddings_made == 0  # nothing is embedded, so any embedder will do
        with mistaken.catalog.engine.begin() as connection:
            connection.execute(vectors.delete().where(vectors.c.passage_key == one))
        with pytest.raises(EmbedderMismatch):
            mistaken.repair()
