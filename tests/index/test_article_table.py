"""The archive as a table, and articles taken out by their ids."""

from datetime import date
from pathlib import Path

import pytest

from index.archive import Archive
from index.article_table import MonthCount, Order, count_by_month, list_articles
from index.hit import Filters
from tests.index.archives import jsonl, story


@pytest.fixture(name="archive")
def filled(archive: Archive, tmp_path: Path) -> Archive:
    rows = [
        {
            "id": "b",
            "title": "Beacon 100% lit",
            "outlet": "Post",
            "published_at": "2031-02-03",
            "text": story(1),
        },
        {"id": "a", "title": "apple", "outlet": "Wire", "published_at": "2031-03-01T10:00", "text": story(2)},
        {"id": "c", "title": "Crab", "outlet": "post", "published_at": "2031-03-09", "text": story(3)},
        {"id": "d", "title": "Dune", "text": story(4)},
        {"id": "e", "title": "Echo", "text": story(4)},
    ]
    archive.index([jsonl(tmp_path / "news", "news.jsonl", rows)])
    return archive


def ids(archive: Archive, *given: object, **more: object) -> list[str]:
    listing = list_articles(archive.catalog.engine, *given, **more)  # type: ignore[arg-type]
    return [row.info.article_id for row in listing.rows]


def test_every_order_and_a_page_of_it(archive: Archive) -> None:
    assert ids(archive) == ["c", "a", "b", "d", "e"]
    assert ids(archive, order=Order.OLDEST) == ["b", "a", "c", "d", "e"]
    assert ids(archive, order=Order.TITLE) == ["a", "b", "c", "d", "e"]
    assert ids(archive, order=Order.OUTLET) == ["c", "b", "a", "d", "e"]
    page = list_articles(archive.catalog.engine, offset=1, limit=2)
    assert [row.info.article_id for row in page.rows] == ["a", "b"] and page.total == 5
    assert [row.is_copy for row in list_articles(archive.catalog.engine, offset=3).rows] == [False, True]


def test_words_and_filters_leave_what_fits(archive: Archive) -> None:
    assert ids(archive, "POST cra") == ["c"]
    assert ids(archive, "100%") == ["b"] and ids(archive, "%") == ["b"] and ids(archive, "_") == []
    assert ids(archive, "", Filters(since=date(2031, 3, 1))) == ["c", "a"]
    assert ids(archive, "", Filters(outlets=("POST",))) == ["c", "b"]


def test_months_are_counted_by_outlet(archive: Archive) -> None:
    assert count_by_month(archive.catalog.engine) == [
        MonthCount(month=None, outlet=None, articles=2),
        MonthCount(month="2031-02", outlet="Post", articles=1),
        MonthCount(month="2031-03", outlet="post", articles=1),
        MonthCount(month="2031-03", outlet="Wire", articles=1),
    ]


@pytest.mark.slow_on_servers
def test_a_removed_article_is_found_no_more_but_still_opens_and_its_copy_takes_its_place(
    archive: Archive, tmp_path: Path
) -> None:
    version = archive.article("d").info.version
    assert archive.remove(["d", "nowhere"]) == 1
    assert ids(archive) == ["c", "a", "b", "e"]
    found = [hit.article.article_id for hit in archive.search("Ostrava Vale number 4")]
    assert "d" not in found and "e" in found
    assert archive.article("d", version).text
    assert archive.index([tmp_path / "news"]).added == 0
    (tmp_path / "news" / "news.jsonl").touch()
    assert "d" not in ids(archive)


@pytest.mark.slow_on_servers
def test_a_file_goes_with_its_last_article_and_can_be_added_again(archive: Archive, tmp_path: Path) -> None:
    uploads = tmp_path / "uploads"
    file = uploads / "ann" / "one.txt"
    file.parent.mkdir(parents=True)
    file.write_text(story(9))
    archive.index([file])
    assert "ann/one.txt" in ids(archive)
    archive.remove(["ann/one.txt"], forget=uploads)
    assert not file.exists() and "ann/one.txt" not in ids(archive)
    archive.remove(["a"], forget=uploads)
    assert (tmp_path / "news" / "news.jsonl").exists()
    file.write_text(story(9))
    assert archive.index([file]).added == 1
