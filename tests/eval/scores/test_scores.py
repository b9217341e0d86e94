"""Each score on answers whose worth is known beforehand."""

import math

import pytest

from app.contract import AnswerModel
from eval.cases import Case
from eval.scored import Scored, score_answer
from eval.scores.catalogue import SCORES
from tests.support.eval_world import (
    ARTICLES,
    BLOG,
    FERRY,
    FERRY_TEXT,
    FIRST,
    JUDGE,
    SECOND,
    THIRD,
    UNANSWERABLE,
    answer,
    cite,
    claim,
    good_answer,
    make_case,
    passage,
    record,
)


def scored(given: AnswerModel | None, case: Case | None = None, **more: object) -> Scored:
    return score_answer(case or make_case(), record(given, **more), ARTICLES, JUDGE)


def value(given: AnswerModel | None, name: str, case: Case | None = None, **more: object) -> float | None:
    return scored(given, case, **more).scores[name].value


def test_a_perfect_answer_has_perfect_scores() -> None:
    found = scored(good_answer(), retrieved=[passage(FERRY)])
    for kind in SCORES:
        if kind.better:
            score = found.scores[kind.name]
            expected = 1.0 if kind.better == "higher" else 0.0
            assert score.value in (expected, None), (kind.name, score)
    assert found.scores["attribution_kept"].why == "no claim rests on attributed words"


def test_fact_recall_weighs_as_trec_rag_does() -> None:
    only_vital = answer(claim(FIRST, 1), cites=(cite(1, FERRY, FIRST),))
    assert value(only_vital, "fact_recall_vital_strict") == 1
    assert value(only_vital, "fact_recall_all") == 0.5
    assert value(only_vital, "fact_recall_weighted") == pytest.approx(1 / 1.5)
    only_okay_in_part = answer(claim("Mayor Maron named it.", 1), cites=(cite(1, FERRY, SECOND),))
    assert value(only_okay_in_part, "fact_recall_vital") == 0
    assert value(only_okay_in_part, "fact_recall_all") == 0.25
    assert value(only_okay_in_part, "fact_recall_weighted") == pytest.approx(0.25 / 1.5)


def test_withheld_claims_count_for_nothing() -> None:
    held_back = answer(withheld=[claim(FIRST, 1)], cites=(cite(1, FERRY, FIRST),), status="partial")
    found = scored(held_back)
    assert found.scores["fact_recall_vital"].value == 0
    assert found.answered is False
    assert found.scores["faithfulness"].value is None


def test_forbidden_facts_are_counted_unless_negated() -> None:
    assert value(answer(claim("It carries 380 passengers.")), "forbidden_rate") == 1
    assert value(answer(claim("It does not carry 380 passengers.")), "forbidden_rate") == 0
    assert value(answer(), "forbidden_rate") == 0
    assert value(good_answer(), "forbidden_rate", make_case(forbidden=[])) is None


def test_faithfulness_keeps_four_outcomes_apart_and_ignores_the_answers_own_verdicts() -> None:
    mixed = answer(
        claim(FIRST, 1),
        claim("The new Tarn ferry will carry 512 passengers.", 1),
        claim("The new Tarn ferry will carry 412 passengers."),
        cites=(cite(1, FERRY, FIRST),),
    )
    found = scored(mixed)
    rates = [
        found.scores[n].value
        for n in ("faithfulness", "unsupported_rate", "contradicted_rate", "undecided_rate")
    ]
    assert rates == pytest.approx([1 / 3, 1 / 3, 1 / 3, 0])
    assert found.claims[2].verdict == "unsupported"


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"article_id": "nowhere"}, "holds no such article version"),
        ({"version": "0" * 16}, "holds no such article version"),
        ({"start": 1, "end": 1 + len(FIRST)}, "does not hold the quote"),
        ({"quote": FIRST.replace("412", "413")}, "does not hold the quote"),
        ({"start": -46, "end": -1}, "does not hold the quote"),
        ({"start": 0, "end": 0, "quote": ""}, "does not hold the quote"),
    ],
)
def test_a_citation_that_does_not_open_is_wrong(changes: dict[str, object], problem: str) -> None:
    found = scored(answer(claim(FIRST, 1), cites=(cite(1, FERRY, FIRST, **changes),)))
    assert problem in found.claims[0].citations[0].problem
    for name in ("citation_valid", "citation_precision", "citation_recall", "faithfulness"):
        assert found.scores[name].value == 0, name


def test_a_number_that_is_not_listed_is_an_invented_citation() -> None:
    found = scored(answer(claim(FIRST, 1, 7), cites=(cite(1, FERRY, FIRST),)))
    assert found.scores["citation_precision"].value == 0.5
    assert found.scores["citation_recall"].value == 1


def test_a_citation_outside_the_questions_dates_is_wrong() -> None:
    early = make_case(as_of="2031-05-03")
    assert value(good_answer(), "citation_valid", early) == 0
    assert value(good_answer(), "citation_valid", make_case(as_of="2031-05-04")) == 1
    assert value(good_answer(), "citation_valid", make_case(filters={"outlets": ["Quay Blog"]})) == 0


def test_citation_precision_is_alces() -> None:
    idle = answer(claim(FIRST, 1, 2), cites=(cite(1, FERRY, FIRST), cite(2, BLOG, "The coffee was cold.")))
    assert value(idle, "citation_precision") == 0.5
    assert value(idle, "citation_recall") == 1
    unsupported = answer(claim("Whales sing.", 1), cites=(cite(1, FERRY, FIRST),))
    assert value(unsupported, "citation_precision") == 0
    uncited = answer(claim(FIRST))
    assert value(uncited, "citation_recall") == 0
    assert value(uncited, "citation_precision") is None


