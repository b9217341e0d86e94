"""Which article is which: ids, copies, corrections and renamed files."""

from datetime import date
from pathlib import Path

import pytest

from index.archive import Archive
from index.errors import InputError
from index.hit import Filters
from tests.index.archives import jsonl, story, write


def test_exact_copies_are_kept_but_not_indexed_twice(archive: Archive, news: Path, embedder):
    write(news, "copy.txt", story(2))
    report = archive.index([news])
    assert (report.added, report.duplicates, report.articles) == (4, 1, 4)
    assert {i: [c.article_id for c in found] for i, found in archive.copies(["news/2.txt"]).items()} == {
        "news/2.txt": ["news/copy.txt"]
    }
    hit = archive.search("visitors came to see the compass in number 2", k=1)[0]
    copy = next(c for c in hit.copies if c.article.article_id == "news/copy.txt")
    text = archive.article("news/copy.txt", copy.article.version).text
    assert text[copy.passage.start : copy.passage.end] == copy.passage.text == hit.passage.text
    assert archive.article("news/copy.txt").text == archive.article("news/2.txt").text
    again = archive.index([news])
    assert (again.unchanged, again.duplicates) == (4, 1)


def test_a_copy_takes_the_place_of_an_original_that_goes(archive: Archive, news: Path):
    write(news, "copy.txt", story(2))
    write(news, "other-copy.txt", story(2))
    archive.index([news])
    (news / "2.txt").unlink()
    report = archive.index([news], prune=True)
    assert (report.removed, report.articles) == (1, 4)
    assert archive.copies(["news/copy.txt"])["news/copy.txt"][0].article_id == "news/other-copy.txt"
    write(news, "copy.txt", story(90))
    assert archive.index([news]).articles == 5
    found = {hit.article.article_id for hit in archive.search("number 2 meadow", k=20)}
    assert {"news/copy.txt", "news/other-copy.txt"} <= found


def test_one_id_for_two_texts_is_rejected_with_its_reason(archive: Archive, tmp_path: Path):
    path = jsonl(tmp_path, "a.jsonl", [{"id": "x", "text": story(1)}, {"id": "x", "text": story(2)}])
    report = archive.index([path])
    assert (report.added, len(report.rejected)) == (1, 1)
    assert "stands earlier in the file" in report.rejected[0].reason
    assert archive.index([path]).rejected == report.rejected  # told again, though the file is not read again
    other = jsonl(tmp_path, "b.jsonl", [{"id": "x", "text": story(3)}])
    report = archive.index([other])
    assert (report.added, report.updated) == (0, 0)
    assert "already that of another article" in report.rejected[0].reason
    assert "number 1" in archive.article("x").text


def test_a_later_file_may_correct_an_article_that_is_clearly_the_same(archive: Archive, tmp_path: Path):
    url = "https://example.com/a/story"
    first = jsonl(tmp_path, "a.jsonl", [{"id": "x", "url": url, "text": story(1)}])
    archive.index([first])
    later = jsonl(tmp_path, "b.jsonl", [{"id": "x", "url": url, "text": story(2)}])
    assert archive.index([later]).updated == 1
    assert archive.index([first, later]).updated == 0
    assert "number 2" in archive.article("x").text


def test_a_renamed_file_hands_its_articles_over(archive: Archive, tmp_path: Path):
    path = jsonl(tmp_path / "d", "a.jsonl", [{"id": "x", "text": story(1)}])
    archive.index([path.parent])
    path.rename(path.with_name("b.jsonl"))
    report = archive.index([path.parent], prune=True)
    assert (report.unchanged, report.removed, report.articles) == (1, 0, 1)


def test_changed_details_are_an_update_without_a_new_version(archive: Archive, tmp_path: Path):
    row = {"id": "x", "title": "Old headline", "text": story(1)}
    archive.index([jsonl(tmp_path, "a.jsonl", [row])])
    row |= {"title": "New headline", "published_at": "2031-05-04"}
    assert archive.index([jsonl(tmp_path, "a.jsonl", [row])]).updated == 1
    assert len(archive.versions("x")) == 1
    hit = archive.search("headline", k=1, filters=Filters(since=date(2031, 5, 4)))[0]
    assert hit.article.title == "New headline"


def test_an_unknown_article_names_its_neighbours(archive: Archive, news: Path):
    archive.index([news])
    with pytest.raises(InputError, match=r"Did you mean news/1\.txt"):
        archive.article("1.txt")
    with pytest.raises(InputError, match="no version 'abc'"):
        archive.article("news/1.txt", "abc")


def test_a_copy_from_another_outlet_or_day_is_found_under_its_own(archive: Archive, tmp_path: Path):
    rows = [
        {"id": "first", "text": story(3), "outlet": "Vale Herald", "published_at": "2031-01-01"},
        {"id": "reprint", "text": story(3), "outlet": "Tollmere Post", "published_at": "2031-01-02"},
        {"id": "same", "text": story(3), "outlet": "Vale Herald"},
    ]
    path = jsonl(tmp_path, "a.jsonl", rows)
    report = archive.index([path])
    assert (report.added, report.duplicates, report.articles) == (1, 2, 2)
    for filters, found in (
        (None, ["first", "reprint", "same"]),
        (Filters(outlets=("Tollmere Post",)), ["reprint"]),
        (Filters(since=date(2031, 1, 2)), ["reprint"]),
    ):
        hits = archive.search("number 3 visitors", k=1, filters=filters)
        assert len(hits) == 1
        group = {hit.article.article_id for hit in (hits[0], *hits[0].copies)}
        assert group >= set(found)
        assert hits[0].article.article_id in found
    rows[0]["outlet"], rows[0]["published_at"] = "Tollmere Post", "2031-01-02"
    report = archive.index([jsonl(tmp_path, "a.jsonl", rows)])
    assert (report.updated, report.duplicates, report.articles) == (1, 2, 2)
    assert [
        h.article.article_id for h in archive.search("number 3", filters=Filters(outlets=("Vale Herald",)))
    ]
