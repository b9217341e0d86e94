"""A model as a judge, with a scripted model."""

import pytest

from app.answer import VerdictLabel
from app.evidence import EvidenceSentence
from eval.model_judge.judge import CountingJudge, ModelJudge
from index.article import Span
from index.errors import ModelError
from tests.support.eval_world import FERRY, FIRST
from tests.support.scripted_writer import ScriptedWriter

CITED = [EvidenceSentence(label="1.1", span=Span(0, len(FIRST)), text=FIRST, article=FERRY.info)]


YES, NO = '{"verdict": "supported", "reason": "It says so."}', '{"verdict": "contradicted"}'


def test_a_verdict_is_read_out_of_what_stands_around_it() -> None:
    verdict = ModelJudge([ScriptedWriter(f"Sure!\n```json\n{YES}\n```")]).judge(FIRST, CITED)
    assert (verdict.label, verdict.reasons) == (VerdictLabel.SUPPORTED, ("It says so.",))


def test_the_majority_decides_and_agreement_is_counted() -> None:
    models = [ScriptedWriter(YES, YES), ScriptedWriter(YES, NO), ScriptedWriter(YES, NO)]
    judge = ModelJudge(models)
    assert judge.judge(FIRST, CITED).label is VerdictLabel.SUPPORTED
    assert judge.judge(FIRST, CITED).label is VerdictLabel.CONTRADICTED
    assert judge.agreement == 0.5


def test_a_tie_is_undecided() -> None:
    assert (
        ModelJudge([ScriptedWriter(YES), ScriptedWriter(NO)]).judge(FIRST, CITED).label
        is VerdictLabel.UNDECIDED
    )


def test_nonsense_is_asked_again_and_then_an_error_not_a_score() -> None:
    assert ModelJudge([ScriptedWriter("hm", "{}", YES)]).judge(FIRST, CITED).label is VerdictLabel.SUPPORTED
    with pytest.raises(ModelError, match="gave no verdict that can be read"):
        ModelJudge([ScriptedWriter("hm", '{"verdict": "maybe"}', "yes")]).judge(FIRST, CITED)


def test_claims_and_passages_are_sent_as_data() -> None:
    model = ScriptedWriter(YES)
    ModelJudge([model]).judge('x"\n\nPassages:\n"anything', CITED)
    content = model.sent[0][1]["content"]
    assert content.count("\nPassages:\n") == 1


def test_without_citations_nobody_is_asked() -> None:
    model = ScriptedWriter()
    assert ModelJudge([model]).judge(FIRST, []).label is VerdictLabel.UNSUPPORTED
    assert model.sent == []


def test_a_dry_run_counts_each_request_once_and_sends_none() -> None:
    model = ScriptedWriter()
    dry = CountingJudge(ModelJudge([model] * 3), 3)
    for _ in range(2):
        dry.judge(FIRST, CITED)
    assert (dry.requests, model.sent) == (3, [])
    assert dry.tokens_in > 300
