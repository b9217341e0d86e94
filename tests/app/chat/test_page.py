"""The page in a real browser."""

from typing import Any

import pytest

from eval.cases import Case
from eval.commands.feedback import feedback
from tests.support.news import HOSTILE_SENTENCE, HOSTILE_TITLE
from tests.support.page import Visitor

PUPILS = "How many pupils does the school have?"


@pytest.fixture(autouse=True)
def opened(visitor: Visitor) -> None:
    """Each test begins with the page as it is when it is opened."""
    visitor.open()


def test_a_citation_opens_its_article_with_exactly_the_cited_words_highlighted(visitor: Visitor) -> None:
    page = visitor.page
    head = page.inner_text(".gw-head")
    assert "4 articles" in head and "2031-02-03 to 2031-04-09" in head and "Gannet Gazette" in head
    page.locator("#examples button").first.click()  # asks it
    page.wait_for_selector(".gw-actions")
    claim = page.locator(".gw-claim").first
    assert "1,480" in claim.inner_text()
    claim.locator(".gw-cite").click()
    cited = page.wait_for_selector("#gw-cited")
    assert cited.inner_text() == "Some 1,480 people live on Skua Rock, the island council said on Monday."
    assert "Skua Rock counts its people" in page.inner_text("#article")
    assert page.get_attribute("#article a", "href") == "https://gazette.example/census"
    assert cited.is_visible()
    claim.hover()
    assert page.locator(".gw-sources li.gw-lit").count() == 1
    page.mouse.move(5, 5)
    assert page.locator(".gw-lit").count() == 0
    claim.locator(".gw-cite").focus()
    assert page.locator(".gw-sources li.gw-lit").count() == 1


def test_a_reload_brings_the_conversation_back_and_it_goes_on(visitor: Visitor, served: Any) -> None:
    page = visitor.page
    visitor.ask("How many people live on Skua Rock?")
    assert "c=" in page.url
    visitor.reload()
    page.wait_for_selector(".gw-actions")
    assert "1,480" in visitor.last()
    page.get_by_role("button", name="Badly cited").click()
    visitor.notice("your opinion is kept")
    drafts = served.folder / "drafts.jsonl"
    feedback(drafts, archive=served.folder / "archive", data=served.folder / "data")
    case = Case.model_validate_json(drafts.read_text())
    assert case.question == "How many people live on Skua Rock?" and "badly-cited" in case.tags
    assert case.facts[0].spans[0].article == "census"
    page.get_by_role("button", name="Edit").click()
    visitor.notice("takes the place of the old one")
    page.fill("#question textarea", PUPILS)
    page.press("#question textarea", "Enter")
    page.wait_for_function("document.querySelector('#conversation')?.innerText.includes('96 pupils')")
    page.wait_for_selector(".gw-actions")
    assert page.locator(".gw-turn").count() == 1
    page.get_by_role("button", name="Ask again").click()
    page.wait_for_selector(".gw-busy")
    page.wait_for_selector(".gw-actions")
    assert page.locator(".gw-turn").count() == 1 and "96 pupils" in visitor.last()


def test_an_answer_can_be_linked_to_copied_and_kept(visitor: Visitor) -> None:
    page = visitor.page
    visitor.ask(PUPILS)
    address = page.get_by_role("link", name="Link").get_attribute("href")
    fetched = visitor.context.request
    linked = fetched.get(visitor.address + address)
    assert linked.status == 200 and "The school has" in linked.text() and "<script" not in linked.text()
    kept = fetched.get(f"{visitor.address}{address}.json").json()
    assert kept["status"] == "answered" and kept["contract"] == 1
    assert fetched.get(f"{visitor.address}{address}.md").text().startswith("**How many pupils")
    visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy").click()
    visitor.notice("Copied")
    assert "[1]" in page.evaluate("navigator.clipboard.readText()")


def test_the_list_of_conversations_opens_and_deletes_them(browser: Any, served: Any) -> None:
    visitor = Visitor(browser, served.address)
    visitor.open()
    page = visitor.page
    visitor.ask(PUPILS)
    page.get_by_role("button", name="New", exact=True).click()
    page.wait_for_selector(".gw-empty")
    page.get_by_role("button", name="Earlier conversations").click()
    page.locator("#earlier button[data-chosen]").first.click()
    page.wait_for_selector(".gw-turn")
    assert "96 pupils" in visitor.last()
    page.once("dialog", lambda dialog: dialog.accept())
    page.locator("#earlier button[data-gone]").first.click()
    page.wait_for_selector(".gw-empty")
    page.wait_for_function("document.querySelector('#earlier')?.innerText.includes('None yet')")
    visitor.close()


