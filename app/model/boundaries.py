"""Finds where sentences end in a line that still holds its labels."""

import re

from app.model.label_syntax import LABEL_GROUP

_LABELS = rf"(?:[\s*_`]*{LABEL_GROUP})+[*_`]*"
_LEADING = re.compile(rf"\s*{_LABELS}[.。]?\s*")
_ENDED = re.compile(rf"[.!?。！？…।؟][\"'”’»)\]]*{_LABELS}[.。]?\s*")
_LINE_START = re.compile(rf"\s*(?:[-+•>#\d.)(]+\s+)?{_LABELS}[:\s]*")
_TERMINATOR = re.compile(r"[.!?。！？…।؟]")
_NEXT_BEGINS = re.compile(r"[^\Wa-z]|[\"“‘«'(*_]")
_OPENING_QUOTES = "“‘«„("


def sentence_ends(line: str) -> list[int]:
    """Return the offsets at which the sentences of `line` end; labels belong to the sentence before them.

    Args:
        line: one line of a model's answer, labels included. Labels at its start belong to what follows.
    """
    if not _TERMINATOR.search(line):
        return [len(line)]
    import sentencex

    # Labels and emphasis are blanked out, since sentencex takes them for words; offsets stay.
    blank = re.sub(rf"{_LABELS}|[*`]", lambda m: " " * len(m[0]), line)
    ends: set[int] = set()
    place = 0
    for segment in sentencex.segment("en", blank):
        place += len(segment)
        ends.add(place)
    start = match.end() if (match := _LINE_START.match(line)) else 0
    for ended in _ENDED.finditer(line):
        if _NEXT_BEGINS.match(line, ended.end()):
            ends.add(ended.end())
    return _settled(line, sorted(ends | {len(line)}), start)


def quote_is_open(text: str) -> bool:
    """Whether a quotation begins in `text` that does not end there."""
    return text.count("“") + text.count("„") > text.count("”") or text.count('"') % 2 == 1


def _settled(line: str, ends: list[int], start: int) -> list[int]:
    """Move each end past the labels that follow it and before an opening quote; drop empty sentences."""
    settled: list[int] = []
    for end in ends:
        place = end
        while (
            place > 0
            and (line[place - 1] in _OPENING_QUOTES or line[place - 1].isspace())
            and place < len(line)
        ):
            place -= 1
        if labels := _LEADING.match(line, place):
            place = labels.end()
        while place < len(line) and line[place].isspace():
            place += 1
        before = settled[-1] if settled else 0
        if place > max(before, start) and (
            re.search(r"\w", line[max(before, start) : place]) or place == len(line)
        ):
            settled.append(place)
    if not settled or settled[-1] != len(line):
        settled.append(len(line))
    return settled
