"""Several people at real browsers: logging in, keeping apart, and being told to wait."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from app.chat.services import QUESTIONS_A_MINUTE
from app.settings import Settings
from tests.support.model_server import ModelServer, Stream, running
from tests.support.page import Visitor, broken_rules
from tests.support.page_model import quoting


def log_in(visitor: Visitor, name: str, password: str) -> None:
    visitor.page.goto(visitor.address)
    visitor.page.get_by_label("Name").fill(name)
    visitor.page.get_by_label("Password").fill(password)
    visitor.page.get_by_role("button", name="Log in").click()


def test_two_users_at_once_see_their_own_conversations_alone(
    browser: Any, serve_page: Callable[..., Any]
) -> None:
    served = serve_page(users={"ann": True, "bob": False})
    ann, bob = Visitor(browser, served.address), Visitor(browser, served.address)
    log_in(ann, "ann", "not her password")
    assert "Name or password is wrong." in ann.page.inner_text("[role=alert]")
    assert broken_rules(ann) == []
    log_in(ann, "ann", "password of ann")
    log_in(bob, "bob", "password of bob")
    for visitor, question in ((ann, "How many people live on Skua Rock?"), (bob, "Was anyone hurt?")):
        visitor.page.wait_for_selector("#question textarea")
        visitor.page.fill("#question textarea", question)
    for visitor in (ann, bob):
        visitor.page.press("#question textarea", "Enter")
    for visitor in (ann, bob):
        visitor.page.wait_for_selector(".gw-actions")
    assert "1,480" in ann.last() and "1,480" not in bob.page.inner_text("#conversation")
    assert "ann" in ann.page.inner_text("#head") and "bob" in bob.page.inner_text("#head")

    bob.page.goto(ann.page.url)  # ann's conversation
    bob.notice("That conversation is not here")
    assert bob.page.locator(".gw-turn").count() == 0
    bob.page.get_by_role("tab", name="Archive").click()
    bob.page.wait_for_selector("#table tbody tr")
    assert bob.page.locator("#table input[type=checkbox]").count() == 0
    assert not bob.page.get_by_role("button", name="Add articles").is_visible()

    ann.page.get_by_role("tab", name="Archive").click()
    ann.page.get_by_role("button", name="Add articles").click()
    ann.page.fill("#addresses textarea", "http://127.0.0.1:9/private\nftp://nowhere")
    ann.page.locator("#add").click()
    ann.page.wait_for_selector("#added .gw-rejected")
    told = ann.page.inner_text("#added")
    assert "127.0.0.1" in told and "no web address" in told
    ann.page.get_by_role("button", name="Log out").click()
    ann.page.wait_for_url("**/login")
    ann.page.goto(served.address)
    assert ann.page.url.endswith("/login")
    ann.close(), bob.close()


def test_too_many_questions_in_a_minute_are_told_where_they_are_asked(browser: Any, served: Any) -> None:
    visitor = Visitor(browser, served.address)
    visitor.open()
    served.services.questions.wait(visitor.person(), QUESTIONS_A_MINUTE)
    visitor.page.fill("#question textarea", "How many people live on Skua Rock?")
    visitor.page.press("#question textarea", "Enter")
    visitor.notice("You have asked 30 questions within a minute")
    assert visitor.page.locator("#notice .gw-problem").is_visible()
    assert visitor.page.input_value("#question textarea")  # not lost
    visitor.page.locator("#notice .gw-problem").click()
    assert visitor.page.inner_text("#notice") == ""
    visitor.close()


@pytest.fixture(scope="module")
def busy(serve_page: Callable[..., Any]) -> Iterator[tuple[str, ModelServer, str]]:
    """A page on which four questions are being answered, one waits, and no more may wait.

    Yields its address, the model, and where the answer to the waiting one can be had.
    """
    with running(Stream(hang=True)) as model:
        settings = Settings(base_url=model.url, model="scripted", cache=False, retries=0)
        served = serve_page(settings=settings, waiting=1)
        call = {"data": ["How many people live on Skua Rock?", "", "", ""]}
        for asked in range(5):
            reply = httpx.post(f"{served.address}/gradio_api/call/ask", json=call)
            assert reply.status_code == 200
            while len(model.requests) < min(asked + 1, 4):
                httpx.get(f"{served.address}/robots.txt")
        yield served.address, model, f"{served.address}/gradio_api/call/ask/{reply.json()['event_id']}"


def test_a_full_queue_is_told_and_the_page_works_on(browser: Any, busy: tuple[str, ModelServer, str]) -> None:
    address, model, waiting = busy
    visitor = Visitor(browser, address)
    visitor.open()
    visitor.page.fill("#question textarea", "How many pupils does the school have?")
    visitor.page.press("#question textarea", "Enter")
    visitor.page.wait_for_function("/currently busy/i.test(document.body.innerText)")
    assert visitor.page.input_value("#question textarea")
    model.replies[:] = [quoting("The school has 96 pupils.")]
    model.stopping.set()  # those before it end
    httpx.get(waiting, timeout=120)  # it has been answered
    visitor.ask("How many pupils does the school have?")
    assert "96 pupils" in visitor.last()
    visitor.close()
