"""The archive's tab in a real browser: the table, adding, removing, what is rejected."""

import json
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from app.settings import Settings
from tests.support.news import ARTICLES
from tests.support.page import Visitor
from tests.support.web_server import Page, Site, serving

BAD = '<img src=x onerror="window.hacked=9">'


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with serving() as found:
        yield found


@pytest.fixture(scope="module")
def visitor(browser: Any, serve_page: Any) -> Iterator[Visitor]:
    settings = Settings(fetch_interval=0, fetch_retries=0)
    found = Visitor(browser, serve_page(settings=settings, allow_private=True).address)
    yield found
    found.close()


@pytest.fixture(autouse=True)
def opened(visitor: Visitor) -> None:
    """Each test begins with the tab as it is when the page is opened."""
    visitor.open()
    visitor.page.get_by_role("tab", name="Archive").click()
    visitor.page.wait_for_selector("#table tbody tr")


def rows(visitor: Visitor, count: int) -> str:
    visitor.page.wait_for_function(
        "n => document.querySelectorAll('#table tbody tr').length === n", arg=count
    )
    return str(visitor.page.inner_text("#table"))


def test_articles_are_listed_found_filtered_and_opened(visitor: Visitor) -> None:
    page = visitor.page
    assert rows(visitor, 4).index("2031-04-09") < rows(visitor, 4).index("2031-02-03")
    page.fill("#words textarea, #words input", "storm petrel")
    page.press("#words textarea, #words input", "Enter")
    assert "worse than thought" in rows(visitor, 1)
    page.locator("#table button[data-article]").click()
    page.wait_for_function("document.querySelector('#article')?.innerText.includes('31 boats')")
    page.fill("#words textarea, #words input", "")
    page.get_by_label("To day").fill("2031-02-30")
    page.locator("#find").click()
    page.wait_for_selector("#table .gw-problem")
    page.get_by_label("To day").fill("2031-03-01")
    page.locator("#find").click()
    assert "worse" not in rows(visitor, 2)
    assert page.locator("#plot rect").count() >= 4 and page.locator("#plot table").count() == 1


def test_files_are_added_with_what_was_rejected_then_cited_then_removed(
    visitor: Visitor, tmp_path: Path
) -> None:
    page = visitor.page
    article = {
        "title": f"Ferry {BAD}",
        "outlet": "Puffin Press",
        "published_at": "2031-05-01",
        "text": "The new ferry to Skua Rock carries 212 passengers, its captain Ilsa Trewin said on Friday.",
    }
    (tmp_path / "ferry.jsonl").write_text(f"{json.dumps(article)}\n{{broken {BAD}\n")
    (tmp_path / "..hidden.txt").write_text("A short note about nothing much was left on the pier on Monday.")
    page.get_by_role("button", name="Add articles").click()
    page.set_input_files("#files input[type=file]", [tmp_path / "ferry.jsonl", tmp_path / "..hidden.txt"])
    page.wait_for_function("document.querySelector('#files')?.innerText.includes('ferry')")
    page.fill("#addresses textarea", f"ftp://nowhere/{BAD}")
    page.locator("#add").click()
    page.wait_for_selector("#added .gw-done")
    told = page.inner_text("#added")
    assert "2 added" in told and "ferry.jsonl:2" in told and "no web address" in told
    assert "/data/uploads" not in told
    assert "Puffin Press" in rows(visitor, 6)
    page.wait_for_function("document.querySelector('#head')?.innerText.includes('6 articles')")

    page.get_by_role("tab", name="Ask").click()
    visitor.ask("How many passengers does the new ferry to Skua Rock carry?")
    assert "212 passengers" in visitor.last()
    page.get_by_role("tab", name="Archive").click()
    page.get_by_label("Choose: Ferry").check()
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Remove the chosen").click()
    visitor.notice("1 article removed")
    assert "Puffin Press" not in rows(visitor, 5)

    visitor.reload()
    page.wait_for_selector(".gw-doubt")
    assert "Withdrawn: the article was removed from the archive" in visitor.last()
    page.locator(".gw-cite").first.click()
    page.wait_for_selector("#gw-cited")
    assert "212 passengers" in page.inner_text("#gw-cited")
    assert page.evaluate("window.hacked") is None and visitor.errors == [] and visitor.strangers() == []


def test_the_state_of_the_indexes_is_told_in_words(visitor: Visitor) -> None:
    page = visitor.page
    count = page.locator("#table tbody tr").count()
    page.get_by_role("button", name="State of the indexes").click()
    page.locator("#check").click()
    page.wait_for_selector("#state .gw-findings")
    told = page.inner_text("#state")
    assert f"{count} articles" in told and "Revision" in told and "answers quote the articles" in told


