from datetime import date

import pytest

from app.answering import DraftEnd
from app.timeframe import restricted, without_frame
from index.hit import Filters
from tests.support.answering import ListSearcher, ScriptedAnswerer, make_engine

DAY = date(2031, 3, 9)


@pytest.mark.parametrize(
    ("question", "since", "until"),
    [
        ("How many died as of 9 March 2031?", None, DAY),
        ("How many died as of March 9, 2031?", None, DAY),
        ("How many died until 2031-03-09?", None, DAY),
        ("What was said before 10th of March 2031?", None, DAY),
        ("What was said after Mar. 8, 2031?", DAY, None),
        ("What was said after 8 March 2031 and before 10 March 2031?", DAY, DAY),
        ("Who was mayor before the war?", None, None),
        ("What happened before March 9?", None, None),
        ("What happened before 31 February 2031?", None, None),
    ],
)
def test_days_in_a_question_restrict_what_may_be_used(
    question: str, since: date | None, until: date | None
) -> None:
    assert restricted(question, Filters()) == Filters(since=since, until=until)


def test_a_question_only_narrows_what_was_given() -> None:
    given = Filters(since=date(2031, 3, 1), until=date(2031, 3, 5), outlets=("Port Wire",))
    assert restricted("What as of 2031-03-09?", given) == given
    assert restricted("What after 2031-02-01?", given) == given


def test_the_engine_searches_and_reports_within_the_days_of_the_question() -> None:
    searcher = ListSearcher()
    engine = make_engine(searcher, ScriptedAnswerer(DraftEnd(answered=False)))
    answer = engine.ask("How many died as of 9 March 2031?")
    assert searcher.queries[0][2] == Filters(until=DAY)
    assert answer.searched.filters == {"until": "2031-03-09"}


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("How many died as of 9 March 2031?", "How many died?"),
        ("As of 2031-03-09, how many died?", "How many died?"),
        ("How many died before 9 March 2031?", "How many died before 9 March 2031?"),
        ("How many died as of Monday?", "How many died as of Monday?"),
    ],
)
def test_the_day_of_as_of_is_not_looked_for_in_the_articles(question: str, left: str) -> None:
    assert without_frame(question) == left
