"""Cases that no longer fit their articles."""

from eval.checking import check_cases
from tests.support.eval_world import ARTICLES, make_case


def problems(**changes: object) -> list[tuple[str, bool]]:
    return [(p.text, p.fatal) for p in check_cases([make_case(**changes)], ARTICLES)]


def fact(**changes: object) -> dict[str, object]:
    return {
        "text": "It carries 412 passengers.",
        "values": [{"type": "number", "value": 412, "unit": "passengers"}],
        "spans": [{"article": "ferry.txt", "quote": "412 passengers"}],
        **changes,
    }


def test_a_case_that_fits() -> None:
    assert problems() == []


def test_a_quote_that_changed_an_article_that_is_gone_and_offsets_that_moved() -> None:
    told = problems(
        facts=[
            fact(),
            fact(spans=[{"article": "ferry.txt", "quote": "413 passengers"}]),
            fact(spans=[{"article": "gone.txt", "quote": "412 passengers"}]),
            fact(spans=[{"article": "ferry.txt", "quote": "412 passengers", "start": 0, "end": 14}]),
        ]
    )
    assert [fatal for _, fatal in told] == [True] * 3
    assert "does not stand in its article" in told[0][0]
    assert "is called 'gone.txt'" in told[1][0]
    assert "does not stand at its offsets" in told[2][0]


def test_a_quote_that_stands_twice_is_worth_a_look() -> None:
    told = problems(passages=[{"article": "ferry.txt", "quote": "e"}])
    assert [fatal for _, fatal in told] == [False]
    assert "more than once" in told[0][0]


def test_a_gold_sentence_must_say_its_fact_and_no_forbidden_one() -> None:
    silent = problems(facts=[fact(accept=["sank"])])
    assert "no gold sentence says the fact" in silent[0][0]
    clash = problems(
        forbidden=[{"text": "t", "values": [{"type": "number", "value": 412, "unit": "passengers"}]}]
    )
    assert clash == [("the gold sentence in ferry.txt says the forbidden 't'", True)]
