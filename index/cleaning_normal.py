"""Unicode and white space of clean text, settled before any offset exists."""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

MIN_WRAP, MAX_WRAP = 40, 130  # characters; text is wrapped by hand or program to widths between these
_LINE_ENDS = re.compile(r"\r\n|[\r\x85\u2028]")
_PAGE_ENDS = re.compile(r"[\v\f\u2029]")
_SPACES = re.compile(r"[^\S\n]{2,}|[^\S\n ]")  # any but a single plain space
_BLANK_LINES = re.compile(r"\n{3,}")
# Controls, soft hyphen, zero-width space, word joiner, BOM, and marks that turn the direction of text.
_INVISIBLE = re.compile(
    r"[\x00-\x09\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u2060\u202a-\u202e\u2066-\u2069\ufeff]"
)
_SURROGATES = re.compile(r"[\ud800-\udfff]")


def normalise(text: str) -> str:
    """Return `text` with the Unicode form and white space of clean text; see `index.cleaning`."""
    text = _PAGE_ENDS.sub("\n\n", _LINE_ENDS.sub("\n", text.replace("\t", " ")))
    text = _SURROGATES.sub("\ufffd", _INVISIBLE.sub("", text))
    lines = (line.strip(" ") for line in _SPACES.sub(" ", unicodedata.normalize("NFC", text)).split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip("\n")


def one_line(text: str) -> str:
    """Return `text` normalised and on one line."""
    return " ".join(normalise(text).split())


def unwrap(lines: Sequence[str]) -> list[str]:
    """Return lines with those joined that were only wrapped to a width.

    A text is taken as wrapped when nearly every line that is followed by another is so full that the first
    word of the next would not have fitted.
    """
    width = max((len(line) for line in lines), default=0)
    inner = [(line, after) for line, after in pairwise(lines) if line and after]
    if not MIN_WRAP <= width <= MAX_WRAP or len(inner) < 3:
        return list(lines)
    slack = 2  # some programs count the line end, or break before the last column
    full = [len(line) + 1 + len(after.split(" ", 1)[0]) > width - slack for line, after in inner]
    if sum(full) < 0.8 * len(full):
        return list(lines)
    joined: list[str] = []
    before = ""
    for line in lines:
        if before and line and len(before) + 1 + len(line.split(" ", 1)[0]) > width - slack:
            joined[-1] += " " + line
        else:
            joined.append(line)
        before = line
    return joined
