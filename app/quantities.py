"""Figures in text: value, scale, unit, qualifier and what is counted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.numerals import NUMERAL, numeral_value
from app.wordlists import word_set
from app.words import FUNCTION_WORDS, is_past_form, keys_of, lemmas, parts_of_speech


class Bound(StrEnum):
    """What a qualifier makes of a figure."""

    EXACT = "exactly"
    AT_LEAST = "at least"
    MORE_THAN = "more than"
    AT_MOST = "at most"
    LESS_THAN = "less than"
    ABOUT = "about"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """One figure: `text[start:end]` is the number with its scale, sign and unit symbol.

    Args:
        start: offset of the number itself, its qualifier not included.
        end: offset after the number, scale and unit symbol.
        value: the number, scale included; for a vague figure such as "dozens" the smallest it can mean.
        high: the largest it can mean; equal to `value` unless vague.
        step: size of one unit of its last given digit, for rounding (`2.5 billion` -> 1e8).
        bound: what its qualifier says.
        qualifier: the qualifier's words as they stand, or "".
        unit: "%", "$", "€", "£", "ordinal" or "".
        noun: keys (`app.words.keys_of`) of each of the words that say what is counted, in order.
        noun_text: those words as they stand.
    """

    start: int
    end: int
    text: str
    value: float
    high: float
    step: float
    bound: Bound
    qualifier: str
    unit: str
    noun: tuple[frozenset[str], ...]
    noun_text: str

    @property
    def vague(self) -> bool:
        """Whether it is a range of values, such as "dozens"."""
        return self.high > self.value


_IDIOM = re.compile(r"-(?:way|off|sided|handed)\b")  # "one-way" counts no ways
_LEADING = word_set("of the a an these those his her their its or so other")
_ENDING = word_set(
    "long old tall high wide deep ago later earlier every each now today apart away currently so far"
)
_QUALIFIERS: tuple[tuple[Bound, str], ...] = (
    (Bound.EXACT, r"exactly|precisely|a\stotal\sof"),
    (
        Bound.AT_MOST,
        r"no\smore\sthan|not\smore\sthan|at\smost|up\sto|as\smany\sas|as\smuch\sas|a\smaximum\sof",
    ),
    (
        Bound.AT_LEAST,
        r"at\sleast|no\sfewer\sthan|no\sless\sthan|not\sless\sthan|a\sminimum\sof|upwards\sof|a\sgood",
    ),
    (
        Bound.MORE_THAN,
        r"more\sthan|over|above|in\sexcess\sof|greater\sthan|exceed(?:s|ed|ing)?|topp(?:ed|ing)",
    ),
    (
        Bound.LESS_THAN,
        r"fewer\sthan|less\sthan|under|below|not\squite|almost|nearly|close\sto|just\sshort\sof",
    ),
    (
        Bound.ABOUT,
        r"about|around|roughly|approximately|approx\.?|some|an\sestimated|estimated|circa|or\sso|in\sthe\sregion\sof",
    ),
)
_BEFORE = [
    (bound, re.compile(rf"(?<![\w-])(?P<q>{words})\s(?:(?:an?|the|another|just)\s)?$", re.IGNORECASE))
    for bound, words in _QUALIFIERS
]
_AFTER = re.compile(
    r"^\s(?:(?P<least>or\smore)|(?P<most>or\s(?:less|fewer))|(?P<about>or\sso))\b", re.IGNORECASE
)
_NOUN_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|[.,;:!?()“”\"–—]")
_MEASURE = re.compile(
    r"(?:km|kg|m|cm|mm|mph|kph|GB|TB|MB|KB|MW|GW|kW|kWh|ft|lb|lbs|oz|g|ml|L|K|C|F|nm|Hz|GHz|MHz|MP|hp|bn|mn)(?![A-Za-z])"
)
_COMPOUND = re.compile(r"[-‐‑]((?:[^\W\d_]+[-‐‑])*[^\W\d_]+)")
_COUNTED_NEXT = word_set(
    "two three four five six seven eight nine ten eleven twelve twenty thirty few couple"
)
_CAPITAL = re.compile(r"\b([A-Z][a-z]+)\s$")
_NEXT = re.compile(r"\s([a-z]+)\b")
_LONGEST_DESIGNATION = 4  # digits
_VERBS = word_set("is are was were has had will would can could may might said says")
_PLURAL = word_set(  # and units, which are counted without an s
    """people police staff personnel sheep fish cattle deer aircraft spacecraft species series crew
    percent per cent million billion trillion thousand hundred dozen degree point foot head"""
)
_STOP = word_set(
    """were was are is be been have has had will would could may might should can must did do does in on at
    by from to into since after before during as and or but who which that when while with near across
    over last this under between against for than per if because more fewer less where inside around
    through its his her their said it they he she we i you not also only then there against amid within
    until about"""
)


def find_quantities(text: str, skip: Sequence[tuple[int, int]] = ()) -> list[Quantity]:
    """Return the figures of `text` in order.

    Args:
        text: any text.
        skip: spans to leave out, such as those of dates.
    """
    found = []
    for match in NUMERAL.finditer(text):
        start, end = _inner(match)
        if any(s < end and start < e for s, e in skip) or _part_of_a_name(text, start, match.end()):
            continue
        parsed = numeral_value(match)
        if parsed is None:
            continue
        value, high, step, unit = parsed
        if _one_is_a_pronoun(match, text) or _IDIOM.match(text, end):
            continue
        bound, qualifier = _qualifier(text, start, end)
        noun_text = "" if _is_designation(text, start, end) else _noun_after(text, end)
        noun = tuple(
            keys_of(w.lower()) for w in re.findall(r"[^\W\d_]+", noun_text) if w.lower() not in FUNCTION_WORDS
        )
        found.append(
            Quantity(
                start=start, end=end, text=text[start:end], value=value, high=high, step=step, bound=bound,
                qualifier=qualifier, unit=unit, noun=noun, noun_text=noun_text,
            )
        )  # fmt: skip
    return found


def _inner(match: re.Match[str]) -> tuple[int, int]:
    start, end = match.span()
    lead = len(match.group()) - len(match.group().lstrip())
    return start + lead, end


def _part_of_a_name(text: str, start: int, end: int) -> bool:
    """Whether the number is a part of a name such as F-16, COVID-19 or 3M."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    glued = len(before) == 2 and before[1] in "-–" and before[0].isalpha()
    word = text[:start].rsplit(maxsplit=1)[-1] if glued and text[:start].split() else ""
    capital = word[:1].isupper() and not word.rstrip("-–").isdigit()
    return (glued and capital) or (after[:1].isalpha() and not _MEASURE.match(text[end : end + 4]))


