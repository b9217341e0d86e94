"""The test of the scores is itself tested: a judge that sees nothing must fail it."""

from app.answer import Verdict, VerdictLabel
from eval.judge import VerifierJudge
from eval.selftest.gold_answers import gold_record
from eval.selftest.harmful_form import HARMFUL_FORM
from eval.selftest.harmful_text import HARMFUL_TEXT, names_in
from eval.selftest.harmless import HARMLESS
from eval.selftest.selftest import selftest
from tests.support.eval_world import ARTICLES, BLOG, FERRY, JUDGE, UNANSWERABLE, make_case

CASES = [make_case(), UNANSWERABLE]
HELD = [FERRY, BLOG]


class Credulous:
    """Believes whatever cites anything."""

    def verify(self, claim: str, cited: object) -> Verdict:
        return Verdict(VerdictLabel.SUPPORTED)


def test_harmful_and_harmless_changes_do_what_they_should() -> None:
    found = selftest(CASES, HELD, JUDGE, mutations=[*HARMFUL_FORM, *HARMLESS])
    assert found.gold_problems == ()
    told = {r.name: r.problems for r in found.reactions if r.problems}
    # the small world has no small number in its facts and no phrase to put in other words
    nowhere = ("it could be applied to no gold answer",)
    assert told == {"numbers as words or figures": nowhere, "paraphrased": nowhere}


def test_a_judge_that_believes_everything_fails() -> None:
    found = selftest(CASES, HELD, VerifierJudge(Credulous(), "credulous"), mutations=HARMFUL_TEXT)
    assert not found.passed
    figures = next(r for r in found.reactions if r.name == "change figures")
    assert "faithfulness fell by 0.00, less than 0.5" in figures.problems


def test_a_case_whose_gold_sentence_does_not_say_its_fact_is_told() -> None:
    wrong = make_case(
        facts=[
            {
                "text": "It carries 500 passengers.",
                "values": [{"type": "number", "value": 500, "unit": "passengers"}],
                "spans": [{"article": "ferry.txt", "quote": "412 passengers"}],
            }
        ]
    )
    assert gold_record(wrong, ARTICLES) is None
    assert selftest([wrong], HELD, JUDGE, mutations=()).gold_problems == (
        "1 cases have no gold answer: `groundwire eval check` says why",
    )


def test_the_same_seed_gives_the_same_mutations() -> None:
    assert selftest(CASES, HELD, JUDGE, seed=5) == selftest(CASES, HELD, JUDGE, seed=5)


def test_names_are_runs_of_capitals() -> None:
    text = "On Monday Ilse Maron met Bo Lind."
    assert [text[a:b] for a, b in names_in(text)][-2:] == ["On Monday Ilse Maron", "Bo Lind"]
