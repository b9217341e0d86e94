"""The report: what it shows, and that hostile text stays text."""

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from app.contract import AnswerModel
from eval.cases import Case
from eval.records import Record
from eval.report.export import runs_json
from eval.report.markdown import run_markdown
from eval.report.markup import Html, el
from eval.report.page import render_page
from eval.report.run_data import RunData
from eval.report.spreadsheet import scores_csv
from eval.runs.folder import RunFolder
from eval.runs.foreign import take_in
from eval.runs.scoring import score_run
from index.errors import InputError
from tests.support.eval_world import (
    ARTICLES,
    FERRY,
    FIRST,
    JUDGE,
    UNANSWERABLE,
    answer,
    cite,
    claim,
    good_answer,
    make_case,
    passage,
)

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\u202e"


class Tags(HTMLParser):
    """Collects what a browser would take for elements and attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


def run_of(path: Path, answers: dict[str, AnswerModel], cases: list[Case]) -> RunData:
    records = {
        case_id: Record(case_id=case_id, answer=given, retrieved=[passage(FERRY)])
        for case_id, given in answers.items()
    }
    take_in(path, cases, records, ARTICLES, source="test")
    score_run(RunFolder(path), JUDGE)
    return RunData.read(RunFolder.existing(path))


def test_markup_escapes_everything_but_its_own() -> None:
    made = el("p", "<b>", el("i", "&"), ["x", 1], title='"')
    assert made == '<p title="&quot;">&lt;b&gt;<i>&amp;</i>x1</p>'
    assert isinstance(made, Html)


def test_the_page_shows_claims_beside_highlighted_words_and_facts_found_and_missed(tmp_path: Path) -> None:
    only_first = answer(claim(FIRST, 1), cites=(cite(1, FERRY, FIRST),))
    page = render_page([run_of(tmp_path / "a", {"ferry": only_first}, [make_case(), UNANSWERABLE])])
    assert f"<mark>{FIRST}</mark>" in page
    assert "said (vital)" in page
    assert "not said (okay)" in page
    assert "No answer: there is no answer" in page
    assert 'data-marks="failed"' in page


def test_hostile_text_is_only_text(tmp_path: Path) -> None:
    case = make_case(question=HOSTILE, note=HOSTILE, tags=[HOSTILE.replace("|", "")])
    bad = answer(
        claim(HOSTILE, 1, lead=HOSTILE),
        withheld=[claim(HOSTILE)],
        cites=(cite(1, FERRY, FIRST, article_id=HOSTILE),),
        text=HOSTILE,
    )
    run = run_of(tmp_path / "a", {"ferry": bad}, [case])
    page = render_page([run])
    tags = Tags()
    tags.feed(page)
    assert tags.names.count("script") == 1
    assert "img" not in tags.names
    assert {name for name, _ in tags.attributes if name.startswith("on")} == set()
    assert all(value.startswith("#") for name, value in tags.attributes if name in ("src", "href"))
    assert "\u202e" not in page
    assert "default-src 'none'" in page.replace("&#x27;", "'")
    assert not any(line.startswith(("=", "+", "@")) for line in scores_csv([run]).splitlines())


def test_two_runs_are_compared(tmp_path: Path) -> None:
    before = run_of(tmp_path / "before", {"ferry": answer()}, [make_case()])
    after = run_of(tmp_path / "after", {"ferry": good_answer()}, [make_case()])
    page = render_page([before, after])
    assert "B after against A before" in page
    assert 'data-marks="abstained wrongly|changed"' in page
    assert '<a href="#case-ferry">ferry</a>' in page
    assert "Changed: fact recall, vital, strict 0.00 → 1.00" in page
    assert "fact recall, vital, strict: +1.000" in page


def test_runs_over_other_cases_are_not_shown_together(tmp_path: Path) -> None:
    one = run_of(tmp_path / "a", {"ferry": good_answer()}, [make_case()])
    two = run_of(tmp_path / "b", {"ferry": good_answer()}, [make_case(note="changed")])
    with pytest.raises(InputError, match="different cases"):
        render_page([one, two])


@pytest.mark.browser
def test_the_page_works_in_a_browser_from_a_file(tmp_path: Path, browser: Any) -> None:
    cases = [make_case(question=f"Ferry? {HOSTILE}"), UNANSWERABLE]
    before = run_of(tmp_path / "before", {"ferry": answer(), "captain": answer()}, cases)
    run = run_of(tmp_path / "a", {"ferry": good_answer(), "captain": answer()}, cases)
    path = tmp_path / "report.html"
    path.write_text(render_page([before, run]), encoding="utf-8")
    page = browser.new_page()
    troubles: list[str] = []
    page.on("console", lambda message: troubles.append(message.text))
    page.on("dialog", lambda dialog: troubles.append(dialog.message) or dialog.dismiss())
    page.on("request", lambda r: None if r.url.startswith("file:") else troubles.append(r.url))
    page.goto(path.as_uri())
    assert page.locator("#count").inner_text() == "2 of 2 questions"
    page.locator("#find").fill("captain")
    assert page.locator("#count").inner_text() == "1 of 2 questions"
    page.locator("#find").fill("")
    page.locator("#mark").select_option("changed")
    assert page.locator("#count").inner_text() == "1 of 2 questions"
    page.locator("#mark").select_option("all")
    assert page.locator("svg.plot").count() == 2
    page.get_by_text("Questions that changed: 1 of 2").click()
    page.get_by_role("link", name="ferry").click()
    assert page.locator("#case-ferry mark").first.is_visible()
    page.locator("#case-ferry > summary").press("Enter")
    assert not page.locator("#case-ferry mark").first.is_visible()
    page.locator("#case-ferry > summary").focus()
    page.keyboard.press("Enter")
    assert page.locator("#case-ferry mark").first.inner_text() == FIRST
    assert page.locator("#case-ferry mark").first.is_visible()
    page.close()
    assert troubles == []


def test_whole_runs_as_markdown_and_json(tmp_path: Path) -> None:
    case = make_case(question=f"How many? | {HOSTILE} [x](y)")
    before = run_of(tmp_path / "before", {"ferry": answer(status="abstained")}, [case, UNANSWERABLE])
    after = run_of(tmp_path / "after", {"ferry": good_answer(), "captain": answer()}, [case, UNANSWERABLE])
    text = run_markdown([before, after])
    assert "| fact recall, vital, strict ↑ | 0.000 |" in text
    assert "| fact recall, vital, strict ↑ | 0.000 | 1.000 | +1.000 |" in text
    assert f"- supported: {FIRST} ([1] news/ferry.txt 0–45)" in text
    assert "- vital, not said: It carries 412 passengers." in text
    assert "before: no answer" in text
    assert "1 of 2 have no answer" in text
    assert "<script" not in text
    assert "[x](y)" not in text
    first, second = json.loads(runs_json([before, after]))
    assert first["run"] == "before"
    assert first["questions"][1]["record"] is None
    told = second["questions"][0]
    assert told["record"]["answer"]["claims"][0]["text"] == FIRST
    assert told["scored"]["scores"]["faithfulness"]["value"] == 1
    assert told["case"]["id"] == "ferry"
