"""Exact match and F1 of answers, as SQuAD's own evaluation counts them (Rajpurkar et al. 2016)."""

import re
import string
from collections import Counter


def normalise(text: str) -> list[str]:
    """Return the words of an answer: lower case, without punctuation and articles."""
    text = "".join(letter for letter in text.lower() if letter not in string.punctuation)
    return re.sub(r"\b(a|an|the)\b", " ", text).split()


def exact(guess: str, gold: list[str]) -> float:
    """Return 1 when the guess equals a gold answer; no gold answer means that "" is right."""
    return float(any(normalise(guess) == normalise(one) for one in gold or [""]))


def f1(guess: str, gold: list[str]) -> float:
    """Return the best word-overlap F1 with a gold answer."""
    return max(_f1(normalise(guess), normalise(one)) for one in gold or [""])


def _f1(guess: list[str], gold: list[str]) -> float:
    if not guess or not gold:
        return float(guess == gold)
    same = sum((Counter(guess) & Counter(gold)).values())
    return 0.0 if not same else 2 * same / (len(guess) + len(gold))
