"""Indexing, searching and what stays when files change."""

import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from index.archive import Archive
from index.errors import ArchiveError, EmbedderMismatch, InputError
from index.hit import Filters
from index.indexer import Indexer
from tests.index.archives import contents, jsonl, story, vectors_of, write
from tests.index.conftest import Profile
from tests.support.embedder import CountingEmbedder


def test_articles_go_in_and_hits_come_out(archive: Archive, news: Path):
    report = archive.index([news])
    assert (report.added, report.articles, report.rejected) == (4, 4, ())
    assert report.passages >= 4
    hit = archive.search("visitors came to see the compass in number 2", k=3)[0]
    article = archive.article(hit.article.article_id)
    assert article.text[hit.passage.start : hit.passage.end] == hit.passage.text
    assert all(article.text[s.start : s.end] for s in hit.passage.sentences)


def test_unchanged_files_are_neither_read_nor_embedded(archive: Archive, news: Path, embedder, monkeypatch):
    first = archive.index([news])
    embedder.texts.clear()
    before = contents(archive)
    monkeypatch.setattr(
        "index.indexer.read", lambda source, limits: pytest.fail(f"{source.display} was read")
    )
    again = archive.index([news])
    assert (again.added, again.updated, again.unchanged) == (0, 0, first.added)
    assert embedder.texts == []
    assert contents(archive) == before


def test_a_touched_file_is_not_embedded_again(archive: Archive, news: Path, embedder):
    archive.index([news])
    embedder.texts.clear()
    for path in news.iterdir():
        os.utime(path, (1, 1))
    assert archive.index([news]).unchanged == 4
    assert embedder.texts == []


def test_a_changed_article_replaces_its_passages_and_keeps_its_old_version(archive: Archive, news: Path):
    archive.index([news])
    old = archive.search("visitors compass", k=1)[0].article
    old_text = archive.article(old.article_id).text
    write(
        news, Path(old.article_id).name, "A quiet evening in Tollmere, where the ferry did not sail at all.\n"
    )
    report = archive.index([news])
    assert (report.updated, report.unchanged, report.articles) == (1, 3, 4)
    new = archive.article(old.article_id)
    assert new.info.version != old.version and "ferry" in new.text
    assert archive.article(old.article_id, old.version).text == old_text
    assert [v.version for v in archive.versions(old.article_id)] == [old.version, new.info.version]
    assert archive.search("ferry Tollmere", k=1)[0].article == new.info
    assert not any(i.startswith(f"{old.article_id}@{old.version}") for i in vectors_of(archive))


def test_a_version_that_comes_back_is_found_again(archive: Archive, news: Path):
    archive.index([news])
    before = contents(archive)
    write(news, "0.txt", story(77))
    archive.index([news])
    write(news, "0.txt", story(0))
    assert archive.index([news]).updated == 1
    assert contents(archive) == before


def test_prune_removes_what_is_gone_and_only_that(archive: Archive, news: Path, tmp_path: Path):
    other = write(tmp_path / "other", "x.txt", story(50))
    archive.index([news, other.parent])
    gone = archive.search("number 1 meadow lantern", k=20)
    (news / "1.txt").unlink()
    other.unlink()
    assert archive.index([news]).removed == 0
    report = archive.index([news], prune=True)
    assert (report.removed, report.articles) == (1, 4)  # the other folder was not given
    assert {h.article.article_id for h in archive.search("number 1 meadow lantern", k=20)} < {
        h.article.article_id for h in gone
    }
    with pytest.raises(InputError, match="was removed"):
        archive.article("news/1.txt")
    version = archive.versions("news/1.txt")[0].version
    assert archive.article("news/1.txt", version).text.startswith("The lantern")
    write(news, "1.txt", story(1))
    assert archive.index([news]).added == 1


def test_prune_drops_a_line_that_left_its_file(archive: Archive, tmp_path: Path):
    rows = [{"id": f"line-{n}", "text": story(n)} for n in range(3)]
    path = jsonl(tmp_path / "dump", "a.jsonl", rows)
    archive.index([path.parent])
    jsonl(tmp_path / "dump", "a.jsonl", rows[:2])
    assert archive.index([path.parent]).articles == 3
    assert archive.index([path.parent], prune=True).removed == 1
    assert [a.article_id for a in archive.articles()] == ["line-0", "line-1"]


def test_a_missing_folder_prunes_nothing(archive: Archive, news: Path, tmp_path: Path):
    archive.index([news])
    news.rename(tmp_path / "elsewhere")
    report = archive.index([news], prune=True)
    assert (report.removed, report.articles, len(report.rejected)) == (0, 4, 1)


