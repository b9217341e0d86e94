"""Dates in English text, each as precise as it is written."""

from collections.abc import Sequence
from dataclasses import dataclass

from eval.matching.tokens import Token

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
            "august aug", "september sep sept", "october oct", "november nov", "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_JOINS = frozenset({"and", "to", "or", "until", "through"})


@dataclass(frozen=True, slots=True)
class DateFound:
    """A date in a text: what it gives of year, month and day, and which tokens it takes."""

    year: int | None
    month: int | None
    day: int | None
    tokens: tuple[int, ...]


def find_dates(tokens: Sequence[Token]) -> list[DateFound]:
    """Return the dates in `tokens`; days of a list or range (`30 and 31 October`) come one by one."""
    found: list[DateFound] = []
    for at, token in enumerate(tokens):
        if len(token.text) == 10 and token.text[4:5] == "-":
            year, month, day = (int(p) for p in token.text.split("-"))
            found.append(DateFound(year, month, day, (at,)))
        elif token.text.count("/") == 2:
            day, month, year = (int(p) for p in token.text.split("/"))
            found.append(DateFound(year, month, day, (at,)))
        elif token.raw in _MONTHS and token.capital:
            found += _around_month(tokens, at)
    taken = {i for date in found for i in date.tokens}
    found += [
        DateFound(int(t.number or 0), None, None, (at,))
        for at, t in enumerate(tokens)
        if at not in taken and _is_year(t)
    ]
    return found


def _around_month(tokens: Sequence[Token], at: int) -> list[DateFound]:
    month = _MONTHS[tokens[at].raw]
    year, used = None, [at]
    before = _days(tokens, at - 1, -1)
    after = [] if before else _days(tokens, at + 1, 1)
    days = before or after
    rest = max([at, *after]) + 1
    if rest < len(tokens) and _is_year(tokens[rest]):
        year = int(tokens[rest].number or 0)
        used.append(rest)
    if not days:
        # "may" and "march" are words too: as months they need a year or a day, or a word such as "in" before
        common = tokens[at].raw in ("may", "march")
        preceded = at > 0 and tokens[at - 1].raw in (
            "in",
            "since",
            "last",
            "this",
            "next",
            "until",
            "by",
            "of",
        )
        return [] if common and year is None and not preceded else [DateFound(year, month, None, tuple(used))]
    return [DateFound(year, month, int(tokens[d].number or 0), (*used, d)) for d in days]


def _days(tokens: Sequence[Token], at: int, step: int) -> list[int]:
    days: list[int] = []
    while 0 <= at < len(tokens):
        number = tokens[at].number
        if number is not None and number == int(number) and 1 <= number <= 31:
            days.append(at)
            at += step
            if not (0 <= at < len(tokens)):
                break
            if tokens[at].raw in _JOINS:
                at += step
            elif tokens[at].number is None or tokens[at].clause == tokens[at - step].clause:
                break
        else:
            break
    return days


def _is_year(token: Token) -> bool:
    value = token.number
    return (
        value is not None and value == int(value) and 1000 <= value <= 2999 and token.end - token.start == 4
    )
