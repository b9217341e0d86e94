"""Text as comparable tokens: case, plural endings and ways of writing a number do not matter."""

import re
import unicodedata
from dataclasses import dataclass

from eval.matching.number_words import read_number

_PIECE = re.compile(
    r"(?P<iso>\d{4}-\d{2}-\d{2})"
    r"|(?P<slash>\d{1,2}/\d{1,2}/\d{4})"
    r"|(?P<num>(?<![\w.])[-−]?(?:\d{1,3}(?:[,\u00a0\u2009\u202f]\d{3})+|\d+)(?:[.,]\d+)?)"
    r"(?P<tail>st|nd|rd|th|bn|m|k|tn)?(?![^\W_])"
    r"|(?P<word>[^\W_]+(?:['’][^\W_]+)*)"
    r"|(?P<sign>[%$€£¥])"
    r"|(?P<stop>[.!?]+(?=\s|$|[\"”’)]))"
    r"|(?P<cut>[,;:()\[\]—–])"
)
_ARTICLES = frozenset({"a", "an", "the"})
_CONTRAST = frozenset({"but", "however", "although", "though", "while", "whereas", "instead"})
_UNITS = {
    "percent": "%", "percentage": "%", "dollar": "$", "dollars": "$", "usd": "$", "euro": "€", "euros": "€",
    "eur": "€", "pound": "£", "pounds": "£", "gbp": "£", "yen": "¥",
}  # fmt: skip
_TAILS = {"k": 1e3, "m": 1e6, "bn": 1e9, "tn": 1e12}
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12}


@dataclass(frozen=True, slots=True)
class Token:
    """One comparable token of a text.

    Args:
        text: normal form; a number is `#` and its value.
        start: offset of its first character in the text.
        end: offset just past it.
        clause: counts clauses (cut at commas, brackets, dashes and words of contrast).
        sentence: counts sentences.
        number: its value when it is a number.
        capital: whether it is written with a capital letter.
        raw: as written, case folded.
    """

    text: str
    start: int
    end: int
    clause: int
    sentence: int
    number: float | None = None
    capital: bool = False
    raw: str = ""


def tokenize(text: str) -> list[Token]:
    """Return the tokens of `text` with articles left out; offsets count in `text` as given."""
    found: list[Token] = []
    clause = sentence = 0
    for match in _PIECE.finditer(text):
        kind, start, end = match.lastgroup, match.start(), match.end()
        if kind == "stop":
            clause, sentence = clause + 1, sentence + 1
        elif kind == "cut":
            clause += 1
        elif kind in ("num", "tail"):
            value = _digits(match["num"]) * _TAILS.get(match["tail"] or "", 1)
            found.append(Token(_name(value), start, end, clause, sentence, value, raw=match[0]))
        elif kind in ("iso", "slash", "sign"):
            found.append(Token(match[0], start, end, clause, sentence, raw=match[0]))
        else:
            raw = unicodedata.normalize("NFKC", match[0]).replace("’", "'").casefold()
            if raw in _CONTRAST:
                clause += 1
            capital = match[0][0].isupper()
            if raw.endswith("n't"):
                stem = {"can't": "can", "won't": "will", "shan't": "shall"}.get(raw, raw[:-3])
                found.append(Token(stem, start, end, clause, sentence, raw=stem))
                found.append(Token("not", start, end, clause, sentence, raw="not"))
            elif raw not in _ARTICLES or (capital and raw == "a" and start > 0):
                found.append(Token(singular(raw), start, end, clause, sentence, None, capital, raw))
    return _merge_numbers(found)


def singular(word: str) -> str:
    """Return `word` without possessive and plural ending, and its unit sign if it names one."""
    word = word.removesuffix("'s").removesuffix("'")
    if word in _UNITS:
        return _UNITS[word]
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _digits(written: str) -> float:
    written = re.sub(r"[\u00a0\u2009\u202f]", "", written.replace("−", "-"))
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", written):
        return float(written.replace(",", ""))
    return float(written.replace(",", "."))


def _name(value: float) -> str:
    return f"#{value:.10g}"


def _merge_numbers(tokens: list[Token]) -> list[Token]:
    """Join number words (`twenty three`), scales (`1.2 million`) and `per cent` into one token each."""
    merged: list[Token] = []
    at = 0
    while at < len(tokens):
        first = tokens[at]
        value, used = (first.number, 1) if first.number is not None else read_number(tokens, at)
        if value is None:
            if first.text == "per" and at + 1 < len(tokens) and tokens[at + 1].raw == "cent":
                last = tokens[at + 1]
                merged.append(Token("%", first.start, last.end, first.clause, first.sentence, raw="per cent"))
                at += 2
                continue
            merged.append(first)
            at += 1
            continue
        while at + used < len(tokens) and tokens[at + used].raw in _SCALES:
            value *= _SCALES[tokens[at + used].raw]
            used += 1
        last = tokens[at + used - 1]
        merged.append(
            Token(
                _name(value),
                first.start,
                last.end,
                first.clause,
                first.sentence,
                value,
                first.capital,
                first.raw,
            )
        )
        at += used
    return merged