def test_filters_reach_the_search_and_the_figures(archive: Archive, tmp_path: Path):
    rows = [
        {
            "id": f"n{n}",
            "text": story(n),
            "published_at": f"2031-01-{n + 1:02}" if n < 9 else None,
            "outlet": ["Vale Herald", "Tollmere Post"][n % 2],
        }
        for n in range(10)
    ]
    archive.index([jsonl(tmp_path, "a.jsonl", rows)])
    stats = archive.stats()
    assert (stats.articles, stats.earliest, stats.latest) == (10, "2031-01-01", "2031-01-09")
    assert stats.outlets == (("Tollmere Post", 5), ("Vale Herald", 5))
    filters = Filters(since=date(2031, 1, 3), until=date(2031, 1, 6), outlets=("  vale   HERALD",))
    assert [a.article_id for a in archive.articles(filters)] == ["n4", "n2"]
    assert archive.stats(filters).articles == 2
    assert {h.article.article_id for h in archive.search("council", k=50, filters=filters)} == {"n2", "n4"}
    assert archive.search("council", filters=Filters(outlets=("Nobody",))) == []


def test_articles_are_listed_in_pages(archive: Archive, news: Path):
    archive.index([news])
    pages = [archive.articles(offset=n, limit=2) for n in (0, 2, 4)]
    assert [a.article_id for page in pages for a in page] == [f"news/{n}.txt" for n in range(4)]


def test_progress_tells_how_far_it_is(archive: Archive, news: Path):
    told: list[tuple[int, int, str]] = []
    archive.index([news], progress=lambda *args: told.append(args))
    assert told[-1] == (4, 4, "storing")
    assert {stage for _, _, stage in told} == {"reading", "embedding", "storing"}


def test_another_embedder_is_refused(archive: Archive, news: Path, profile: Profile):
    archive.index([news])
    with profile.open(archive.path, CountingEmbedder("other")) as opened:
        with pytest.raises(EmbedderMismatch, match="bag-of-words-64"):
            opened.search("harbour")
        with pytest.raises(EmbedderMismatch, match="new folder"):
            opened.index([news])


def test_an_empty_archive_answers_with_nothing(archive: Archive):
    assert archive.search("harbour") == []
    assert archive.stats().articles == 0
    assert archive.articles() == []


def test_what_is_rejected_is_told_and_the_rest_goes_on(archive: Archive, news: Path):
    (news / "binary.txt").write_bytes(bytes(range(256)) * 9)
    write(news, "empty.txt", "")
    report = archive.index([news])
    assert report.added == 4
    assert {Path(r.path).name for r in report.rejected} == {"binary.txt", "empty.txt"}


def test_repair_builds_the_indexes_anew_without_embedding(archive: Archive, news: Path, embedder):
    archive.index([news])
    before = contents(archive)
    embedder.texts.clear()
    archive.repair()
    assert contents(archive) == before
    assert embedder.texts == []


@pytest.mark.parametrize("profile", ["folder"], indirect=True)
def test_what_is_asked_for_each_article_never_goes_through_a_whole_table(archive: Archive, news: Path):
    """Else the time for an article grows with the archive."""
    write(news, "copy.txt", story(2))
    archive.index([news])
    for n, body in enumerate((story(30), story(1), story(31))):  # a change, a copy, and a new one
        write(news, ["0.txt", "copy.txt", "new.txt"][n], body)
    asked: list[tuple[str, Any]] = []
    engine = archive.catalog.engine

    def note(connection, cursor, statement, parameters, context, many) -> None:
        asked.append((statement, parameters[0] if many else parameters))

    event.listen(engine, "before_cursor_execute", note)
    Indexer(engine, CountingEmbedder()).run([news])
    event.remove(engine, "before_cursor_execute", note)
    plans = {}
    with engine.connect() as connection:
        for statement, parameters in asked:
            if statement.split()[0] in ("SELECT", "UPDATE", "DELETE"):
                plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
                plans[statement] = [row[-1] for row in plan]
    assert len(plans) > 10
    whole = {statement: plan for statement, plan in plans.items() if any("SCAN" in step for step in plan)}
    assert whole == {}
    assert not [plan for plan in plans.values() if "removed_revision=?" in str(plan)]


def test_vectors_and_words_are_stored_while_a_run_goes_on(
    archive: Archive, news: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("index.indexer.BATCH_PASSAGES", 1)
    monkeypatch.setattr("index.indexer.STORE_PASSAGES", 2)
    seen: set[tuple[int, int]] = set()
    passages = archive.index(
        [news], progress=lambda *_: seen.add((archive.count_vectors(), archive._derived.words.count()))
    ).passages
    assert any(0 < vectors == words < passages for vectors, words in seen)
    assert archive.count_vectors() == archive._derived.words.count() == passages


def test_what_cannot_be_stored_meanwhile_is_stored_in_the_end(
    archive: Archive, news: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("index.indexer.BATCH_PASSAGES", 1)
    monkeypatch.setattr("index.indexer.STORE_PASSAGES", 2)
    apply, failed = archive._derived.vectors.apply, []

    def fails_once(*given) -> None:
        if not failed:
            failed.append(True)
            raise ArchiveError("The vector index is busy", retryable=True)
        apply(*given)

    monkeypatch.setattr(archive._derived.vectors, "apply", fails_once)
    report = archive.index([news])
    assert failed and report.added == 4
    assert archive.count_vectors() == report.passages
