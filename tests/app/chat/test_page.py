"""The page in a real browser."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.news import HOSTILE_SENTENCE, HOSTILE_TITLE

pytestmark = [
    pytest.mark.browser,
    # gradio and its server warn of their own affairs while running in this process
    pytest.mark.filterwarnings("ignore"),
]
WAIT = 60_000


@pytest.fixture
def page(browser: Any, served: str) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1300, "height": 900})
    opened = context.new_page()
    opened.set_default_timeout(WAIT)
    opened.fetched = []
    opened.errors = []
    opened.on("request", lambda request: opened.fetched.append(request.url))
    opened.on("pageerror", lambda error: opened.errors.append(str(error)))
    opened.goto(served)
    opened.wait_for_selector("#question textarea")
    yield opened
    context.close()


def ask(page: Any, question: str) -> None:
    turns = page.locator(".gw-turn").count()
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    page.wait_for_function(
        "n => document.querySelectorAll('.gw-turn').length > n && !document.querySelector('.gw-busy') && "
        "document.querySelector('.gw-turn:last-of-type').querySelector('.gw-sources, .gw-problem')",
        arg=turns,
    )


def test_a_citation_opens_its_article_with_exactly_the_cited_words_highlighted(page: Any) -> None:
    ask(page, "How many people live on Skua Rock?")
    claim = page.locator(".gw-claim").first
    assert "1,480" in claim.inner_text()
    claim.locator(".gw-cite").click()
    cited = page.wait_for_selector("#gw-cited")
    assert cited.inner_text() == "Some 1,480 people live on Skua Rock, the island council said on Monday."
    assert "Skua Rock counts its people" in page.inner_text("#article")
    assert cited.is_visible()


def test_the_archive_is_described_and_examples_are_offered(page: Any) -> None:
    head = page.inner_text(".gw-head")
    assert "4 articles" in head and "2031-02-03 to 2031-04-09" in head and "Gannet Gazette" in head
    assert page.get_by_text("How many people live on Skua Rock?").count() >= 1


def test_hovering_a_sentence_lights_its_source(page: Any) -> None:
    ask(page, "How many people live on Skua Rock?")
    page.locator(".gw-claim").first.hover()
    assert page.locator(".gw-sources li.gw-lit").count() >= 1


def test_what_is_not_there_is_said_not_to_be_there(page: Any) -> None:
    ask(page, "Who is the king of Lower Zembla?")
    assert "The articles do not say. Searched 4 articles" in page.inner_text(".gw-turn")
    assert page.locator(".gw-claim").count() == 0


def test_nothing_from_a_hostile_article_or_question_runs_or_is_fetched(page: Any, served: str) -> None:
    ask(page, 'Who resigned? <img src=x onerror="window.hacked=5">')
    ask(page, "Which harbour master of Skua Rock resigned?")
    page.locator(".gw-turn:last-of-type button[data-article='resigns']").first.click()
    page.wait_for_selector("#gw-cited")
    article = page.inner_text("#article")
    assert HOSTILE_TITLE in article and HOSTILE_SENTENCE in article
    assert page.evaluate("window.hacked") is None
    assert page.locator("#article a, #conversation img, #article img, #article script").count() == 0
    assert [url for url in page.fetched if not url.startswith((served, "data:", "blob:"))] == []
    assert page.errors == []


def test_an_empty_question_gets_one_sentence_and_the_page_goes_on(page: Any) -> None:
    ask(page, " ?! ")
    assert page.locator(".gw-problem").inner_text()
    ask(page, "How many pupils does the school have?")
    assert "96 pupils" in page.inner_text(".gw-turn:last-of-type")


def test_a_bad_date_filter_is_told_in_one_sentence(page: Any) -> None:
    page.get_by_role("button", name="Filters").click()
    page.get_by_label("Published on or after").fill("31/31/2031")
    ask(page, "How many boats were damaged in the storm?")
    assert "31/31/2031" in page.locator(".gw-problem").inner_text()


def test_a_date_filter_reaches_the_answer(page: Any) -> None:
    page.get_by_role("button", name="Filters").click()
    page.get_by_label("Published on or before").fill("2031-03-02")
    ask(page, "How many boats were damaged in the storm?")
    shown = page.inner_text(".gw-turn:last-of-type .gw-claims")
    assert "12 boats" in shown and "31 boats" not in shown


def test_programs_get_the_contract_as_json(served: str) -> None:
    from gradio_client import Client

    client = Client(served, verbose=False)
    answer = client.predict(question="How many people live on Skua Rock?", api_name="/ask")
    assert answer["status"] == "answered"
    assert "1,480" in answer["claims"][0]["text"]
    refused = client.predict(question="", api_name="/ask")
    assert list(refused) == ["error"]