def test_a_copy_of_the_source_is_as_precise_as_the_source() -> None:
    both = answer(claim(FIRST, 1, 2), cites=(cite(1, FERRY, FIRST), cite(2, FERRY, FIRST)))
    assert value(both, "citation_precision") == 1


def test_attribution_dropped_is_told() -> None:
    cites = (cite(1, FERRY, THIRD),)
    kept = answer(claim(THIRD, 1), cites=cites)
    dropped = answer(claim("We waited nine years for this boat.", 1), cites=cites)
    assert value(kept, "attribution_kept") == 1
    assert value(dropped, "attribution_kept") == 0


def test_text_beyond_the_claims_is_judged_too() -> None:
    quiet = good_answer()
    said = " ".join(c.text for c in quiet.claims)
    assert value(quiet.model_copy(update={"text": f"{said} [1][2]"}), "faithfulness") == 1
    smuggled = quiet.model_copy(update={"text": f"{said} It carries 380 passengers."})
    assert value(smuggled, "faithfulness") == pytest.approx(2 / 3)
    assert value(smuggled, "forbidden_rate") == 1


def test_a_lead_of_metadata_is_not_judged_but_any_other_is() -> None:
    cites = (cite(1, FERRY, FIRST),)
    honest = answer(claim(FIRST, 1, lead="Tarn Post, 4 May 2031:"), cites=cites)
    smuggled = answer(claim(FIRST, 1, lead="After the sinking of the Calla Rune:"), cites=cites)
    undated = answer(claim(FIRST, 1, lead="Tarn Post, undated:"), cites=cites)
    assert value(honest, "faithfulness") == 1
    assert value(smuggled, "faithfulness") == 0
    assert value(undated, "faithfulness") == 0


def test_retrieval_by_gold_spans() -> None:
    at = FERRY.text.index("It was named")
    split = [passage(BLOG), passage(FERRY, at), passage(FERRY, 0, at)]
    assert value(good_answer(), "mrr", retrieved=split) == 0.5
    assert value(good_answer(), "recall_at_5", retrieved=split) == 1
    gain = (2 / math.log2(3) + 3 / math.log2(4)) / (3 + 2 / math.log2(3))
    assert value(good_answer(), "ndcg_at_10", retrieved=split) == pytest.approx(gain)
    far = [passage(BLOG)] * 10 + [passage(FERRY)]
    assert value(good_answer(), "recall_at_10", retrieved=far) == 0
    assert value(good_answer(), "mrr", retrieved=far) == pytest.approx(1 / 11)
    assert value(good_answer(), "recall_at_5", retrieved=[]) == 0


def test_a_collapsed_copy_with_the_same_words_is_found() -> None:
    copy = passage(BLOG).model_copy(update={"text": FERRY.text})
    hit = passage(BLOG).model_copy(update={"copies": [copy]})
    assert value(good_answer(), "recall_at_5", retrieved=[hit]) == 1


def test_what_cannot_be_computed_is_not_scored_and_says_why() -> None:
    found = scored(good_answer())
    assert found.scores["mrr"].why == "the system does not tell what it retrieved"
    broken = make_case(passages=[{"article": "ferry.txt", "quote": "no such words"}])
    told = scored(good_answer(), broken, retrieved=[passage(FERRY)]).scores["mrr"]
    assert told.value is None
    assert "a gold span cannot be found" in told.why
    failed = scored(None, error="it timed out")
    assert {s.value for s in failed.scores.values()} == {None}
    assert failed.scores["faithfulness"].why == "no answer to score: it timed out"


@pytest.mark.parametrize(
    ("given", "case", "right"),
    [
        (good_answer(), make_case(), 1),
        (answer(), make_case(), 0),
        (answer(), UNANSWERABLE, 1),
        (answer(claim(FIRST, 1), cites=(cite(1, FERRY, FIRST),)), UNANSWERABLE, 0),
        # a status does not hide an answer, and does not make one
        (answer(claim(FIRST, 1), cites=(cite(1, FERRY, FIRST),), status="abstained"), UNANSWERABLE, 0),
        (answer(status="answered"), make_case(), 0),
    ],
)
def test_abstention(given: AnswerModel, case: Case, right: float) -> None:
    assert value(given, "abstention", case) == right


def test_idle_padding_lowers_focus_alone() -> None:
    padded = answer(
        *good_answer().claims,
        claim("The coffee was cold.", 3),
        cites=(*good_answer().citations, cite(3, BLOG, "The coffee was cold.")),
    )
    assert value(padded, "focus") == pytest.approx(2 / 3)
    assert value(padded, "faithfulness") == 1


@pytest.mark.parametrize(("quote", "share"), [(FIRST, 1), (FERRY_TEXT, 0)])
def test_citing_a_whole_article_is_not_to_the_point(quote: str, share: float) -> None:
    given = answer(claim("It will be a fine boat.", 1), cites=(cite(1, FERRY, quote),))
    case = make_case(facts=make_case().model_dump(mode="json")["facts"][:1])
    assert value(given, "focus", case) == share


def test_usage_of_a_cached_reply_is_told_apart() -> None:
    cached = good_answer().model_copy(update={"usage": {"cached": 1.0}})
    assert scored(cached).scores["tokens"].why == "its reply came from a cache"


def test_cost_and_time_come_from_the_system_or_are_not_scored() -> None:
    told = good_answer().model_copy(update={"usage": {"tokens_in": 90.0, "tokens_out": 10.0}})
    assert value(told, "tokens") == 100
    assert value(told, "cost") is None
    assert value(told, "seconds") is None
    assert value(told, "seconds", seconds=0.25) == 0.25


def test_a_case_without_a_record_is_failed_not_left_out() -> None:
    found = score_answer(make_case(), None, ARTICLES, JUDGE)
    assert found.failed == "there is no answer"
