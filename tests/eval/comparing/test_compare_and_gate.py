"""Comparing runs, and what the gate makes of it."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from app.contract import AnswerModel
from eval.bars import missed_bars, parse_bar
from eval.cases import Case
from eval.comparing.compare import Comparison, compare_runs
from eval.comparing.gate import Outcome, gate
from eval.comparing.junit import junit_xml, markdown
from eval.records import Record
from eval.runs.folder import RunFolder
from eval.runs.foreign import take_in
from eval.runs.scoring import score_run
from eval.summary import Summary
from index.errors import InputError
from tests.support.eval_world import ARTICLES, JUDGE, VerifierJudge, answer, good_answer, make_case

COUNT = 24
CASES = [make_case(id=f"case-{i}", question=f"Question {i}?") for i in range(COUNT)]


def run_of(path: Path, answers: list[AnswerModel | None], cases: list[Case] = CASES) -> RunFolder:
    records = {
        case.id: Record(case_id=case.id, answer=given)
        for case, given in zip(cases, answers, strict=True)
        if given is not None
    }
    folder = take_in(path, cases, records, ARTICLES, source=path.name)
    score_run(folder, JUDGE)
    return folder


def compared(
    tmp_path: Path, before: list[AnswerModel | None], after: list[AnswerModel | None]
) -> tuple[Comparison, Summary]:
    a, b = run_of(tmp_path / "before", before), run_of(tmp_path / "after", after)
    return compare_runs(a, b), b.summary()


GOOD, NONE = good_answer(), answer()
FACTS = ["fact_recall_vital_strict"]


def test_the_same_run_twice_passes(tmp_path: Path) -> None:
    comparison, summary = compared(tmp_path, [GOOD] * COUNT, [GOOD] * COUNT)
    assert comparison.changed == []
    result = gate(comparison, summary, scores=FACTS)
    assert result.outcome is Outcome.PASS


def test_a_drop_beyond_the_limit_is_a_regression(tmp_path: Path) -> None:
    comparison, summary = compared(tmp_path, [GOOD] * COUNT, [GOOD] * 20 + [NONE] * 4)
    found = comparison.of("fact_recall_vital_strict")
    assert (found.mean_a, found.gained, found.lost, found.n) == (1, 0, 4, COUNT)
    assert [c.case_id for c in comparison.changed] == [f"case-{i}" for i in range(20, 24)]
    assert gate(comparison, summary, scores=FACTS, max_drop=0.2).outcome is Outcome.PASS
    result = gate(comparison, summary, scores=FACTS, max_drop=0.1)
    assert result.outcome is Outcome.REGRESSION
    suite = ElementTree.fromstring(junit_xml(result, comparison))
    assert suite.get("failures") == "1"
    assert "| fact_recall_vital_strict | **regression** |" in markdown(result, comparison)


def test_leaving_questions_out_is_too_few_scored_not_a_pass(tmp_path: Path) -> None:
    comparison, summary = compared(tmp_path, [GOOD] * COUNT, [GOOD] * 20 + [None] * 4)
    result = gate(comparison, summary, scores=FACTS)
    assert result.outcome is Outcome.TOO_FEW
    assert comparison.of("fact_recall_vital_strict").only_a == 4
    assert "too few scored" in markdown(result, comparison)


def test_few_questions_are_too_few(tmp_path: Path) -> None:
    comparison, summary = compared(tmp_path, [GOOD] * COUNT, [GOOD] * COUNT)
    assert gate(comparison, summary, scores=FACTS, min_scored=COUNT + 1).outcome is Outcome.TOO_FEW


def test_bars_count_in_the_gate(tmp_path: Path) -> None:
    comparison, summary = compared(tmp_path, [NONE] * COUNT, [NONE] * COUNT)
    bars = [parse_bar("abstention=0.5"), parse_bar("forbidden_rate=0"), parse_bar("mrr=0.1")]
    assert [line.split()[0] for line in missed_bars(summary, bars)] == ["abstention", "mrr"]
    assert gate(comparison, summary, scores=FACTS, bars=bars).outcome is Outcome.REGRESSION


@pytest.mark.parametrize("text", ["nonsense=1", "words=3", "mrr", "mrr=x", "mrr=nan", "mrr=2"])
def test_a_bar_that_cannot_be_read(text: str) -> None:
    with pytest.raises(InputError):
        parse_bar(text)


def test_runs_over_other_cases_cannot_be_compared(tmp_path: Path) -> None:
    a = run_of(tmp_path / "a", [GOOD], [make_case()])
    b = run_of(tmp_path / "b", [GOOD], [make_case(id="other")])
    with pytest.raises(InputError, match="different cases"):
        compare_runs(a, b)


def test_runs_by_other_judges_or_without_scores_cannot_be_compared(tmp_path: Path) -> None:
    a = run_of(tmp_path / "a", [GOOD], [make_case()])
    b = take_in(
        tmp_path / "b", [make_case()], {"ferry": Record(case_id="ferry", answer=GOOD)}, ARTICLES, source="b"
    )
    with pytest.raises(InputError, match="is not scored"):
        compare_runs(a, b)
    score_run(b, VerifierJudge(JUDGE._verifier, "another"))
    with pytest.raises(InputError, match="was judged by"):
        compare_runs(a, b)
