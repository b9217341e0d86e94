"""Copies of one story in a real archive: collapsed in search, cited once."""

from pathlib import Path

import pytest

from index.archive import Archive
from index.stories import copies_of
from tests.index.archives import jsonl
from tests.index.test_copy_signature import OTHER, REPORT

pytestmark = pytest.mark.slow_on_servers


def test_copies_that_are_cut_at_other_places_are_collapsed(archive: Archive, tmp_path: Path) -> None:
    rows = [
        {"id": "wire", "outlet": "Wire", "text": REPORT},
        {
            "id": "post",
            "outlet": "Post",
            "text": f"Fog lay on the sound for the whole of the morning. {REPORT}",
        },
        {"id": "parks", "outlet": "Post", "text": OTHER},
    ]
    archive.index([jsonl(tmp_path, "news.jsonl", rows)])
    hits = archive.search("divers look at the wreck of the ferry Annelie in the harbour", k=10)
    by_article = [hit.article.article_id for hit in hits]
    stories = {hit.article.article_id: hit.story for hit in hits}
    assert stories["parks"] == ""
    assert stories[by_article[0]] == "post"  # the name of the story is the first id of its copies
    copies = {copy.article.article_id for hit in hits for copy in hit.copies}
    assert copies & {"wire", "post"}
    texts = [hit.passage.text for hit in hits]
    assert len(texts) == len(set(texts))


def test_a_copy_with_another_figure_is_found_and_told_to_be_of_the_same_story(
    archive: Archive, tmp_path: Path
) -> None:
    rows = [
        {"id": "early", "text": REPORT, "published_at": "2031-03-01"},
        {"id": "late", "text": REPORT.replace("Nine", "Eleven"), "published_at": "2031-03-02"},
    ]
    archive.index([jsonl(tmp_path, "news.jsonl", rows)])
    hits = archive.search("how many sailors were taken to hospital", k=10)
    told = " ".join(hit.passage.text for hit in hits)
    assert "Nine sailors" in told and "Eleven sailors" in told
    assert {hit.story for hit in hits} == {"early"}


def test_an_article_knows_the_copies_of_its_story_in_the_whole_archive(
    archive: Archive, tmp_path: Path
) -> None:
    rows = [
        {"id": "late", "text": REPORT.replace("Nine", "Eleven"), "published_at": "2031-03-04"},
        {"id": "early", "text": REPORT, "published_at": "2031-03-01"},
        {"id": "same", "text": REPORT},
        {"id": "gone", "text": f"{REPORT} More soon."},
        {"id": "parks", "text": OTHER},
    ]
    archive.index([jsonl(tmp_path, "news.jsonl", rows)])
    archive.remove(["gone"])

    def told(article_id: str, version: str | None = None) -> list[str]:
        info = archive.article(article_id, version).info
        return [copy.article_id for copy in copies_of(archive.catalog.engine, info)]

    assert told("late") == ["early", "same"]
    assert told("same") == ["early", "late"]
    assert told("parks") == []
    before = archive.article("late").info.version
    rows[0] = {"id": "late", "text": OTHER.replace("rose", "tulip")}
    archive.index([jsonl(tmp_path, "news.jsonl", rows)])
    assert told("late") == ["parks"] and told("late", before) == ["early", "gone", "same"]
