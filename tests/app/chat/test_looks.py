"""What everybody needs: axe's rules in light and dark, the keyboard alone, a phone, no jump while streaming.

With `GROUNDWIRE_PICTURES` naming a folder, pictures of what was seen are left there.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.page import Visitor, broken_rules


@pytest.fixture(scope="module")
def visitor(browser: Any, served: Any) -> Iterator[Visitor]:
    found = Visitor(browser, served.address, reduced_motion="reduce")
    found.open()
    yield found
    found.close()


def picture(visitor: Visitor, name: str) -> None:
    if folder := os.environ.get("GROUNDWIRE_PICTURES"):
        visitor.page.screenshot(path=Path(folder) / f"{name}.png")


def watch_moves(visitor: Visitor) -> None:
    """Sum up in `window.moves` what jumps from now on, as browsers score it (cumulative layout shift)."""
    visitor.page.evaluate(
        "() => { window.moves = 0; new PerformanceObserver(list => { for (const e of list.getEntries()) "
        "window.moves += e.value; }).observe({ type: 'layout-shift' }); }"
    )


def colours(visitor: Visitor, scheme: str) -> None:
    visitor.page.emulate_media(color_scheme=scheme)
    visitor.page.evaluate("dark => document.body.classList.toggle('dark', dark)", scheme == "dark")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_tab(visitor: Visitor, scheme: str) -> None:
    page = visitor.page
    colours(visitor, scheme)
    page.get_by_role("tab", name="Ask").click()
    if not page.locator(".gw-turn").count():
        visitor.ask("How many boats were damaged in the storm at Skua Rock?")
        visitor.ask("Who is the king of Lower Zembla?")
    page.locator(".gw-cite").first.click()
    page.wait_for_selector("#gw-cited")
    picture(visitor, f"ask-{scheme}")
    assert broken_rules(visitor) == []
    page.get_by_role("tab", name="Archive").click()
    page.wait_for_selector("#table tbody tr")
    page.wait_for_selector("#plot svg")
    picture(visitor, f"archive-{scheme}")
    assert broken_rules(visitor) == []
    page.get_by_role("tab", name="Settings").click()
    page.wait_for_selector("#findings li")
    picture(visitor, f"settings-{scheme}")
    assert broken_rules(visitor) == []


def test_the_keyboard_alone_asks_opens_a_citation_and_reads_it(visitor: Visitor) -> None:
    page = visitor.page
    page.get_by_role("tab", name="Ask").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="New", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".gw-empty")
    page.locator("#question textarea").focus()
    page.keyboard.type("How many people live on Skua Rock?")
    page.keyboard.press("Enter")
    page.wait_for_selector(".gw-actions")
    page.locator(".gw-log").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "gw-cite"
    assert page.locator(".gw-sources li.gw-lit").count() == 1
    page.keyboard.press("Enter")
    page.wait_for_selector("#gw-cited")
    page.wait_for_function("document.activeElement.id === 'gw-cited'")


def test_a_phone_shows_everything_without_scrolling_sideways(browser: Any, served: Any) -> None:
    visitor = Visitor(browser, served.address, viewport={"width": 390, "height": 844}, has_touch=True)
    visitor.open()
    watch_moves(visitor)
    visitor.ask("How many people live on Skua Rock?")
    picture(visitor, "phone")
    assert visitor.page.evaluate("window.moves") < 0.05
    marker = visitor.page.locator(".gw-cite").first
    marker.click()
    visitor.page.wait_for_function("document.activeElement.id === 'gw-cited'")
    assert visitor.page.locator("#gw-cited").is_visible()
    visitor.page.get_by_role("button", name="Back", exact=True).click()
    assert marker.evaluate("marker => marker === document.activeElement")
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= 390
    visitor.page.get_by_role("tab", name="Archive").click()
    visitor.page.wait_for_selector("#table tbody tr")
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= 390
    visitor.close()


def test_nothing_below_moves_while_an_answer_streams(visitor: Visitor) -> None:
    page = visitor.page
    watch_moves(visitor)
    before = page.locator("#question").bounding_box()
    visitor.ask("How many boats were damaged in the storm at Skua Rock?")
    assert page.locator("#question").bounding_box() == before
    assert page.evaluate("window.moves") < 0.05
