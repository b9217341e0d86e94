"""Reading title, outlet, byline and date from the head of a text, and lifting them out of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.cleaning_furniture import is_title_case
from index.dates import parse_date

MAX_HEAD = 10  # lines before the first paragraph that are looked at
MAX_TITLE = 22  # words
MAX_LISTED = 6  # pieces between commas of one line of fields

_END = re.compile(r"[.!?…。！？؟।][\"'”’»)\]]*$")
_SEPARATOR = re.compile(r"\s+[|•·–—-]\s+|\s*[|•·]\s*")
_DATE_LABEL = re.compile(
    r"^(?:first )?(?:published|posted|date|dated|publication date)\b\s*(?:on|at)?\s*:?\s*|^on\s+", re.I
)
_DATE_SIGN = re.compile(r"(?<!\d)\d{4}(?!\d)|(?<!\d)\d{8}(?!\d)")
_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_NAME = r"[^\W\d_a-zß-öø-ÿ][^\W\d_]*[\w’'.-]*"
_NAMES = rf"{_NAME}(?:\s+(?:(?:de|da|del|della|van|von|der|den|bin|al|el|la|le|and|&)\s+)*{_NAME}){{0,5}}"
_BYLINE = re.compile(rf"(?i:by|written by|reporting by|author:?|byline:)\s+({_NAMES}(?:,\s+{_NAMES})*)")
_ANY_NAME = re.compile(rf"(?:The\s+)?{_NAMES}")
_OUTLET_LABEL = re.compile(
    r"^(?:source|outlet|publisher|published by|publication)\s*:\s*(\S.{0,60})$|^via\s+(\S.{0,60})$", re.I
)
_OUTLET_WORD = re.compile(
    r"\b(?:agency|broadcasting|bulletin|chronicle|courant|courier|daily|dispatch|examiner|gazette|globe|herald|inquirer|"
    r"journal|ledger|magazine|mail|media|mercury|mirror|monitor|network|news|newspaper|newswire|observer|post|press|"
    r"radio|record|register|reporter|review|sentinel|standard|star|sun|telegraph|telegram|times|today|tribune|tv|"
    r"weekly|wire)\b|news$|\.(?:com|net|org|info)$",
    re.IGNORECASE,
)
_SECTIONS = re.compile(
    r"analysis|arts|business|climate|crime|culture|economy|education|entertainment|environment|europe|finance|"
    r"health|home|international|lifestyle|local|markets|metro|middle east|national|news|opinion|politics|"
    r"regional|science|society|sports?|technology|tech|travel|us|uk|weather|world(?: news)?",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"^(?P<place>[^\W\d_a-z][^\d().!?\n]{1,60}?)(?:,\s*(?P<date>[^()\n–—]{6,30}?))?\s*"
    r"(?:\((?P<outlet>[^()\n]{2,40})\)\s*)?(?:[–—]|--|- )\s*"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the head of a text told, and the lines that are left."""

    rest: tuple[str, ...] = ()
    title: str = ""
    outlet: str | None = None
    author: str | None = None
    published_at: str | None = None


