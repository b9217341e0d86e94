"""PDF files: their text in reading order, running heads left out, words and paragraphs made whole again."""

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from index.reading import pdf_layout
from index.reading.bounded import read_all
from index.reading.draft import Draft, Problem
from index.reading.limits import LIMITS, Limits, size_of

EDGE = 0.09  # share of a page's height at its top and bottom where running heads and page numbers stand
ON_PAGES = 3  # times that a line at the edge must come back, figures aside, to be a running head

_FIGURES = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)
_PAGE_NUMBER = re.compile(
    r"\W*(?:page|seite|p\.)?\s*\d{1,4}\s*(?:(?:/|of|von|de)\s*\d{1,4})?\W*", re.IGNORECASE
)
_BROKEN = re.compile(r"([^\W\d_]+)[-\u00ad\u2010]$")
_WORD_START = re.compile(r"([^\W\d_]+)")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_END = re.compile(r"[.!?…。！？؟।:][\"'”’»)\]]*$")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})


@dataclass(frozen=True, slots=True)
class Box:
    """A block of lines on a page; distances are shares of the page's height from its top."""

    top: float
    bottom: float
    lines: tuple[str, ...]


def read_pdf(stream: BinaryIO, limits: Limits = LIMITS) -> Iterator[Draft | Problem]:
    """Yield the article that a PDF holds. The times that it tells are those of the file, and left out."""
    told = _taken_apart(read_all(stream, limits.article_bytes), limits)
    if isinstance(told, str):
        yield Problem(told)
        return
    pages = [
        [
            Box(box["top"] / page["height"], box["bottom"] / page["height"], tuple(box["lines"]))
            for box in page["boxes"]
        ]
        for page in told["pages"]
        if page["height"] > 0
    ]
    if not pages:
        yield Problem("it has no pages")
        return
    text = whole_text(pages)
    if not any(character.isalpha() for character in text):
        yield Problem("its pages hold no text, as in a scan; run text recognition (OCR) on it first")
        return
    title = " ".join(told["title"].split())
    yield Draft(
        text=text, title=title if title and title.casefold() in " ".join(text.split()).casefold() else None
    )
    if told["cut"]:
        yield Problem("some of its pages could not be read; the article is kept without them", None, True)


def whole_text(pages: Sequence[Sequence[Box]]) -> str:
    """Return the text of pages of boxes in reading order: one paragraph a box, one line a paragraph.

    A word broken at the end of a line is mended: it loses its hyphen, unless the document writes the word
    with one elsewhere, more often than without. A paragraph that goes on in the next column is joined.
    """
    heads = _running_heads(pages)
    paragraphs: list[list[str]] = []
    for page in pages:
        for box in page:
            lines = [line.translate(_LIGATURES).strip() for line in box.lines]
            lines = [line for line in lines if line and not (_at_edge(box) and _is_head(line, heads))]
            if not lines:
                continue
            if paragraphs and _goes_on(paragraphs[-1][-1], lines[0]):
                paragraphs[-1] += lines
            else:
                paragraphs.append(lines)
    known = Counter(w.casefold() for lines in paragraphs for line in lines for w in _WORD.findall(line))
    return "\n\n".join(_joined(lines, known) for lines in paragraphs)


def _joined(lines: Sequence[str], known: Counter[str]) -> str:
    whole = lines[0]
    for line in lines[1:]:
        broken, after = _BROKEN.search(whole), _WORD_START.match(line)
        if broken is None or after is None or not after[1][0].islower():
            whole += line if whole.endswith(("-", "\u2010")) and after else f" {line}"
            continue
        left, right = broken[1].casefold(), after[1].casefold()
        hyphened = known[f"{left}-{right}"] > known[left + right]
        whole = (whole if hyphened else whole[:-1]) + line
    return whole


def _goes_on(before: str, after: str) -> bool:
    """Whether a paragraph that ends with one line goes on with the other."""
    return after[0].islower() and not _END.search(before) and len(before) > 20


def _running_heads(pages: Sequence[Sequence[Box]]) -> set[str]:
    """Return the lines, without their figures, that stand at the edges of several pages."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_bare(line) for box in page if _at_edge(box) for line in box.lines})
    return {line for line, times in seen.items() if times >= ON_PAGES}


def _is_head(line: str, heads: set[str]) -> bool:
    return bool(_PAGE_NUMBER.fullmatch(line)) or _bare(line) in heads


def _at_edge(box: Box) -> bool:
    return box.bottom < EDGE or box.top > 1 - EDGE


def _bare(line: str) -> str:
    return " ".join(_FIGURES.sub("0", line).split()).casefold()


def _taken_apart(data: bytes, limits: Limits) -> dict[str, Any] | str:
    """Return what `index.reading.pdf_layout` tells of a PDF, or what is wrong with it."""
    program = [sys.executable, "-I", str(Path(pdf_layout.__file__))]
    bounds = [str(limits.pdf_bytes), str(max(1, round(limits.pdf_seconds))), str(limits.pdf_pages)]
    too_slow = f"taking it apart took longer than {limits.pdf_seconds:g} seconds"
    try:
        run = subprocess.run(  # noqa: S603  our own program, its arguments are numbers
            [*program, *bounds], input=data, capture_output=True, timeout=limits.pdf_seconds, check=False
        )
    except subprocess.TimeoutExpired:
        return too_slow
    if run.returncode == 0:
        try:
            told: dict[str, Any] = json.loads(run.stdout)
        except ValueError:
            return "it could not be taken apart"
        return str(told["problem"]) if "problem" in told else told
    if run.returncode < 0:
        return f"taking it apart took more than {limits.pdf_seconds:g} seconds or {size_of(limits.pdf_bytes)}"
    last = run.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
    return f"it could not be taken apart ({last.partition(':')[0] or 'no reason given'})"
