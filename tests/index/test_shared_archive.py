"""One archive on servers, two machines: each with a folder, a word index and files of its own."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import ArchiveError, NotAnArchive
from tests.index.archives import contents, jsonl, story, write
from tests.index.conftest import IN_FOLDER, Profile
from tests.support.embedder import CountingEmbedder


@pytest.fixture
def alpha(on_servers: Profile) -> Profile:
    return Profile("alpha", replace(on_servers.stores, machine="alpha"))


@pytest.fixture
def beta(on_servers: Profile) -> Profile:
    return Profile("beta", replace(on_servers.stores, machine="beta"))


def test_equal_paths_of_two_machines_are_two_files(alpha: Profile, beta: Profile, tmp_path: Path):
    news = tmp_path / "news"
    with alpha.open(tmp_path / "a", create=True) as one, beta.open(tmp_path / "b") as other:
        write(news, "0.txt", story(0))
        write(news, "1.txt", story(1))
        assert one.index([news]).added == 2
        for path in news.iterdir():  # from here on the folder is as the other machine has it
            path.unlink()
        write(news, "0.txt", story(30))
        write(news, "2.txt", story(2))
        report = other.index([news], prune=True)
        assert (report.added, report.updated, report.removed, report.articles) == (1, 0, 0, 3)
        assert f"already that of another article, from alpha:{news}/0.txt" in report.rejected[0].reason
        assert "number 0" in other.article("news/0.txt").text
        (news / "0.txt").unlink()
        assert other.index([news], prune=True).removed == 0
        assert one.index([news], prune=True).removed == 2  # its own files, which are gone
        assert {info.article_id for info in one.articles()} == {"news/2.txt"}


def test_the_same_article_from_two_machines_is_one(alpha: Profile, beta: Profile, tmp_path: Path):
    rows = [{"id": f"n{n}", "text": story(n)} for n in range(3)]
    ours, theirs = (jsonl(tmp_path / name, "a.jsonl", rows) for name in ("ours", "theirs"))
    with alpha.open(tmp_path / "a", create=True) as one, beta.open(tmp_path / "b") as other:
        assert one.index([ours]).added == 3
        report = other.index([theirs])
        assert (report.added, report.duplicates, report.articles) == (0, 3, 3)
        ours.unlink()
        assert one.index([ours.parent], prune=True).removed == 0  # the other machine still has them
        jsonl(theirs.parent, "a.jsonl", [*rows[:2], {"id": "n2", "text": story(40)}])
        assert other.index([theirs]).updated == 1
        assert "number 40" in one.article("n2").text


def test_an_article_removed_on_another_machine_leaves_its_file(alpha: Profile, beta: Profile, tmp_path: Path):
    path = write(tmp_path / "uploads", "0.txt", story(0))
    with alpha.open(tmp_path / "a", create=True) as one, beta.open(tmp_path / "b") as other:
        one.index([path])
        assert other.remove(["uploads/0.txt"], forget=tmp_path / "uploads") == 1
        assert path.exists() and one.search("harbour") == []


def test_a_machine_is_named_once_for_its_folder(on_servers: Profile, tmp_path: Path):
    unnamed = Profile("unnamed", replace(on_servers.stores, machine=None))
    path = write(tmp_path / "news", "0.txt", story(0))
    with unnamed.open(tmp_path / "a", create=True) as archive:
        archive.index([path])
    held = json.loads((tmp_path / "a" / "shared.json").read_text())
    with unnamed.open(tmp_path / "a") as archive:
        assert archive.index([path]).unchanged == 1
    with unnamed.open(tmp_path / "b") as archive:
        assert archive.index([path]).duplicates == 1
    assert json.loads((tmp_path / "b" / "shared.json").read_text())["machine"] != held["machine"]


def test_a_word_index_of_one_machine_is_mended_there(alpha: Profile, beta: Profile, tmp_path: Path, caplog):
    write(tmp_path / "news", "0.txt", story(0))
    with alpha.open(tmp_path / "a", create=True) as one:
        one.index([tmp_path / "news"])
        whole = contents(one)
        embedder = CountingEmbedder()
        with beta.open(tmp_path / "b", embedder) as other:
            assert other.search("harbour", k=1)[0].lexical_rank
            other.close()
            for path in (tmp_path / "b" / "words").glob("meta.json"):
                path.write_bytes(b"\x07not what was here")
        with beta.open(tmp_path / "b", embedder) as other:
            assert other.search("harbour", k=1)[0].lexical_rank is None
            assert "groundwire repair" in caplog.text
            embedder.texts.clear()
            other.repair()
            assert contents(other)["words"] == whole["words"] and embedder.texts == []
            assert other.search("harbour", k=1)[0].lexical_rank
        assert one.search("harbour", k=1)[0].lexical_rank
        assert contents(one) == whole


def test_readers_see_what_a_writer_has_written_so_far(
    alpha: Profile, beta: Profile, tmp_path: Path, monkeypatch
):
    """Batches are found by words while the writer is still at work, and the vectors follow at its end."""
    monkeypatch.setattr("index.indexer.BATCH_PASSAGES", 2)
    for n in range(6):
        write(tmp_path / "news", f"{n}.txt", story(n))
    with alpha.open(tmp_path / "a", create=True) as one, beta.open(tmp_path / "b") as other:
        seen: list[int] = []
        one.index(
            [tmp_path / "news"],
            progress=lambda *_: seen.append(
                len({h.article.article_id for h in other.search("visitors", k=20)})
            ),
        )
        assert seen == sorted(seen) and len(set(seen)) > 2
        assert len({h.article.article_id for h in other.search("visitors", k=20)}) == 6
        held, whole = contents(other), contents(one)
        assert all(held[part] == whole[part] for part in ("passages", "vectors", "words"))


def test_a_folder_belongs_to_one_archive(alpha: Profile, postgres_server, tmp_path: Path):
    alpha.open(tmp_path / "a", create=True).close()
    with pytest.raises(NotAnArchive, match=r"no database is set.*GROUNDWIRE_DATABASE_URL"):
        IN_FOLDER.open(tmp_path / "a", create=True)
    another = Profile("another", replace(alpha.stores, database_url=postgres_server.database()))
    with pytest.raises(NotAnArchive, match="part of another archive"):
        another.open(tmp_path / "a", create=True)
    IN_FOLDER.open(tmp_path / "own", create=True).close()
    with pytest.raises(NotAnArchive, match="holds an archive of its own"):
        alpha.open(tmp_path / "own")
    write(tmp_path / "mine", "thesis.docx", "x")
    with pytest.raises(NotAnArchive, match=r"holds .thesis\.docx."):
        alpha.open(tmp_path / "mine")
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["thesis.docx"]
    (tmp_path / "a" / "shared.json").write_text("{")
    with pytest.raises(ArchiveError, match="Give a new folder"):
        alpha.open(tmp_path / "a")