def lift_head(lines: Sequence[str], title: str = "") -> Head:
    """Return what the lines before the first paragraph tell, and the lines without what was lifted.

    Lifted are a headline, a byline ("By …"), a labelled or plain date, and an outlet where a label, its own
    words ("… Gazette") or its place between headline, section and date show it. Any other line stays.

    Args:
        lines: normalised lines, blank ones between paragraphs.
        title: the headline if it is known already; a line that only repeats it is lifted too.
    """
    told = [number for number, line in enumerate(lines) if line]
    begin = next((place for place, number in enumerate(told) if _is_paragraph(lines[number])), None)
    head = told[: min(begin, MAX_HEAD)] if begin is not None else []
    found: dict[str, str] = {}
    gone: set[int] = set()
    names: list[int] = []  # lines that may be headline, outlet or section
    for number in head:
        facts = _facts(lines[number])
        if facts is not None:
            gone.add(number)
            for field, value in facts.items():
                found.setdefault(field, value)
        elif not _END.search(lines[number]) or lines[number].endswith("?"):
            names.append(number)
    if title:
        gone |= {number for number in told[:MAX_HEAD] if lines[number].casefold() == title.casefold()}
        names = [number for number in names if number not in gone]
    elif names:
        title, ending = _headline(lines, names, gone)
        if ending:
            found.setdefault("outlet", ending)
    outlet = _outlet(lines, names, dated="published_at" in found)
    sections = {number for number in names if _SECTIONS.fullmatch(lines[number])}
    if outlet is not None and found.setdefault("outlet", lines[outlet]) == lines[outlet]:
        gone.add(outlet)
    if found:
        gone |= sections
    return Head(
        rest=tuple("" if number in gone else line for number, line in enumerate(lines)),
        title=title,
        outlet=found.get("outlet"),
        author=found.get("author"),
        published_at=found.get("published_at"),
    )


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a wire dateline told."""

    outlet: str | None = None
    published_at: str | None = None


def read_dateline(text: str) -> Dateline:
    """Return agency and date of a dateline, `VARNA, 25 October 2023 (Agency) — …`; it stays in the text."""
    match = _DATELINE.match(text[:160])
    if match is None:
        return Dateline()
    outlet, when = match["outlet"], match["date"]
    named = outlet is not None and len(outlet.split()) <= 4 and outlet[0].isupper()
    day = parse_date(_without_place(when)) if when and _DATE_SIGN.search(when) else None
    return Dateline(outlet if named else None, day)


def _without_place(when: str) -> str:
    """Return the least end of `Valdria, 25 October 2023` that has both year and day, or all of it."""
    parts = when.split(",")
    ends = (",".join(parts[n:]) for n in range(len(parts) - 1, 0, -1))
    return next((end for end in ends if _DATE_SIGN.search(end) and _DAY.search(end)), when)


def _is_paragraph(line: str) -> bool:
    words = len(line.split())
    if words > 30 or (words <= 2 and len(line) > 60):
        return True
    if line.endswith("?") and words < 12:
        return False
    return bool(_END.search(line)) and words >= 5 and not is_title_case(line)


def _facts(line: str) -> dict[str, str] | None:
    """Return the fields that a line of nothing but fields tells, or None when anything else is in it."""
    whole = _field(line)
    if whole is not None:
        return whole
    parts = [part for part in _SEPARATOR.split(line) if part]
    facts: dict[str, str] = {}
    unknown: list[str] = []
    for part in parts:
        field = _field(part) or (_outlet_name(part) if len(parts) > 1 else None) or _listed(part)
        if field is None:
            unknown.append(part)
        facts |= field or {}
    return _with_outlet(facts, unknown) if "published_at" in facts or "author" in facts else None


def _with_outlet(facts: dict[str, str], unknown: Sequence[str]) -> dict[str, str] | None:
    """Return the fields of a line; the one name among them that tells neither who nor when tells where.

    Without a byline beside it a name may as well be the author's.
    """
    if not unknown:
        return facts
    alone = len(unknown) == 1 and "outlet" not in facts and facts.keys() >= {"author", "published_at"}
    is_name = alone and _ANY_NAME.fullmatch(unknown[0]) and not _SECTIONS.fullmatch(unknown[0])
    return facts | {"outlet": unknown[0]} if is_name else None


def _listed(text: str) -> dict[str, str] | None:
    """Return the fields of a list with commas, such as `Quay Gazette, 4 May 2025, by Una Reed`.

    A field may hold commas itself (`May 4, 2025`), so the longest one is taken each time.
    """
    parts = text.split(", ")
    if not 2 <= len(parts) <= MAX_LISTED:
        return None
    facts: dict[str, str] = {}
    unknown: list[str] = []
    while parts:
        for taken in range(len(parts), 0, -1):
            piece = ", ".join(parts[:taken])
            field = _field(piece) or (_outlet_name(piece) if taken == 1 else None)
            if field is not None and not facts.keys() & field.keys():
                facts |= field
                parts = parts[taken:]
                break
        else:
            unknown.append(parts.pop(0))
    return _with_outlet(facts, unknown)


def _field(text: str) -> dict[str, str] | None:
    if match := _BYLINE.fullmatch(text):
        who, _, outlet = match[1].rpartition(", ")
        if who and _OUTLET_WORD.search(outlet):
            return {"author": who, "outlet": outlet}
        return {"author": match[1]}
    if match := _OUTLET_LABEL.match(text):
        return {"outlet": match[1] or match[2]}
    bare = _DATE_LABEL.sub("", text)
    if len(bare) <= 60 and _DATE_SIGN.search(bare) and (day := parse_date(bare)):
        return {"published_at": day}
    return None


def _outlet_name(text: str) -> dict[str, str] | None:
    return (
        {"outlet": text}
        if len(text.split()) <= 5
        and text[0].isupper()
        and _OUTLET_WORD.search(text)
        and not _DATE_SIGN.search(text)
        else None
    )


def _may_be_headline(line: str) -> bool:
    words = line.split()
    # Fewer than three words are a place or label; scripts without spaces or capitals count by characters.
    long_enough = len(words) >= 3 or (len(line) >= 6 and not any(c.isupper() or c.islower() for c in line))
    plain = not line[0].islower() and line[-1] not in ":;,)" and "www." not in line and "://" not in line
    return long_enough and len(words) <= MAX_TITLE and len(line) <= 200 and plain


def _headline(lines: Sequence[str], names: list[int], gone: set[int]) -> tuple[str, str | None]:
    """Take the headline from the candidates; return it, and the outlet that its own end names."""
    first = 1 if len(names) > 1 and _outlet_name(lines[names[0]]) and not _outlet_name(lines[names[1]]) else 0
    line = lines[names[first]]
    if not _may_be_headline(line):
        return "", None
    gone.add(names.pop(first))
    front, separator, end = line.rpartition(" | ")
    if separator and len(end.split()) <= 6:
        return front, end if _outlet_name(end) else None
    front, separator, end = line.rpartition(" - ")
    if separator and _outlet_name(end):
        return front, end
    return line, None


def _outlet(lines: Sequence[str], names: Sequence[int], *, dated: bool) -> int | None:
    """Return the line that names the outlet by its words, or by its place in a dated head."""
    for number in names:
        is_section = _SECTIONS.fullmatch(lines[number])
        if not is_section and _outlet_name(lines[number]):
            return number
    for number, after in pairwise(names):
        few = len(lines[number].split()) <= 5 and lines[number][0].isupper()
        if dated and few and _SECTIONS.fullmatch(lines[after]):
            return number
    return None
