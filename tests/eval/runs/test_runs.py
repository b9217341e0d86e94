"""Runs: asked once, kept at once, gone on with after a stop, scored again without asking."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.answer import Answer, Citation, Claim, Searched, Status, Verdict, VerdictLabel
from app.events import AnswerDone, Event, SearchDone
from app.evidence import Evidence, EvidencePassage
from eval.cases import Case
from eval.records import Record
from eval.runs.asking import ask_cases
from eval.runs.begin import begin_run
from eval.runs.folder import RunFolder
from eval.runs.foreign import AnswersFileError, load_answers, take_in
from eval.runs.manifest import Manifest, make_manifest
from eval.runs.scoring import score_run
from index.article import Passage, Span
from index.errors import ArchiveError, InputError, ModelError
from index.hit import Filters, Hit
from tests.support.eval_world import (
    ARTICLES,
    FERRY,
    FIRST,
    JUDGE,
    UNANSWERABLE,
    good_answer,
    make_case,
)

CASES = [make_case(), UNANSWERABLE]


class Scripted:
    """Answers with the ferry's first sentence, or as told; remembers what was asked."""

    def __init__(self, errors: dict[str, list[Exception]] | None = None) -> None:
        self.asked: list[str] = []
        self.filters: list[Filters | None] = []
        self._errors = errors or {}
        self._lock = threading.Lock()

    def stream(self, question: str, *, filters: Filters | None = None) -> Iterator[Event]:
        with self._lock:
            self.asked.append(question)
            self.filters.append(filters)
            waiting = self._errors.get(question, [])
            if waiting:
                raise waiting.pop(0)
        passage = Passage(
            passage_id="p", article_id=FERRY.info.article_id, version=FERRY.info.version, ordinal=0, start=0,
            end=len(FERRY.text), text=FERRY.text, sentences=(),
        )  # fmt: skip
        hit = Hit(passage=passage, article=FERRY.info, score=1.0)
        evidence = Evidence(passages=(EvidencePassage(number=1, hit=hit, sentences=()),))
        yield SearchDone(standalone_question=question, evidence=evidence)
        span = Span(0, len(FIRST))
        answered = "captain" not in question
        claim = Claim(text=FIRST, verdict=Verdict(VerdictLabel.SUPPORTED), citations=(1,))
        yield AnswerDone(
            answer=Answer(
                question=question,
                standalone_question=question,
                status=Status.ANSWERED if answered else Status.ABSTAINED,
                claims=(claim,) if answered else (),
                citations=(Citation(n=1, article=FERRY.info, span=span, quote=FIRST),) if answered else (),
                searched=Searched(articles=2),
            )
        )


def manifest(cases: list[Case] = CASES, **system: str) -> Manifest:
    return make_manifest(cases, system=system, archive={"revision": 1}, seed=0)


def begun(path: Path, cases: list[Case] = CASES) -> RunFolder:
    folder, _ = begin_run(path, manifest(cases), cases)
    return folder


def test_a_run_is_asked_scored_and_scored_again_from_its_folder_alone(tmp_path: Path) -> None:
    folder = begun(tmp_path / "run")
    ask_cases(CASES, Scripted(), folder, ARTICLES, workers=2)
    summary = score_run(folder, JUDGE)
    assert summary.of("fact_recall_vital_strict").mean == 1
    assert summary.of("fact_recall_vital_strict").scored == 1
    assert summary.of("fact_recall_vital_strict").not_scored == {"the question has no gold facts": 1}
    assert summary.of("recall_at_5").mean == 1
    assert summary.abstention.balanced_accuracy == 1
    first = (folder.path / "scores.jsonl").read_bytes()
    assert score_run(RunFolder.existing(folder.path), JUDGE) == summary
    assert (folder.path / "scores.jsonl").read_bytes() == first
    assert folder.manifest().judge == "rules"


def test_filters_of_the_case_reach_the_search(tmp_path: Path) -> None:
    asker, case = Scripted(), make_case(as_of="2031-05-04", filters={"outlets": ["Tarn Post"]})
    ask_cases([case], asker, begun(tmp_path / "run", [case]), ARTICLES)
    assert asker.filters == [case.search_filters()]
    assert asker.filters[0]


def test_a_stopped_run_goes_on_where_it_was(tmp_path: Path) -> None:
    folder = begun(tmp_path / "run")
    ask_cases(CASES[:1], Scripted(), folder, ARTICLES)
    with (folder.path / "answers.jsonl").open("ab") as stream:
        stream.write(b'{"case_id": "capt')  # the process was killed in the middle of a line
    again, held = begin_run(tmp_path / "run", manifest(), CASES)
    asker = Scripted()
    assert ask_cases(CASES, asker, again, ARTICLES) == 1
    assert (held, asker.asked) == (1, [UNANSWERABLE.question])
    assert set(again.records()) == {"ferry", "captain"}
    assert score_run(again, JUDGE).failed == 0


