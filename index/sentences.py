"""Where the sentences of a text begin and end, in characters of that text."""

import re
from collections.abc import Iterator
from itertools import pairwise

from index.article import Span

MAX_SENTENCE = 1000  # characters; longer ones are split at an inner sentence end, else at a space
WINDOW = 20_000  # characters handed to the segmenter at once, so that a line of any length takes linear time

_LINES = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_INNER_END = re.compile(r"[.!?…。！？؟।]+[\"'”’»)\]]*\s+")
_SPACE = re.compile(r"\s+")


def split_sentences(text: str) -> list[Span]:
    """Return the sentences of `text` in order, trimmed of white space.

    They do not overlap, every non-space character lies in one of them, and none crosses the end of a line:
    clean text ends a line only where a paragraph, heading or list item ends. None is longer than
    `MAX_SENTENCE`.

    Args:
        text: any string, of any script; it need not be valid Unicode.
    """
    spans: list[Span] = []
    for line in _LINES.finditer(text):
        if line[0].isspace():
            continue
        spans.extend(_of_line(text, line.start(), line.end()))
    return spans


def _of_line(text: str, start: int, end: int) -> Iterator[Span]:
    held: Span | None = None
    for left, right in _windows(text, start, end, WINDOW):
        for piece in _segments(text[left:right], left):
            span = _trimmed(text, piece)
            if span is None:
                continue
            if held is not None and not _has_word(text, span) and span.end - held.start <= MAX_SENTENCE:
                held = Span(held.start, span.end)  # a stray closing quote belongs to the sentence before it
                continue
            if held is not None:
                yield from _capped(text, held)
            held = span
    if held is not None:
        yield from _capped(text, held)


def _segments(line: str, offset: int) -> Iterator[Span]:
    """Yield what sentencex makes of a line, with offsets counted here: its pieces concatenate to the line."""
    from sentencex import segment

    safe = _SURROGATES.sub("\ufffd", line)  # one character for one, so that offsets stay
    pieces: list[str] = list(segment("en", safe))
    if "".join(pieces) != safe:  # then its pieces have no offsets; the whole line is one sentence
        pieces = [safe]
    for piece in pieces:
        yield Span(offset, offset + len(piece))
        offset += len(piece)


def _capped(text: str, span: Span) -> Iterator[Span]:
    for left, right in _windows(text, span.start, span.end, MAX_SENTENCE):
        piece = _trimmed(text, Span(left, right))
        if piece is not None:
            yield piece


def _windows(text: str, start: int, end: int, size: int) -> Iterator[tuple[int, int]]:
    """Cut `[start, end)` into pieces of at most `size`, after a sentence end or space where possible."""
    cuts = [start]
    while end - cuts[-1] > size:
        window = text[cuts[-1] : cuts[-1] + size]
        cut = _last(_INNER_END, window) or _last(_SPACE, window) or size
        cuts.append(cuts[-1] + cut)
    yield from pairwise([*cuts, end])


def _last(pattern: re.Pattern[str], window: str) -> int | None:
    """Return the end of the pattern's last match in the second half of a window."""
    ends = [match.end() for match in pattern.finditer(window, len(window) // 2)]
    return ends[-1] if ends else None


def _trimmed(text: str, span: Span) -> Span | None:
    piece = span.of(text)
    left = len(piece) - len(piece.lstrip())
    body = len(piece.strip())
    return Span(span.start + left, span.start + left + body) if body else None


def _has_word(text: str, span: Span) -> bool:
    return any(character.isalnum() for character in span.of(text))
