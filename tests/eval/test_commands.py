"""The commands of the evaluation over a real archive: what they print, write and exit with."""

import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from app.api import Groundwire
from eval.cli import build_eval_app
from index.errors import GroundwireError, InputError
from tests.support.eval_world import BLOG, FERRY, FIRST, UNANSWERABLE, good_answer, make_case
from tests.support.model_server import error, running, text_stream

ARTICLE = "New ferry for Tarn\n\nTarn Post\n04/05/2031\n\n" + FERRY.text.replace("\n", "\n\n")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two articles, an archive of them, and a case file."""
    folder = tmp_path_factory.mktemp("eval")
    (folder / "news").mkdir()
    (folder / "news" / "ferry.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "news" / "blog.md").write_text(f"# My boat\n\n{BLOG.text}\n", encoding="utf-8")
    with Groundwire(folder / "archive") as groundwire:
        groundwire.index(folder / "news")
    cases = [make_case(), UNANSWERABLE]
    (folder / "cases.jsonl").write_text("".join(c.model_dump_json() + "\n" for c in cases), encoding="utf-8")
    return folder


def call(place: Path, *arguments: object) -> Result:
    done = CliRunner().invoke(build_eval_app(), [str(a) for a in arguments])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


def run(place: Path, out: str, *more: object) -> Result:
    return call(
        place, "run", place / "cases.jsonl", "--archive", place / "archive", "--out", place / out, *more
    )


def test_run_prints_json_goes_on_and_misses_bars(place: Path) -> None:
    done = run(place, "first", "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert (told["cases"], told["failed"]) == (2, 0)
    assert {s["name"]: s["mean"] for s in told["scores"]}["citation_valid"] == 1
    again = run(place, "first", "--bar", "citation_valid=1")
    assert again.exit_code == 0
    assert "2 of 2 answers are kept" in again.stderr


def test_a_missed_bar_exits_with_one(place: Path) -> None:
    done = run(place, "first", "--bar", "attribution_kept=1")
    assert (done.exit_code, "attribution_kept could not be scored" in done.stderr) == (1, True)


def test_score_compare_gate_and_report(place: Path) -> None:
    run(place, "first")
    assert call(place, "score", place / "first").exit_code == 0
    answers = place / "answers.jsonl"
    answers.write_text(
        '{"id": "captain", "answer": {"question": "?", "status": "abstained"}}\n', encoding="utf-8"
    )
    scored = call(
        place, "score", "--answers", answers, "--cases", place / "cases.jsonl",
        "--archive", place / "archive", "--out", place / "peer",
    )  # fmt: skip
    assert scored.exit_code == 0
    assert "1 of 2 cases have no answer" in scored.stderr
    compared = json.loads(call(place, "compare", place / "first", place / "peer", "--json").stdout)
    assert compared["cases"] == 2
    gate = ["gate", place / "first", "--baseline", place / "first", "--score", "abstention"]
    assert call(place, *gate, "--min-scored", 2).exit_code == 0
    junit = place / "gate.xml"
    assert call(place, *gate, "--junit", junit, "--markdown", place / "gate.md").exit_code == 4
    assert 'errors="1"' in junit.read_text(encoding="utf-8")
    assert "too few scored" in (place / "gate.md").read_text(encoding="utf-8")
    report = place / "report.html"
    files = {kind: place / f"whole.{kind}" for kind in ("csv", "json", "markdown")}
    more = [part for kind, path in files.items() for part in (f"--{kind}", path)]
    assert call(place, "report", place / "first", place / "peer", "--out", report, *more).exit_code == 0
    assert "captain" in report.read_text(encoding="utf-8")
    assert all("captain" in path.read_text(encoding="utf-8") for path in files.values())
    told = call(place, "compare", place / "first", place / "peer", "--markdown").stdout
    assert "| score | A | B | B − A |" in told


def test_check_tells_spans_that_no_longer_match(place: Path) -> None:
    arguments = ("--archive", place / "archive")
    assert call(place, "check", place / "cases.jsonl", *arguments).exit_code == 0
    gone = place / "gone.jsonl"
    case = make_case(passages=[{"article": "ferry.txt", "quote": "no such words"}])
    gone.write_text(case.model_dump_json(), encoding="utf-8")
    done = call(place, "check", gone, *arguments)
    assert done.exit_code == 1
    assert "1 problems in 1 of 1 cases" in done.stderr


def test_new_drafts_valid_cases_and_never_overwrites(place: Path) -> None:
    from eval.case_file import load_cases

    out = place / "drafts.jsonl"
    assert call(place, "new", out, "--archive", place / "archive").exit_code == 0
    drafts = load_cases(out)
    assert all(case.tags == ("draft",) for case in drafts)
    assert any(FIRST in case.question for case in drafts)
    assert call(place, "check", out, "--archive", place / "archive").exit_code == 0
    with pytest.raises(InputError, match="is there already"):
        call(place, "new", out, "--archive", place / "archive")


def test_new_drafts_with_the_configured_model_and_by_rules_where_it_fails(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from eval.case_file import load_cases

    draft = {
        "question": "How many passengers can the new Tarn ferry carry?",
        "fact": "It will carry 412 passengers.",
        "quote": FIRST,
        "wordings": ["carry"],
    }
    monkeypatch.setenv("GROUNDWIRE_MODEL", "scripted")
    monkeypatch.setenv("GROUNDWIRE_CACHE", "false")
    arguments = ("--archive", place / "archive")
    with running(text_stream(json.dumps({"drafts": [draft]}))) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        done = call(place, "new", place / "by-model.jsonl", *arguments)
        assert done.exit_code == 0
        assert "1 drafts were thrown away" in done.stderr  # the blog holds no such sentence
        (case,) = load_cases(place / "by-model.jsonl")
        assert case.question == draft["question"]
        assert call(place, "new", place / "by-rules.jsonl", *arguments, "--by", "rules").exit_code == 0
        server.replies = [error(401, "no such key")]
        done = call(place, "new", place / "refused.jsonl", *arguments)
    assert done.exit_code == 1
    assert done.stderr.count("Drafted by rules instead") == 2
    by_rules = {case.question for case in load_cases(place / "by-rules.jsonl")}
    assert {case.question for case in load_cases(place / "refused.jsonl")} == by_rules


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["compare", "first", "nowhere"], "is not a run folder"),
        (["report", "nowhere"], "is not a run folder"),
        (
            ["gate", "first", "--baseline", "first", "--score", "words"],
            "no score 'words' that could be gated",
        ),
        (["run", "missing.jsonl"], "there is no case file"),
        (["calibrate", "missing.jsonl"], "there is no file"),
        (["score", "first", "--dry-run"], "the judge rules costs nothing"),
        (["new", "drafts-nobody.jsonl", "--by", "model"], "no model is set"),
    ],
)
def test_bad_input_is_one_clear_line(place: Path, arguments: list[str], told: str) -> None:
    run(place, "first")
    named = {"first", "nowhere", "missing.jsonl"}
    with pytest.raises(GroundwireError, match=told):
        archive = ["--archive", place / "archive"] if arguments[0] in ("new", "run") else []
        call(place, *[place / a if a in named else a for a in arguments], *archive)


@pytest.mark.parametrize("arguments", [["score"], ["score", "--answers", "x"], ["selftest", "x"]])
def test_wrong_usage_exits_with_two(place: Path, arguments: list[str]) -> None:
    assert call(place, *arguments).exit_code == 2


def test_calibrate_prints_a_table(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = place / "labelled.jsonl"
    rows = [{"claim": FIRST, "evidence": FIRST, "label": "supported"}] * 2
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    found = json.loads(call(place, "calibrate", path, "--json").stdout)
    assert [row["judge"] for row in found][1:] == ["overlap", "majority"]
    monkeypatch.setenv("COLUMNS", "200")
    assert "not scored" in call(place, "calibrate", path).stdout


def test_the_contract_in_answers_is_checked(place: Path) -> None:
    newer = place / "newer.jsonl"
    newer.write_text(
        good_answer().model_dump_json().replace('"contract":1', '"contract":2'), encoding="utf-8"
    )
    with pytest.raises(InputError, match="contract version 2 is not known"):
        call(
            place,
            "score",
            "--answers",
            newer,
            "--cases",
            place / "cases.jsonl",
            "--archive",
            place / "archive",
        )
