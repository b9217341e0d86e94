"""Dates and times in text, resolved against the day of publication."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from app.wordlists import word_list

_MONTHS = word_list("january february march april may june july august september october november december")
_DAYS = word_list("monday tuesday wednesday thursday friday saturday sunday")
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|March|Mar\.|April|Apr\.?|May|June|July|Aug(?:ust|\.)?|"
    r"Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)(?![a-z])"
)
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_TENS = word_list("twenty thirty forty fifty sixty seventy eighty ninety")
_SMALL = word_list(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen "
    "eighteen nineteen"
)
_COUNT = rf"(?i:\d{{1,3}}|an?|{'|'.join(_SMALL)}|{'|'.join(_TENS)})"
_UNIT = r"(?:hour|day|week|weekend|month|quarter|year|decade|summer|winter|spring|autumn|fall|season|century)"
_YEAR = r"(?:1[5-9]|20)\d\d"
_NUMDAY = r"(?:[0-2]?\d|3[01])(?:st|nd|rd|th)?(?!\d)"
_TIME = re.compile(
    rf"""\b(?=[\dA-Za-z])(?:  # each begins where a word does; elsewhere none needs to be tried
      (?P<iso>\b\d{{4}}-\d\d-\d\d\b)
    | (?P<md>\b(?P<md_m>{_MONTH})\s(?P<md_d>{_NUMDAY})(?!\s?(?:percent|%))(?:,?\s(?P<md_y>{_YEAR})\b)?)
    | (?P<dm>\b(?:the\s)?(?P<dm_d>{_NUMDAY})\s(?:of\s)?(?P<dm_m>{_MONTH})(?:,?\s(?P<dm_y>{_YEAR})\b)?)
    | (?P<my>\b(?P<my_m>{_MONTH}),?\s(?P<my_y>{_YEAR})\b)
    | (?P<clock>\b(?:[01]?\d|2[0-3])(?:[:.][0-5]\d)?\s?(?:[ap]\.m\.|[ap]m\b)
        |\b(?:[01]?\d|2[0-3]):[0-5]\d\b|\b(?:noon|midnight)\b)
    | (?P<decade>\b(?:the\s)?(?:1[5-9]|20)\d0s\b)
    | (?P<year>(?<![$€£\d.,-])\b{_YEAR}\b(?![\d%]|[.,]\d|\s(?:people|men|women|troops|soldiers|homes)))
    | (?P<weekday>\b(?:(?P<wd_which>(?i:last|next|this|past|previous|following))\s)?(?P<wd>{_DAY})s?\b)
    | (?P<rel>\b(?:(?i:late|early|earlier)\s)?
        (?P<rel_which>(?i:last|past|previous|next|coming|this|following))
        \s(?:(?P<rel_n>{_COUNT}|few|several|couple\sof)\s)?(?P<rel_u>{_UNIT})s?\b)
    | (?P<ago>\b(?P<ago_n>{_COUNT}|(?i:several|a\sfew))\s(?P<ago_u>{_UNIT})s?
        \s(?P<ago_w>ago|earlier|later)\b)
    | (?P<word>\b(?i:today|yesterday|tomorrow|tonight|overnight)\b)
    | (?P<part>\bthe\s(?:weekend|same\sday|day\sbefore|next\sday|following\sday)\b)
    | (?P<month>(?:(?<=\bin\s)|(?<=\bsince\s)|(?<=\buntil\s)|(?<=\bby\s)|(?<=\bfrom\s)|(?<=\bof\s)
        |(?<=\blast\s)|(?<=\bthis\s)|(?<=\bnext\s)|(?<=\blate\s)|(?<=\bearly\s)|(?<=\bbefore\s)
        |(?<=\bafter\s)|(?<=\bduring\s)|(?<=\bto\s)|(?<=\band\s)|(?<=\bIn\s)|(?<=\bSince\s)|(?<=\bBy\s)
        |(?<=\bLast\s)|(?<=\bThis\s)|(?<=\bNext\s)|(?<=\bLate\s)|(?<=\bEarly\s)|(?<=\bBefore\s)
        |(?<=\bAfter\s)|(?<=\bDuring\s)|(?<=\bFrom\s)|(?<=\bUntil\s)|(?<=\bmid-))
        (?P<month_m>{_MONTH})(?!\s[A-Z]))
    )""",
    re.VERBOSE,
)
_AFTER = re.compile(
    r"\b(?:since|after|from|following|starting|beginning)(?:\s(?:the|last|late|early|mid-))*\s?$", re.I
)
_BEFORE = re.compile(
    r"\b(?:before|until|till|by|ahead\sof|prior\sto|to)(?:\s(?:the|last|late|early|mid-))*\s?$", re.I
)

Interval = tuple[date, date]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMention:
    """One date or time: `text[start:end]`.

    Args:
        kind: "day", "month", "year", "decade", "clock", "weekday" or "relative".
        key: what it names, in a normal form that ignores spelling.
        intervals: the days that it can mean, first and last included; empty when it cannot be resolved.
        relation: "after" (since, after, from), "before" (before, until, by) or "at".
    """

    start: int
    end: int
    text: str
    kind: str
    key: str
    intervals: tuple[Interval, ...]
    relation: str


def published_day(published_at: str | None) -> date | None:
    """Return the day of an ISO 8601 publication time, None when it is unknown or less precise than a day."""
    try:
        return date.fromisoformat((published_at or "")[:10])
    except ValueError:
        return None


def find_times(text: str, published: date | None = None) -> list[TimeMention]:
    """Return the dates and times of `text` in order, resolved against the day of publication if known."""
    found = []
    for match in _TIME.finditer(text):
        kind, key, intervals = _read(match, published)
        head = text[max(0, match.start() - 24) : match.start()]
        relation = "after" if _AFTER.search(head) else "before" if _BEFORE.search(head) else "at"
        found.append(
            TimeMention(
                start=match.start(), end=match.end(), text=match.group(), kind=kind, key=key,
                intervals=tuple(i for i in intervals if i), relation=relation,
            )
        )  # fmt: skip
    return found


def _read(  # noqa: PLR0911 - one return for each kind of expression
    match: re.Match[str], published: date | None
) -> tuple[str, str, list[Interval]]:
    group = match.lastgroup or ""
    text = match.group().lower()
    for name in (
        "iso",
        "md",
        "dm",
        "my",
        "month",
        "year",
        "decade",
        "clock",
        "weekday",
        "rel",
        "ago",
        "word",
    ):
        if match[name] is not None:
            group = name
            break
    if group == "iso":
        return _day(int(text[:4]), int(text[5:7]), int(text[8:]), published)
    if group in ("md", "dm"):
        year = match[f"{group}_y"]
        day = int(re.sub(r"\D", "", match[f"{group}_d"]))
        return _day(int(year) if year else None, _month(match[f"{group}_m"]), day, published)
    if group in ("my", "month"):
        year = match["my_y"]
        month = _month(match["my_m"] or match["month_m"])
        years = [int(year)] if year else _near_years(published, month, 1)
        return "month", f"{year or ''}-{month}", [_whole_month(y, month) for y in years]
    if group == "year":
        return "year", text, [(date(int(text), 1, 1), date(int(text), 12, 31))]
    if group == "decade":
        first = int(re.sub(r"\D", "", text))
        return "decade", str(first), [(date(first, 1, 1), date(first + 9, 12, 31))]
    if group == "clock":
        return "clock", _clock(text), []
    if group == "weekday":
        return _weekday(match, published)
    return _relative(match, group, text, published)


def _month(name: str) -> int:
    return next(i for i, m in enumerate(_MONTHS, 1) if m.startswith(name.lower().rstrip(".")[:3]))


def _day(year: int | None, month: int, day: int, published: date | None) -> tuple[str, str, list[Interval]]:
    years = [year] if year else _near_years(published, month, day)
    days = []
    for y in years:
        if 1 <= month <= 12 and 1 <= day <= monthrange(y, month)[1]:
            days.append((date(y, month, day),) * 2)
    return "day", f"{year or ''}-{month}-{day}", days


def _near_years(published: date | None, month: int, day: int) -> list[int]:
    """Return the years that a date without a year can mean: the nearest in the past, else the next."""
    if published is None:
        return []
    return (
        [published.year]
        if (month, day) <= (published.month, published.day)
        else [published.year - 1, published.year]
    )


def _whole_month(year: int, month: int) -> Interval:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _clock(text: str) -> str:
    if text in ("noon", "midnight"):
        return {"noon": "12:00", "midnight": "0:00"}[text]
    hour, _, minute = (
        re.sub(r"[^\d:.]", "", text.replace("a.m.", "").replace("p.m.", "")).replace(".", ":").partition(":")
    )
    hours = int(hour) % 12 + 12 if text.endswith(("p.m.", "pm")) else int(hour)
    return f"{hours}:{minute or '00'}"


def _weekday(match: re.Match[str], published: date | None) -> tuple[str, str, list[Interval]]:
    name = match["wd"].lower()
    key = f"next {name}" if (match["wd_which"] or "").lower() in ("next", "following") else name
    if published is None:
        return "weekday", key, []
    back = (published.weekday() - _DAYS.index(name)) % 7
    past = published - timedelta(days=back)
    ahead = past + timedelta(days=7)
    days = [ahead] if key.startswith("next") else [past, ahead]
    return "weekday", key, [(d, d) for d in days]


def _relative(
    match: re.Match[str], group: str, text: str, published: date | None
) -> tuple[str, str, list[Interval]]:
    if group == "word":
        shift = {"today": 0, "tonight": 0, "overnight": 0, "yesterday": -1, "tomorrow": 1}[text]
        days = [(published + timedelta(days=shift),) * 2] if published else []
        return "relative", {"tonight": "today"}.get(text, text), days
    if group == "rel":
        which = {"past": "last", "previous": "last", "coming": "next", "following": "next"}.get(
            match["rel_which"].lower(), match["rel_which"].lower()
        )
        count = _number(match["rel_n"]) if match["rel_n"] else ""
        unit = match["rel_u"].lower()
        intervals = [] if count else _calendar(which, unit, published)
        return "relative", f"{which} {count} {unit}".replace("  ", " "), intervals
    if group == "ago":
        count, unit, way = _number(match["ago_n"]), match["ago_u"].lower(), match["ago_w"].lower()
        gone: list[Interval] = []
        size = {"day": 1, "week": 7}.get(unit)
        if published and way == "ago" and size and count.isdigit():
            gone = [(published - timedelta(days=size * int(count)),) * 2]
        way = {"earlier": "before", "later": "after"}.get(way, way)
        return "relative", f"{count} {unit} {way}", gone
    return "relative", text, []


def _number(words: str) -> str:
    lower = words.lower().strip()
    if lower in ("a", "an"):
        return "1"
    if lower in _TENS:
        return str(10 * _TENS.index(lower) + 20)
    return str(_SMALL.index(lower) + 1) if lower in _SMALL else lower


def _calendar(which: str, unit: str, published: date | None) -> list[Interval]:
    step = {"last": -1, "next": 1, "this": 0}[which]
    if published is None:
        return []
    if unit == "year":
        return [(date(published.year + step, 1, 1), date(published.year + step, 12, 31))]
    if unit == "month":
        index = published.year * 12 + published.month - 1 + step
        return [_whole_month(index // 12, index % 12 + 1)]
    if unit == "week":
        monday = published - timedelta(days=published.weekday()) + timedelta(days=7 * step)
        return [(monday, monday + timedelta(days=6))]
    return []


def same_time(claimed: TimeMention, given: TimeMention) -> bool:
    """Whether a claim's time is borne out by the text's: the same, or a longer period that contains it."""
    if claimed.key == given.key and claimed.kind == given.kind:
        return True
    if claimed.kind == given.kind == "day" and claimed.key.lstrip("0123456789") == given.key.lstrip(
        "0123456789"
    ):
        years = {claimed.key.partition("-")[0], given.key.partition("-")[0]}
        if "" in years and not (claimed.intervals and given.intervals):
            return True
    if claimed.kind == "month" and given.kind in ("day", "month") and not given.intervals:
        return given.key.split("-")[1] == claimed.key.split("-")[1]
    if claimed.kind == "year" and given.key.startswith(claimed.key + "-"):
        return True
    return any(c[0] <= g[0] and g[1] <= c[1] for c in claimed.intervals for g in given.intervals)
