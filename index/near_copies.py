"""Telling near-identical passages: reprints of one report that differ in a few words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from index.hit import Hit

SHINGLE = 3  # words
SENTENCE = 6  # words, from which on a run that only one text has is taken for a sentence
LOOK_ON = 4
ENOUGH = 0.8  # of the shorter passage's shingles
_WORD = re.compile(r"\w+(?:['’]\w+)*")

# Reports that differ in one of these say different things, however alike they are otherwise.
_NUMBERS_AND_NEGATIONS = """
    no not never none nor neither without zero one two three four five six seven eight nine ten eleven twelve
    thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy
    eighty ninety hundred thousand million billion dozen half first second third
"""
_TELLING = frozenset(_NUMBERS_AND_NEGATIONS.split())


@dataclass(frozen=True, slots=True)
class _Print:
    """What of a text is compared: its words and their shingles."""

    words: tuple[str, ...]
    shingles: frozenset[tuple[str, ...]]


def collapse(hits: Sequence[Hit], k: int) -> list[Hit]:
    """Return the best `k` hits, each with its near-copies in `copies`.

    Args:
        hits: best first.
        k: how many to return; near-copies do not count. Copies are looked for among the first LOOK_ON * k
            hits at least: texts so alike have like scores.
    """
    kept: list[tuple[_Print, list[Hit]]] = []
    holders: dict[tuple[str, ...], list[int]] = {}  # for each shingle, the places in `kept` that hold it
    for walked, hit in enumerate(hits):
        if len(kept) == k and walked >= LOOK_ON * k:
            break
        mark = _print_of(hit.passage.text)
        shared = {place for shingle in mark.shingles for place in holders.get(shingle, ())}
        for place in sorted(shared):
            if _alike(mark, kept[place][0]):
                kept[place][1].append(hit)
                break
        else:
            if len(kept) < k:
                for shingle in mark.shingles:
                    holders.setdefault(shingle, []).append(len(kept))
                kept.append((mark, [hit]))
    return [replace(group[0], copies=tuple(group[1:])) for _, group in kept]


def near_copies(one: str, other: str) -> bool:
    """Return whether two texts are near-identical, or the shorter nearly all within the longer.

    Four fifths of the shorter one's runs of three words must stand in the other (the containment of Broder,
    "On the resemblance and containment of documents", 1997), and no number or negation may be changed, added
    or left out; but a run of words that only one of them has, long enough for a sentence, may hold some.
    """
    return _alike(_print_of(one), _print_of(other))


def _alike(one: _Print, other: _Print) -> bool:
    short = min(len(one.shingles), len(other.shingles))
    if len(one.shingles & other.shingles) < ENOUGH * short:
        return False
    matcher = SequenceMatcher(None, one.words, other.words, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal" or (kind != "replace" and max(b - a, d - c) >= SENTENCE):
            continue
        if any(map(_telling, one.words[a:b] + other.words[c:d])):
            return False
    return True


def _telling(word: str) -> bool:
    return word in _TELLING or word.endswith(("n't", "n’t")) or word[0].isdigit()


def _print_of(text: str) -> _Print:
    words = tuple(word.casefold() for word in _WORD.findall(text))
    width = min(SHINGLE, max(len(words), 1))
    shingles = frozenset(words[i : i + width] for i in range(max(len(words) - width + 1, 1)))
    return _Print(words, shingles)