def test_failures_are_retried_then_kept_counted_and_asked_again_later(tmp_path: Path) -> None:
    question = CASES[0].question
    folder = begun(tmp_path / "run")
    passing = {question: [ModelError("busy", retryable=True)]}
    lasting = {question: [ModelError("refused")]}
    ask_cases(CASES, Scripted(lasting), folder, ARTICLES, attempts=3)
    assert folder.records()["ferry"] == Record(case_id="ferry", error="refused", attempts=1)
    summary = score_run(folder, JUDGE)
    assert (summary.cases, summary.failed) == (2, 1)
    assert summary.of("faithfulness").mean is None
    ask_cases(CASES, Scripted(passing), folder, ARTICLES, attempts=3)
    assert folder.records()["ferry"].attempts == 2
    assert score_run(folder, JUDGE).failed == 0


def test_an_unexpected_error_costs_one_question(tmp_path: Path) -> None:
    folder = begun(tmp_path / "run")
    ask_cases(CASES, Scripted({CASES[0].question: [ValueError("odd")] * 2}), folder, ARTICLES)
    assert folder.records()["ferry"].error == "ValueError: odd"
    assert folder.records()["captain"].answer is not None


def test_an_archive_that_cannot_be_used_stops_the_run(tmp_path: Path) -> None:
    folder = begun(tmp_path / "run")
    with pytest.raises(ArchiveError):
        ask_cases(CASES, Scripted({CASES[0].question: [ArchiveError("gone")]}), folder, ARTICLES)


def test_another_run_is_not_mixed_in(tmp_path: Path) -> None:
    begun(tmp_path / "run")
    with pytest.raises(InputError, match="other cases, settings, code or archive"):
        begin_run(tmp_path / "run", manifest(model="other"), CASES)
    folder, held = begin_run(tmp_path / "run", manifest(model="other"), CASES, fresh=True)
    assert (held, folder.manifest().system) == (0, {"model": "other"})


def test_a_folder_of_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(InputError, match="holds other files"):
        begin_run(tmp_path, manifest(), CASES)
    with pytest.raises(InputError, match="is not a run folder"):
        RunFolder.existing(tmp_path)


def test_a_broken_line_inside_a_run_is_told_with_its_number(tmp_path: Path) -> None:
    folder = begun(tmp_path / "run")
    (folder.path / "answers.jsonl").write_text('{"case_id": "ferry"}\n{oops\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"answers\.jsonl:2: not JSON"):
        folder.records()


def test_keys_never_reach_a_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.settings import Settings
    from eval.runs.manifest import system_of

    monkeypatch.setenv("OPENAI_API_KEY", "sk-very-secret")
    folder, _ = begin_run(
        tmp_path / "run", make_manifest(CASES, system=system_of(Settings()), archive={}, seed=0), CASES
    )
    assert "secret" not in (folder.path / "manifest.json").read_text(encoding="utf-8")


def write_answers(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_answers_of_another_system_are_scored_like_ours(tmp_path: Path) -> None:
    path = write_answers(
        tmp_path / "a.jsonl",
        '{"id": "captain", "answer": {"question": "?", "status": "abstained"}, "seconds": 2}',
        good_answer().model_dump_json(),
    )
    folder = take_in(tmp_path / "run", CASES, load_answers(path, CASES), ARTICLES, source="peer")
    summary = score_run(folder, JUDGE)
    assert summary.of("faithfulness").mean == 1
    assert summary.of("citation_valid").mean == 1
    assert summary.of("mrr").mean is None
    assert summary.of("seconds").mean == 2


def test_wrong_answer_lines_are_all_named(tmp_path: Path) -> None:
    newer = good_answer().model_dump_json().replace('"contract":1', '"contract":9')
    path = write_answers(
        tmp_path / "a.jsonl",
        good_answer().model_dump_json(),
        "{nope",
        newer,
        '{"id": "x", "answer": {"question": "?", "status": "abstained"}}',
        '{"question": "Never asked?", "status": "abstained"}',
        '{"id": "captain", "answer": {"question": "?", "status": "sure"}}',
        "[1]",
        good_answer().model_dump_json(),
    )
    with pytest.raises(AnswersFileError) as caught:
        load_answers(path, CASES)
    told = [line.removeprefix(str(path)) for line in caught.value.problems]
    assert [line.split(":")[1] for line in told] == ["2", "3", "4", "5", "6", "7", "8"]
    assert "contract version 9 is not known" in told[1]
    assert "there is no case 'x'" in told[2]
    assert "no case has this answer's question" in told[3]
    assert "answer.status" in told[4]
    assert "was answered before" in told[6]
