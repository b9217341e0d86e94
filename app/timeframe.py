"""Reads "as of", "before" and "after" a day in a question as a restriction of what may be used."""

import re
from datetime import date, timedelta

from index.hit import Filters

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<{0}>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY = (
    r"(?:(?P<y1>\d{4})-(?P<n1>\d{2})-(?P<d1>\d{2})"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH.format('m2')},?\s+(?P<y2>\d{{4}})"
    rf"|{_MONTH.format('m3')}\s+(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y3>\d{{4}}))\b"
)
_FRAME = re.compile(rf"\b(?P<word>as of|before|after|until|up to)\s+(?:the\s+)?{_DAY}", re.IGNORECASE)


def restricted(question: str, filters: Filters) -> Filters:
    """Return `filters`, narrowed by the days that `question` names after "as of", "before", "after", "until".

    Only a day with its year counts. It restricts when an article was published: what was known then, not what
    had happened.
    """
    since, until = filters.since, filters.until
    for frame in _FRAME.finditer(question):
        day = _day(frame)
        if day is None:
            continue
        word = frame["word"].lower()
        if word == "after":
            since = max(since or date.min, day + timedelta(days=1))
        else:
            last = day - timedelta(days=1) if word == "before" else day
            until = min(until or date.max, last)
    return Filters(since=since, until=until, outlets=filters.outlets)


def without_frame(question: str) -> str:
    """Return `question` without "as of" and its day: it restricts what may be used; no article says it."""
    found = [f for f in _FRAME.finditer(question) if f["word"].lower() == "as of" and _day(f) is not None]
    for frame in reversed(found):
        question = question[: frame.start()].rstrip(" ,") + " " + question[frame.end() :].lstrip(" ,")
    return _tidied(question)


def _tidied(question: str) -> str:
    question = re.sub(r"\s+([?.!,])", r"\1", " ".join(question.split()))
    return question[:1].upper() + question[1:]


def _day(frame: re.Match[str]) -> date | None:
    try:
        if frame["y1"]:
            return date(int(frame["y1"]), int(frame["n1"]), int(frame["d1"]))
        if frame["y2"]:
            return date(int(frame["y2"]), _MONTHS.index(frame["m2"].lower()) + 1, int(frame["d2"]))
        return date(int(frame["y3"]), _MONTHS.index(frame["m3"].lower()) + 1, int(frame["d3"]))
    except (ValueError, OverflowError):
        return None