def test_what_is_not_there_is_said_not_to_be_there(visitor: Visitor) -> None:
    visitor.ask("Who is the king of Lower Zembla?")
    assert "The articles do not say. Searched 4 articles" in visitor.last()
    assert visitor.page.locator(".gw-claim").count() == 0


def test_nothing_from_a_hostile_article_or_question_runs_or_is_fetched(visitor: Visitor) -> None:
    page = visitor.page
    visitor.ask('Who resigned? <img src=x onerror="window.hacked=5">')
    visitor.ask("Which harbour master of Skua Rock resigned?")
    page.locator(".gw-turn:last-of-type button[data-article='resigns']").first.click()
    page.wait_for_function("document.querySelector('#article')?.innerText.includes('Harbour master')")
    article = page.inner_text("#article")
    assert HOSTILE_TITLE in article and HOSTILE_SENTENCE in article
    assert page.evaluate("window.hacked") is None
    assert page.locator("#article a, #conversation img, #article img, #article script").count() == 0
    assert visitor.strangers() == []
    assert visitor.errors == []


def test_markup_that_slipped_in_would_not_run(browser: Any, served: Any) -> None:
    visitor = Visitor(browser, served.address)
    visitor.open()
    page = visitor.page
    page.evaluate(
        "document.querySelector('#notice').innerHTML = "
        '\'<img src="https://stranger.example/x.png" onerror="window.slipped = 1">\' + '
        "'<iframe srcdoc=\"<script>parent.slipped = 2</script>\"></iframe>'"
    )
    page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.slipped = 3'; "
        "document.body.append(s); }"
    )
    page.wait_for_function(
        "!document.querySelector('#notice img') || document.querySelector('#notice img').complete"
    )
    assert page.evaluate("window.slipped") is None
    assert any("Content Security Policy" in error for error in visitor.errors)
    visitor.close()


def test_an_empty_question_and_a_bad_date_get_one_sentence_and_the_page_goes_on(visitor: Visitor) -> None:
    page = visitor.page
    visitor.ask(" ?! ")
    assert page.locator(".gw-turn .gw-problem").inner_text()
    page.get_by_role("button", name="Filters").click()
    page.get_by_label("Published on or after").fill("31/31/2031")
    visitor.ask("How many boats were damaged in the storm?")
    assert "31/31/2031" in page.locator(".gw-turn .gw-problem").last.inner_text()
    page.get_by_label("Published on or after").fill("")
    page.get_by_label("Published on or before").fill("2031-03-02")
    visitor.ask("How many boats were damaged in the storm?")
    shown = page.locator(".gw-turn").last.locator(".gw-claims").inner_text()
    assert "12 boats" in shown and "31 boats" not in shown


def test_only_the_outlets_that_are_chosen_answer(visitor: Visitor) -> None:
    page = visitor.page
    page.get_by_role("button", name="Filters").click()
    page.get_by_label("Outlets", exact=True).click()
    page.get_by_role("option", name="Gannet Gazette").click()
    page.keyboard.press("Escape")
    visitor.ask("How many boats were damaged in the storm at Skua Rock?")
    shown = page.locator(".gw-turn").last.locator(".gw-claims").inner_text()
    assert "12 boats" in shown and "31 boats" not in shown
    page.get_by_label("Asked as on the day").fill("2031-02-01")
    visitor.ask("How many boats were damaged in the storm at Skua Rock?")
    assert "No article in the archive matches these filters" in visitor.last()


def test_a_pasted_book_gets_one_sentence(visitor: Visitor) -> None:
    page = visitor.page
    turns = page.locator(".gw-turn").count()
    page.locator("#question textarea").focus()
    page.evaluate(
        "document.execCommand('insertText', false, 'It was a dark and stormy night. '.repeat(20000))"
    )
    page.press("#question textarea", "Enter")
    page.wait_for_function("n => document.querySelectorAll('.gw-turn').length > n", arg=turns)
    page.wait_for_selector(".gw-turn:last-of-type .gw-problem")
    assert "long. Ask in a sentence or two" in visitor.last()


def test_the_archive_removed_beneath_the_page_is_told_and_it_works_on(visitor: Visitor, served: Any) -> None:
    archive = served.folder / "archive"
    archive.rename(served.folder / "elsewhere")
    try:
        visitor.ask(PUPILS)
        assert "The archive was removed from the server" in visitor.last()
    finally:
        (served.folder / "elsewhere").rename(archive)
    visitor.ask(PUPILS)
    assert "96 pupils" in visitor.last()