def test_pages_of_the_web_are_added_with_progress_and_what_was_rejected(visitor: Visitor, site: Site) -> None:
    page = visitor.page
    page.get_by_role("button", name="Add articles").click()
    told = Event()
    words = "The lighthouse of Skua Rock was painted blue by keeper Hob Ennis on Tuesday. " * 4
    slow = Page(
        f"<html><head><title>Blue &lt;script&gt;window.hacked=1&lt;/script&gt; {BAD}</title></head><body>"
        f"<article><h1>Blue lighthouse</h1><p>{words}</p><p>&lt;img src=x onerror=window.hacked=2&gt;</p>"
        "</article><script>window.hacked=3</script></body></html>".encode()
    )

    def once_told() -> Page:
        told.wait(60)
        return slow

    address = f"{site.url}/blue?a=%22onmouseover=%22window.hacked=4"
    site.pages["/blue?a=%22onmouseover=%22window.hacked=4"] = once_told
    page.fill("#addresses textarea", f"{address}\n{site.url}/gone")
    page.locator("#add").click()
    page.wait_for_selector("#added progress")
    told.set()
    page.wait_for_selector("#added .gw-done")
    report = page.inner_text("#added")
    assert "1 added" in report and "Rejected: 1" in report and f"{site.url}/gone" in report
    page.fill("#words textarea, #words input", "Blue")
    page.press("#words textarea, #words input", "Enter")
    assert "Blue" in rows(visitor, 1)
    page.locator("#table button[data-article]").click()
    page.wait_for_function("document.querySelector('#article')?.innerText.includes('Hob Ennis')")
    assert page.locator("#article :is(img, script), #table img").count() == 0
    assert page.evaluate("window.hacked") is None and visitor.errors == [] and visitor.strangers() == []


def test_a_table_of_many_articles_is_turned_page_by_page_and_sorted(visitor: Visitor, tmp_path: Path) -> None:
    page = visitor.page
    notes = [
        {"id": f"note{n}", "title": f"Note {n:03}", "outlet": "Tern Times", "text": f"Buoy {n} was painted."}
        for n in range(70)
    ]
    copy = {"id": "census-again", "title": "Islanders counted", "outlet": "Tern Times"}
    copy["text"] = ARTICLES[0]["text"].replace("on Monday", "Monday")
    (tmp_path / "notes.jsonl").write_text("\n".join(map(json.dumps, [*notes, copy])))
    page.get_by_role("button", name="Add articles").click()
    page.set_input_files("#files input[type=file]", tmp_path / "notes.jsonl")
    page.wait_for_function("document.querySelector('#files')?.innerText.includes('notes')")
    page.locator("#add").click()
    page.wait_for_function("document.querySelector('#added')?.innerText.includes('71 added')")
    page.get_by_label("Order").click()
    page.get_by_role("option", name="title").click()
    page.wait_for_function(
        "() => { const names = [...document.querySelectorAll('#table .gw-open')].map(e => e.innerText.toLowerCase());"
        "return names.length === 50 && names.join('|') === [...names].sort().join('|'); }"
    )
    assert page.get_by_role("button", name="Earlier", exact=True).is_disabled()
    page.get_by_role("button", name="Later", exact=True).click()
    page.wait_for_function("document.querySelector('#table nav')?.innerText.includes('51 to')")
    assert "Note 069" in page.inner_text("#table")
    assert page.get_by_role("button", name="Later", exact=True).is_disabled()
    page.get_by_role("button", name="Earlier", exact=True).click()
    page.wait_for_function("document.querySelector('#table nav')?.innerText.includes('1 to 50')")

    page.fill("#words textarea, #words input", "Islanders counted")
    page.press("#words textarea, #words input", "Enter")
    rows(visitor, 1)
    page.locator("#table button[data-article]").click()
    page.wait_for_function("document.querySelector('#article')?.innerText.includes('The same report')")
    page.locator("#article .gw-copy button").click()
    page.wait_for_function(
        "document.querySelector('#article h2')?.innerText === 'Skua Rock counts its people'"
    )
    assert "Islanders counted" in page.inner_text("#article .gw-copy")


def test_too_much_to_upload_is_told_before_it_is_sent(visitor: Visitor, tmp_path: Path) -> None:
    page = visitor.page
    huge = tmp_path / f"{BAD.replace('/', '')}.txt"
    with huge.open("wb") as stream:
        stream.truncate(5_000_000_000)
    sent = len(visitor.fetched)
    page.get_by_role("button", name="Add articles").click()
    page.set_input_files("#files input[type=file]", huge)
    page.wait_for_function("document.querySelector('#limits [role=alert]')?.innerText")
    assert "has 5.0 GB; a file may have 50 MB." in page.inner_text("#limits")
    for n in range(1_000):
        (tmp_path / f"n{n}.txt").write_text("A note.")
    page.set_input_files("#files input[type=file]", [tmp_path / f"n{n}.txt" for n in range(1_000)])
    page.wait_for_function(
        "document.querySelector('#limits')?.innerText.includes('1,000 files are too many')"
    )
    assert not [url for url in visitor.fetched[sent:] if "upload" in url]
    page.set_input_files("#files input[type=file]", tmp_path / "n1.txt")
    page.wait_for_function("document.querySelector('#files')?.innerText.includes('n1')")
    assert "too many" not in page.inner_text("#limits") and visitor.errors == []