def _is_designation(text: str, start: int, end: int) -> bool:
    """Whether a number tells one thing from others and counts nothing: "a Boeing 737 crashed"."""
    before, after = _CAPITAL.search(text[:start]), _NEXT.match(text, end)
    if before is None or after is None or not text[start:end].isdigit() or end - start > _LONGEST_DESIGNATION:
        return False
    name = before[1].lower()
    if name in FUNCTION_WORDS or is_past_form(name):
        return False
    lower = after[1]
    nouns = lemmas(lower).get("NOUN", ())
    return lower in _VERBS or is_past_form(lower) or (lower in nouns and lower not in _PLURAL)


def _one_is_a_pronoun(match: re.Match[str], text: str) -> bool:
    """Whether "one", "first" or "second" is no count: "one of", "no one", "one another", "at first"."""
    word = (match["words"] or match["ordinal"] or "").lower()
    if word not in ("one", "first", "second", "zero"):
        return False
    after = re.match(r"[\s-]*([^\W\d_]+)", text[match.end() :])
    following = after.group(1).lower() if after else ""
    if word != "one" and following in _COUNTED_NEXT:
        return True  # "the first ten months" count ten
    preceding = text[: match.start()].rstrip()[-4:].lower()
    if word == "one":
        noun = "NOUN" in parts_of_speech(following)
        return not noun or following in _STOP or preceding.strip() in ("no", "the", "this", "that", "each")
    if not after and preceding.endswith(" the") and text[match.end() :][:1] == ",":
        return False  # "the first launch …, and the second, in May, …"
    return not following or following in _STOP or (preceding.endswith((" at", "the")) and not after)


def _qualifier(text: str, start: int, end: int) -> tuple[Bound, str]:
    head = text[max(0, start - 32) : start]
    for bound, pattern in _BEFORE:
        if match := pattern.search(head):
            return bound, match["q"]
    if match := _AFTER.match(text[end : end + 14]):
        bound = Bound.AT_LEAST if match["least"] else Bound.AT_MOST if match["most"] else Bound.ABOUT
        return bound, match.group().strip()
    return Bound.EXACT, ""


def _ends_phrase(word: str) -> bool:
    """Whether a word after a counted noun starts something else: a participle, an adverb or a day."""
    return (word.endswith("ing") and "VERB" in parts_of_speech(word)) or (
        word.endswith("day") and word[0].isupper()
    )


def _noun_after(text: str, end: int) -> str:
    """Return the words after a number that say what is counted: up to four, to the head of the noun
    phrase. A hyphen ties the number to its own compound alone: a "26-day strike" counts days, not strikes."""
    if compound := _COMPOUND.match(text, end):
        return compound[1]
    first, last, taken = None, end, 0
    for match in _NOUN_WORD.finditer(text, end, min(len(text), end + 80)):
        word = match.group().lower()
        if not word[0].isalpha():
            if first is None and text[end : match.start()].strip() in ("", "-") and match.group() in "-–":
                continue
            break
        if word in _LEADING:
            if taken:
                break
            continue
        if word in _STOP or re.search(r"\d", text[last : match.start()]):
            break
        speech = parts_of_speech(word)
        if taken and (
            speech == {"VERB"} or word in _ENDING or speech == {"ADV"} or _ends_phrase(match.group())
        ):
            break
        if first is None:
            first = match.start()
        last, taken = match.end(), taken + 1
        if taken == 4:
            break
    return text[first:last] if first is not None else ""
