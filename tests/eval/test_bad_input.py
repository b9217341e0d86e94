"""Each kind of bad input through the front door: one clear line on standard error, and the right exit code."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

import groundwire
from app.api import Groundwire
from eval.runs.folder import RunFolder
from tests.support.eval_world import FERRY_TEXT, FIRST, UNANSWERABLE, answer, article, cite, claim, make_case
from tests.support.model_server import Reply, Stream, running, text_stream

ARTICLE = "New ferry for Tarn\n\nTarn Post\n4 May 2031\n\n" + FERRY_TEXT.replace("\n", "\n\n")


@dataclass(frozen=True)
class Told:
    code: int
    out: str
    err: str


class Desk:
    """A folder with an archive and a case file, and the command line over it."""

    def __init__(
        self, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.folder, self._capsys, self._monkeypatch = folder, capsys, monkeypatch

    def write(self, name: str, *rows: object) -> Path:
        text = "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows)
        (self.folder / name).write_text(text, encoding="utf-8")
        return self.folder / name

    def call(self, *arguments: object) -> Told:
        self._monkeypatch.setattr(sys, "argv", ["groundwire", "eval", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            groundwire.main()
        out, err = self._capsys.readouterr()
        return Told(int(left.value.code or 0), out, err)

    def score(self, name: str, cases: Path, *answers: object, more: tuple[object, ...] = ()) -> Told:
        file = self.write(f"{name}.jsonl", *answers)
        place = ("--archive", self.folder / "archive", "--out", self.folder / name)
        return self.call("score", "--answers", file, "--cases", cases, *place, *more)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bad")
    (folder / "news").mkdir()
    (folder / "news" / "ferry.txt").write_text(ARTICLE, encoding="utf-8")
    with Groundwire(folder / "archive") as opened:
        opened.index(folder / "news")
    return folder


@pytest.fixture
def desk(
    archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Desk:
    (tmp_path / "archive").symlink_to(archive / "archive")
    return Desk(tmp_path, capsys, monkeypatch)


def row(**changes: object) -> dict[str, object]:
    return make_case(**changes).model_dump(mode="json")


def good(case_id: str) -> dict[str, object]:
    """An answer that cites the article as the archive holds it."""
    held = article("news/ferry.txt", FERRY_TEXT.replace("\n", "\n\n"))
    given = answer(claim(FIRST, 1), cites=(cite(1, held, FIRST),))
    return {"id": case_id, "answer": given.model_dump(mode="json")}


def one_line(told: Told, *parts: str) -> bool:
    return told.err.count("\n") == 1 and "Traceback" not in told.err and all(p in told.err for p in parts)


@pytest.mark.parametrize("command", ["run", "check"])
def test_a_wrong_field(desk: Desk, command: str) -> None:
    cases = desk.write("cases.jsonl", row(), {**row(id="b"), "anwserable": True})
    told = desk.call(command, cases, "--archive", desk.folder / "archive")
    assert told.code == 1
    assert one_line(told, "cases.jsonl:2", "'b'", "anwserable")


def test_a_duplicate_id(desk: Desk) -> None:
    told = desk.call("check", desk.write("cases.jsonl", row(), row()), "--archive", desk.folder / "archive")
    assert told.code == 1
    assert one_line(told, "cases.jsonl:2", "'ferry' was already used on line 1")


def test_a_gold_span_that_does_not_match(desk: Desk) -> None:
    moved = row(passages=[{"article": "ferry.txt", "quote": "carry 500 passengers"}])
    cases = desk.write("cases.jsonl", moved)
    checked = desk.call("check", cases, "--archive", desk.folder / "archive")
    assert checked.code == 1
    assert "ferry: ferry.txt: its quote does not stand in its article" in checked.out
    retrieved = [{"article_id": "a", "version": "v", "start": 0, "end": 1, "text": "x"}]
    told = desk.score("run", cases, {**good("ferry"), "retrieved": retrieved}, more=("--json",))
    assert told.code == 0
    assert one_line(told, "1 cases have a gold span that does not stand in its article", "ferry")
    recall = next(s for s in json.loads(told.out)["scores"] if s["name"] == "recall_at_10")
    assert (recall["mean"], recall["not_scored"]) == (None, {"a gold span cannot be found": 1})


def test_no_answerable_case(desk: Desk) -> None:
    cases = desk.write("cases.jsonl", UNANSWERABLE.model_dump(mode="json"))
    told = desk.call(
        "run", cases, "--archive", desk.folder / "archive", "--out", desk.folder / "run", "--json"
    )
    assert told.code == 0
    assert one_line(told, "no case is answerable", "will not be scored")
    recall = next(s for s in json.loads(told.out)["scores"] if s["name"] == "fact_recall_vital")
    assert (recall["mean"], recall["scored"]) == (None, 0)
    run = desk.folder / "run"
    assert desk.call("gate", run, "--baseline", run, "--score", "fact_recall_vital").code == 4


@pytest.mark.parametrize("file", ["manifest.json", "summary.json", "scores.jsonl", "cases.jsonl"])
def test_a_run_folder_that_was_cut_off(desk: Desk, file: str) -> None:
    cases = desk.write("cases.jsonl", row(), row(id="other", question="And?"))
    assert desk.score("run", cases, good("ferry"), good("other")).code == 0
    path = desk.folder / "run" / file
    path.write_bytes(path.read_bytes()[:-40])
    told = desk.call("report", desk.folder / "run")
    assert told.code == 1
    assert one_line(told, file)


def test_cases_lost_from_a_run_are_missed(desk: Desk) -> None:
    cases = desk.write("cases.jsonl", row(), row(id="other", question="And?"))
    desk.score("run", cases, good("ferry"), good("other"))
    path = desk.folder / "run" / "cases.jsonl"
    path.write_bytes(path.read_bytes().split(b"\n")[0] + b"\n")
    told = desk.call("score", desk.folder / "run")
    assert told.code == 1
    assert one_line(told, "cases.jsonl holds other cases than the run was begun with")


def test_an_answer_that_was_cut_off_is_counted_not_left_out(desk: Desk) -> None:
    cases = desk.write("cases.jsonl", row(), row(id="other", question="And?"))
    desk.score("run", cases, good("ferry"), good("other"))
    path = desk.folder / "run" / "answers.jsonl"
    path.write_bytes(path.read_bytes()[:-40])
    told = desk.call("score", desk.folder / "run", "--json")
    assert one_line(told, "1 of 2 cases have no answer")
    faithful = next(s for s in json.loads(told.out)["scores"] if s["name"] == "faithfulness")
    assert (faithful["scored"], faithful["not_scored"]) == (1, {"no answer to score": 1})


def test_runs_over_other_cases(desk: Desk) -> None:
    desk.score("a", desk.write("a-cases.jsonl", row()), good("ferry"))
    desk.score("b", desk.write("b-cases.jsonl", row(note="changed")), good("ferry"))
    a, b = desk.folder / "a", desk.folder / "b"
    for command in (["compare", a, b], ["gate", b, "--baseline", a], ["report", a, b]):
        told = desk.call(*command)
        assert told.code == 1
        assert one_line(told, "over different cases")


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (text_stream("I like it."), "gave no verdict that can be read"),
        (Stream(hang=True), "did not answer"),
    ],
)
def test_a_judge_that_returns_nonsense_or_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, reply: Reply, said: str
) -> None:
    cases = desk.write("cases.jsonl", row())
    desk.score("run", cases, good("ferry"))
    before = (desk.folder / "run" / "summary.json").read_bytes()
    with running(reply) as server:
        for name, value in (
            ("OPENAI_BASE_URL", server.url),
            ("GROUNDWIRE_TIMEOUT", "0.2"),
            ("GROUNDWIRE_RETRIES", "0"),
            ("GROUNDWIRE_CACHE_DIR", str(desk.folder / "cache")),
        ):
            monkeypatch.setenv(name, value)
        told = desk.call("score", desk.folder / "run", "--judge", "scripted")
    assert told.code == 1
    assert one_line(told, said)
    # Nothing half-judged is kept
    assert (desk.folder / "run" / "summary.json").read_bytes() == before
    assert RunFolder.existing(desk.folder / "run").manifest().judge.startswith("rules")


def test_answers_of_an_unknown_contract(desk: Desk) -> None:
    newer = good("ferry")
    newer["answer"] = {**newer["answer"], "contract": 2}  # type: ignore[dict-item]
    told = desk.score("run", desk.write("cases.jsonl", row()), newer)
    assert told.code == 1
    assert one_line(told, "run.jsonl:1", "contract version 2 is not known; this Groundwire reads 1")
