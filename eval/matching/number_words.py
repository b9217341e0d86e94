"""Numbers written as English words."""

from collections.abc import Sequence
from typing import Protocol

from eval.matching.words import words

_SMALL = {
    word: value
    for value, word in enumerate(
        words(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
            "sixteen seventeen eighteen nineteen"
        )
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate(words("twenty thirty forty fifty sixty seventy eighty ninety"), 2)
}
_GROUPS = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "trillion": 10**12}


class _Word(Protocol):
    @property
    def raw(self) -> str: ...


def read_number(words: Sequence[_Word], at: int) -> tuple[float | None, int]:
    """Read a number in words from position `at`.

    Returns:
        Its value and how many words it takes; `(None, 0)` when no number begins there. A lone `hundred` or
        `million` is no number; `dozen` counts 12.
    """
    total = group = 0
    used = 0
    last = ""
    while at + used < len(words):
        word = words[at + used].raw
        if word in _SMALL:
            if last in _SMALL or (last in _TENS and not 0 < _SMALL[word] < 10):
                break
            group += _SMALL[word]
        elif word in _TENS:
            if last in _SMALL or last in _TENS:
                break
            group += _TENS[word]
        elif word == "hundred" and last in _SMALL and 0 < group < 100:
            group *= 100
        elif word in _GROUPS and used and group:
            total += group * _GROUPS[word]
            group = 0
        elif word == "dozen":
            return (float((group or 1) * 12), used + 1)
        elif word == "and" and last in ("hundred", *_GROUPS) and _continues(words, at + used + 1):
            used += 1
            continue
        else:
            break
        last = word
        used += 1
    if not used:
        return None, 0
    return float(total + group), used


def _continues(words: Sequence[_Word], at: int) -> bool:
    return at < len(words) and (words[at].raw in _SMALL or words[at].raw in _TENS)
