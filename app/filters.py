"""Filters from what a user wrote."""

from collections.abc import Sequence
from datetime import date

from index.errors import InputError
from index.hit import Filters


def make_filters(
    since: date | str | None = None,
    until: date | str | None = None,
    outlets: Sequence[str] = (),
    *,
    as_of: date | str | None = None,
) -> Filters:
    """Return filters for days given as dates or text; `as_of` bounds the last day as `until` does.

    Raises:
        InputError: a date cannot be read, or the range is empty.
    """
    first = _day(since)
    last = min((day for day in (_day(until), _day(as_of)) if day), default=None)
    if first and last and first > last:
        raise InputError(f"the first day, {first}, is after the last, {last}", hint="Swap them")
    return Filters(since=first, until=last, outlets=tuple(outlets))


def _day(given: date | str | None) -> date | None:
    if isinstance(given, str):
        from index.dates import parse_day_option

        return parse_day_option(given)
    return given
