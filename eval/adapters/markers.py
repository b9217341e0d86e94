"""Text with `[n]` markers cut into sentences and the sources that each of them cites."""

import re
from dataclasses import dataclass

_NUMBERS = r"\[\s*(?:[Ss]ources?\s*)?\d{1,3}(?:\s*(?:,|;|and|&)\s*(?:[Ss]ources?\s*)?\d{1,3})*\s*\]"
_MARKER = re.compile(_NUMBERS)
_AFTER_THE_POINT = re.compile(rf"([.!?][\"”’)]?)((?:\s*{_NUMBERS})+)")


@dataclass(frozen=True, slots=True)
class MarkedSentence:
    """A sentence without its markers, and the numbers that they held, in order, each once."""

    text: str
    numbers: tuple[int, ...]


def marked_sentences(text: str) -> list[MarkedSentence]:
    """Cut an answer into sentences; `[1]`, `[1, 2]`, `[1][2]` and `[Source 1]` are citations of the sentence
    that they stand in or right behind.
    """
    from index.sentences import split_sentences

    inside = _AFTER_THE_POINT.sub(r"\2\1", text)
    found: list[MarkedSentence] = []
    for span in split_sentences(inside):
        sentence = span.of(inside)
        numbers = [int(n) for marker in _MARKER.findall(sentence) for n in re.findall(r"\d+", marker)]
        plain = re.sub(r"\s+([.,;:!?])", r"\1", " ".join(_MARKER.sub(" ", sentence).split()))
        if any(c.isalnum() for c in plain):
            found.append(MarkedSentence(plain, tuple(dict.fromkeys(numbers))))
        elif numbers and found:
            last = found.pop()
            found.append(MarkedSentence(last.text, tuple(dict.fromkeys((*last.numbers, *numbers)))))
    return found
