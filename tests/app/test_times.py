from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.times import find_times, published_day, same_time

DAY = date(2031, 5, 14)  # a Wednesday


@pytest.mark.parametrize(
    ("claim", "text", "same"),
    [
        ("on 11 May", "on Sunday", True),
        ("on 12 May", "on Sunday", False),
        ("in April", "last month", True),
        ("in March", "last month", False),
        ("in 2031", "on May 3, 2031", True),
        ("on May 3, 2031", "in 2031", False),
        ("on 13 May 2031", "yesterday", True),
        ("at 3 p.m.", "at 15:00", True),
        ("twenty years ago", "20 years ago", True),
        ("on Oct. 7", "on October 7", True),
    ],
)
def test_times_are_compared_by_what_they_mean_on_the_day_of_publication(
    claim: str, text: str, same: bool
) -> None:
    (one,), (other,) = find_times(claim, DAY), find_times(text, DAY)
    assert same_time(one, other) is same


def test_without_a_publication_date_only_the_words_count() -> None:
    (one,), (other,) = find_times("on 11 May"), find_times("on Sunday")
    assert not same_time(one, other)
    assert published_day("2031") is None


@pytest.mark.parametrize(
    ("text", "relation"), [("since May 3", "after"), ("by May 3", "before"), ("on May 3", "at")]
)
def test_the_preposition_is_kept(text: str, relation: str) -> None:
    (found,) = find_times(text, DAY)
    assert found.relation == relation


@given(st.text(max_size=200), st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)))
def test_spans_are_exact_in_any_text(text: str, published: date) -> None:
    for found in find_times(text, published):
        assert text[found.start : found.end] == found.text
