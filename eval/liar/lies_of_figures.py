"""Figures, qualifiers, things counted and dates made wrong."""

import re
from random import Random

from app.evidence import EvidenceSentence
from eval.liar.claims import Source
from eval.liar.english import MONTHS, NUMBER_WORDS, WEEKDAYS, is_plural_noun

_DIGITS = re.compile(r"(?<![\w.,-])(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?![\w,-]|\.\d)")
_WORDS = re.compile(rf"\b({'|'.join(NUMBER_WORDS)})\b(?!-)", re.I)
_QUALIFIER = re.compile(
    r"\b(at least|more than|fewer than|less than|nearly|almost|about|around|roughly|approximately|"
    r"up to|as many as|"
    r"over|an estimated|no more than) (?=[$€£]?\d|(?:two|three|four|five|six|seven|eight|nine|ten|"
    r"a dozen|half|a third|"
    r"twenty|thirty|forty|fifty|hundred|dozens)\b)",
    re.I,
)
_COUNTED = re.compile(
    rf"(?<![\w.,-])(\d{{1,3}}(?:,\d{{3}})*|{'|'.join(NUMBER_WORDS)}) ((?:[a-z]+ )?)([a-z]{{4,}}s|"
    rf"people)\b(?!-)"
)
_NUMBERED_DAY = re.compile(
    r"\b((?:January|February|March|April|May|June|July|August|September|October|November|December|Jan\.|Feb\.|Aug\.|"
    r"Sept\.|Oct\.|Nov\.|Dec\.) )(\d{1,2})\b|\b(\d{1,2})( (?:January|February|March|April|May|June|"
    r"July|August|September|"
    r"October|November|December)\b)"
)
_YEAR = re.compile(r"(?<![\w$-])((?:19|20)\d\d)(?![\w-])")
_PERIOD = re.compile(r"\b(last|next|this) (week|month|year)\b")


def figure_changed(rng: Random, sentence: EvidenceSentence, _source: Source) -> str | None:
    """One figure made another."""
    text = sentence.text
    spots = [m for m in _DIGITS.finditer(text) if not _in_a_date(text, m.start(), m.end())]
    spots += list(_WORDS.finditer(text))
    if not spots:
        return None
    spot = rng.choice(spots)
    return text[: spot.start()] + _other_figure(rng, spot.group()) + text[spot.end() :]


def _other_figure(rng: Random, old: str) -> str:
    if old.lower() in NUMBER_WORDS:
        other = rng.choice([w for w in NUMBER_WORDS if w != old.lower()])
        return other.capitalize() if old[0].isupper() else other
    plain = old.replace(",", "")
    if "." in plain:
        whole, _, part = plain.partition(".")
        return f"{int(whole) + rng.randint(1, 4)}.{part}"
    value = int(plain)
    new = rng.choice(
        [value + rng.randint(1, 3), value * 10, value + max(2, value // 3), max(2, value // 2 + 7)]
    )
    new = new if new != value else value + 1
    return f"{new:,}" if "," in old else str(new)


def _in_a_date(text: str, start: int, end: int) -> bool:
    if any(m.start() <= start and end <= m.end() for m in _NUMBERED_DAY.finditer(text)):
        return True
    return bool(_YEAR.fullmatch(text[start:end])) or bool(re.match(r"\s?(?:[ap]\.?m|:)", text[end : end + 4]))


def wrong_thing_counted(rng: Random, sentence: EvidenceSentence, source: Source) -> str | None:
    """The right figure with another noun of the article."""
    text = sentence.text
    spots = [m for m in _COUNTED.finditer(text) if is_plural_noun(m.group(3))]
    if not spots:
        return None
    spot = rng.choice(spots)
    own = spot.group(3)
    found: list[str] = re.findall(r"\b[a-z]{4,}s\b", source.text)
    nouns = sorted({w for w in found if is_plural_noun(w)} - _UNITS)
    nouns = [n for n in nouns if n[:4] != own[:4] and n not in text]
    if not nouns or own in _UNITS:
        return None
    return text[: spot.start(2)] + rng.choice(nouns) + text[spot.end(3) :]


_UNITS = {
    "years", "months", "weeks", "days", "hours", "minutes", "seconds", "times", "percent", "points",
    "miles", "others",
    "does", "goes", "means", "sides", "terms", "things", "ways", "lots",
}  # fmt: skip


def qualifier_dropped(rng: Random, sentence: EvidenceSentence, _source: Source) -> str | None:
    """ "At least 13" made "13"."""
    spots = list(_QUALIFIER.finditer(sentence.text))
    if not spots:
        return None
    spot = rng.choice(spots)
    rest = sentence.text[spot.end() :]
    return sentence.text[: spot.start()] + (rest[:1].upper() + rest[1:] if spot.start() == 0 else rest)


def date_shifted(rng: Random, sentence: EvidenceSentence, _source: Source) -> str | None:
    """A day, month, year or period made another."""
    text = sentence.text
    options: list[tuple[int, int, str]] = []
    for m in re.finditer(rf"\b({'|'.join(WEEKDAYS)})\b", text):
        options.append((*m.span(), rng.choice([d for d in WEEKDAYS if d != m.group()])))
    for m in re.finditer(rf"\b(?:in|since|until|of) ({'|'.join(MONTHS)})\b", text):
        options.append((*m.span(1), rng.choice([d for d in MONTHS if d != m.group(1)])))
    for m in _NUMBERED_DAY.finditer(text):
        group = 2 if m.group(2) else 3
        day = int(m.group(group))
        options.append((*m.span(group), str(rng.choice([d for d in range(1, 29) if d != day]))))
    for m in _YEAR.finditer(text):
        options.append((*m.span(), str(int(m.group()) + rng.choice([-4, -2, -1, 1, 2, 3]))))
    for m in _PERIOD.finditer(text):
        units = ["week", "month", "year"]
        if m.group(1) == "this":  # "this year" holds "this week"
            units = units[: units.index(m.group(2))]
        if others := [u for u in units if u != m.group(2)]:
            options.append((*m.span(2), rng.choice(others)))
    for m in re.finditer(r"\b(yesterday|today|tomorrow)\b", text):
        options.append(
            (*m.span(), rng.choice([u for u in ("yesterday", "today", "tomorrow") if u != m.group()]))
        )
    if not options:
        return None
    start, end, new = rng.choice(options)
    return text[:start] + new + text[end:]
