"""The archive's tab in a real browser: the table, adding, removing, what is rejected."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.page import Visitor

pytestmark = [
    pytest.mark.browser,
    # gradio and its server warn of their own affairs while running in this process
    pytest.mark.filterwarnings("ignore"),
]
BAD = '<img src=x onerror="window.hacked=9">'


@pytest.fixture(scope="module")
def visitor(browser: Any, serve_page: Any) -> Iterator[Visitor]:
    found = Visitor(browser, serve_page().address)
    found.open()
    found.page.get_by_role("tab", name="Archive").click()
    found.page.wait_for_selector("#table tbody tr")
    yield found
    found.close()


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
    page.wait_for_function("document.querySelector('#article').innerText.includes('31 boats')")
    page.fill("#words textarea, #words input", "")
    page.get_by_label("To day").fill("2031-02-30")
    page.locator("#find").click()
    page.wait_for_selector("#table .gw-problem")
    page.get_by_label("To day").fill("2031-03-01")
    page.locator("#find").click()
    assert "worse" not in rows(visitor, 2)
    page.get_by_label("To day").fill("")
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
    page.wait_for_function("document.querySelector('#files').innerText.includes('ferry')")
    page.fill("#addresses textarea", "http://127.0.0.1:9/private\nftp://nowhere")
    page.locator("#add").click()
    page.wait_for_selector("#added .gw-done")
    told = page.inner_text("#added")
    assert "2 added" in told and "ferry.jsonl:2" in told and "127.0.0.1" in told and "no web address" in told
    assert "/data/uploads" not in told
    assert "Puffin Press" in rows(visitor, 6)
    page.wait_for_function("document.querySelector('#head').innerText.includes('6 articles')")

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
    page.get_by_role("tab", name="Archive").click()
    page.get_by_role("button", name="State of the indexes").click()
    page.locator("#check").click()
    page.wait_for_selector("#state .gw-findings")
    told = page.inner_text("#state")
    assert "5 articles" in told and "Revision" in told and "answers quote the articles" in told
