from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.dates import day_number, parse_date, parse_day_option
from index.errors import InputError


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2023-10-25", "2023-10-25"),
        ("2023/10/25", "2023-10-25"),
        ("20231025", "2023-10-25"),
        ("2023-10-25T22:43", "2023-10-25T22:43"),
        ("2023-10-25 22:43:09", "2023-10-25T22:43:09"),
        ("2023-10-25T22:43:09.123Z", "2023-10-25T22:43:09+00:00"),
        ("2023-10-25T22:43:09+0200", "2023-10-25T22:43:09+02:00"),
        ("25/10/2023 22h43", "2023-10-25T22:43"),
        ("10/25/2023", "2023-10-25"),
        ("25.10.2023, 22:43", "2023-10-25T22:43"),
        ("10/25/2023 10:43 PM", "2023-10-25T22:43"),
        ("04/04/2023", "2023-04-04"),
        ("Wed, 25 Oct 2023 22:43:00 -0500", "2023-10-25T22:43:00-05:00"),
        ("October 25, 2023", "2023-10-25"),
        ("Wednesday, 25th of October 2023", "2023-10-25"),
        ("Oct. 25, 2023 at 10:43 p.m.", "2023-10-25T22:43"),
        ("25 October 2023 22:43 EST", "2023-10-25T22:43-05:00"),
        ("25 octobre 2023", "2023-10-25"),
        ("25. Oktober 2023", "2023-10-25"),
        ("25 de octubre de 2023", "2023-10-25"),
        ("2023年10月25日", "2023-10-25"),
    ],
)
def test_a_date_is_kept_as_precise_as_it_was_told(text: str, iso: str) -> None:
    assert parse_date(text) == iso


@pytest.mark.parametrize(
    "text",
    [
        "31/31/2023",
        "03/04/2023",
        "3.4.2023",
        "2023-13-45",
        "29/02/2023",
        "October 2023",
        "2023",
        "25 October",
        "25/10/23",
        "yesterday",
        "last Monday",
        "Monday",
        "",
        "   ",
        "soon",
        "10 years after 2023",
        "x" * 5000,
        "32 October 2023",
        "on 03/04/2023 at noon",
        "\0\ud800",
        "12:30",
        "2023-10-25 and 2024-10-25",
    ],
)
def test_what_is_not_one_certain_day_is_no_date(text: str) -> None:
    assert parse_date(text) is None


@settings(deadline=None)
@given(st.dates(date(1400, 1, 1), date(2199, 12, 31)))
def test_every_day_survives_being_written_and_read(day: date) -> None:
    assert parse_date(day.isoformat()) == day.isoformat()
    assert parse_date(f"{day.day} {day:%B} {day.year}") == day.isoformat()
    assert date.fromordinal(day_number(day.isoformat()) + date(1970, 1, 1).toordinal()) == day


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = parse_date(text)
    assert found is None or date.fromisoformat(found[:10])


def test_a_day_is_numbered_from_the_epoch_in_its_own_place() -> None:
    assert day_number("1970-01-02") == 1
    assert day_number("1969-12-31T23:30-05:00") == -1


def test_a_day_given_as_an_option_must_be_certain() -> None:
    assert parse_day_option("25 Oct 2023") == date(2023, 10, 25)
    with pytest.raises(InputError, match=r"'31/31/2023' is not a date\. Write it as YYYY-MM-DD"):
        parse_day_option("31/31/2023")
