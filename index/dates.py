"""Dates as they are told: ISO 8601 strings, as precise as the source and never guessed."""

import re
import warnings
from datetime import date, datetime, timedelta, timezone

from index.errors import InputError

EPOCH = date(1970, 1, 1)
MAX_LENGTH = 100  # characters; nothing longer is a date

_ISO = re.compile(
    r"(?P<y>\d{4})(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?:[T\s,]\s*(?P<rest>.+))?|"
    r"(?P<y2>\d{4})(?P<m2>\d{2})(?P<d2>\d{2})(?:T(?P<rest2>.+))?"
)
_DAY_MONTH = re.compile(
    r"(?P<a>\d{1,2})(?P<sep>[-/.])\s?(?P<b>\d{1,2})(?P=sep)\s?(?P<y>\d{4})(?:[T\s,].*?\s*(?P<rest>\d.*))?"
)
_NUMERIC_INSIDE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")
_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?:1[4-9]|2[01])\d{2}(?!\d)")
_LETTERS = re.compile(r"[^\W\d_]{3}")
_HOURS = re.compile(r"(?<!\d)(\d{1,2})\s?h\s?(\d{2})(?!\d)", re.IGNORECASE)
_TIME = re.compile(
    r"(?P<h>\d{1,2})[:.](?P<min>\d{2})(?::(?P<s>\d{2})(?:[.,]\d+)?)?\s*(?P<half>[ap]\.?m\.?)?\s*"
    r"\(?(?P<zone>Z|[A-Za-z]{2,5}|(?:UTC|GMT)?\s?[+-]\d{1,2}:?(?:\d{2})?)?\)?|"
    r"(?P<h2>\d{1,2})\s*(?P<half2>[ap]\.?m\.?)\s*(?P<zone2>[A-Za-z]{2,5})?",
    re.IGNORECASE,
)
_EAST_ASIAN = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_OFFSET = re.compile(r"(?:UTC|GMT)?\s?([+-])(\d{1,2}):?(\d{2})?", re.IGNORECASE)
# The zone names that RFC 2822 section 4.3 defines; any other name is too ambiguous to turn into an offset.
_ZONES = {"Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5}
_ZONES |= {"MST": -7, "MDT": -6, "PST": -8, "PDT": -7}


def parse_date(text: str) -> str | None:
    """Return the date that `text` holds as ISO 8601, or None when it holds none for certain.

    The result is as precise as the text: `2023-10-25`, `2023-10-25T22:43`, `2023-10-25T22:43:09+02:00`.
    Nothing is filled in: a month without a day gives None, and so do numerals that can be read day first or
    month first (`03/04/2023`) and years of two digits.

    Args:
        text: a date and nothing else, in any of the usual notations and in many languages.
    """
    text = " ".join(text.split()).strip(" .,;|")
    if not text or len(text) > MAX_LENGTH:
        return None
    text = _EAST_ASIAN.sub(r"\1-\2-\3 ", _HOURS.sub(r"\1:\2", text)).strip()
    if match := _ISO.fullmatch(text):
        year, month, day = (int(match[name] or match[f"{name}2"]) for name in ("y", "m", "d"))
        return _compose(year, month, day, match["rest"] or match["rest2"])
    if match := _DAY_MONTH.fullmatch(text):
        return _from_numerals(int(match["a"]), int(match["b"]), int(match["y"]), match["rest"])
    if _NUMERIC_INSIDE.search(text) or not _LETTERS.search(text) or len(set(_YEAR.findall(text))) != 1:
        return None
    return _from_mail(text) or _from_words(text)


def day_number(iso: str) -> int:
    """Return the days from 1970-01-01 to the day of an ISO 8601 string, the day as its own place told it.

    Raises:
        ValueError: when `iso` does not begin with a date.
    """
    return (date.fromisoformat(iso[:10]) - EPOCH).days


def parse_day_option(text: str) -> date:
    """Return the day that a user gave as an option.

    Raises:
        InputError: when it is not one certain day.
    """
    found = parse_date(text)
    if found is None:
        raise InputError(f"{text!r} is not a date", hint="Write it as YYYY-MM-DD, such as 2023-10-25.")
    return date.fromisoformat(found[:10])


def _from_numerals(first: int, second: int, year: int, rest: str | None) -> str | None:
    if first == second or second > 12:
        return _compose(year, first, second, rest)
    if first > 12:
        return _compose(year, second, first, rest)
    return None  # 03/04: either order makes a date, so neither is certain


def _compose(year: int, month: int, day: int, rest: str | None) -> str | None:
    try:
        day_text = date(year, month, day).isoformat()
    except ValueError:
        return None
    if not rest:
        return day_text
    match = _TIME.fullmatch(rest.strip())
    return day_text + _clock(match) if match else None


def _clock(match: re.Match[str]) -> str:
    """Return `THH:MM[:SS][offset]`, or nothing when the hour is no hour."""
    hour, minute = int(match["h"] or match["h2"]), int(match["min"] or 0)
    second = int(match["s"]) if match["s"] else None
    half = (match["half"] or match["half2"] or "").lower()
    if half and not 1 <= hour <= 12:
        return ""
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    if hour > 23 or minute > 59 or (second or 0) > 59:
        return ""
    clock = f"T{hour:02}:{minute:02}" + (f":{second:02}" if second is not None else "")
    return clock + _offset(match["zone"] or match["zone2"] or "")


def _offset(zone: str) -> str:
    if zone.upper() in _ZONES:
        hours, minutes, sign = abs(_ZONES[zone.upper()]), 0, "-" if _ZONES[zone.upper()] < 0 else "+"
    elif match := _OFFSET.fullmatch(zone):
        sign, hours, minutes = match[1], int(match[2]), int(match[3] or 0)
    else:
        return ""
    return f"{sign}{hours:02}:{minutes:02}" if hours < 24 and minutes < 60 else ""


def _from_mail(text: str) -> str | None:
    """Read the date of an e-mail or feed (RFC 2822), `Wed, 25 Oct 2023 22:43:00 +0200`."""
    if not re.search(r"\d:\d{2}:\d{2}", text):
        return None
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _from_words(text: str) -> str | None:
    """Read a date whose month is a word; English by dateutil, which is quick, the rest by dateparser."""
    when = _by_dateutil(text) or _by_dateparser(text)
    if when is None:
        return None
    clock = re.search(r"\d{1,2}:\d{2}(:\d{2})?|\d\s*[ap]\.?m\b", text, re.IGNORECASE)
    if clock is None:
        return when.date().isoformat()
    return when.isoformat(timespec="seconds" if clock[1] else "minutes")


def _by_dateutil(text: str) -> datetime | None:
    from dateutil import parser

    zones = {name: timezone(timedelta(hours=hours)) for name, hours in _ZONES.items()}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a zone name it does not know is left out, as it should be
            # Whatever differs between two defaults was not in the text.
            found, again = (
                parser.parse(text, default=datetime(year, month, day), tzinfos=zones)
                for year, month, day in ((2001, 1, 1), (2002, 2, 2))
            )
    except (ValueError, OverflowError, TypeError, AttributeError):
        return None
    return found if found == again else None


def _by_dateparser(text: str) -> datetime | None:
    if not _DAY.search(text):
        return None  # told at once: the library would look for words of 200 languages first
    import dateparser

    settings = {
        "REQUIRE_PARTS": ["day", "month", "year"],
        "PARSERS": ["absolute-time"],
        "STRICT_PARSING": True,
    }
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = dateparser.parse(text, settings=settings)
    except Exception:  # any fault of the library on odd text means: no date
        return None
    year = _YEAR.search(text)
    return found if isinstance(found, datetime) and year and found.year == int(year[0]) else None
