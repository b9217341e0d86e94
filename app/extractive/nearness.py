"""How near words of a question stand to one another, and to what may answer it, in a sentence."""

import math
from collections.abc import Sequence
from itertools import pairwise

from app.extractive.answer_words import AnswerWords
from app.extractive.matching import WeighedQuestion
from app.extractive.reading import ReadSentence
from index.article import Span

NEAR = 60.0  # characters at which a matched word counts 1/e of one beside the answer words


def nearest(
    asked: WeighedQuestion, sentence: ReadSentence, candidates: Sequence[AnswerWords]
) -> tuple[Span | None, float]:
    """The likeliest candidate, and how near any stands to the question's words (0 to 1)."""
    best: tuple[bool, float, Span | None] = (False, 0.0, None)
    nearness = 0.0
    for candidate in candidates:
        total = 0.0
        for word, weight in zip(asked.words, asked.weights, strict=True):
            gaps = [
                max(w.start - candidate.span.end, candidate.span.start - w.end, 0)
                for w in sentence.words
                if w.keys & word.keys
            ]
            if gaps:
                total += weight * math.exp(-min(gaps) / NEAR)
        total = total * (1.0 if candidate.strong else 0.8) + 1e-6
        nearness = max(nearness, total)
        if (candidate.strong, total) > best[:2]:
            best = (candidate.strong, total, candidate.span)
    return best[2], nearness


def close_pairs(asked: WeighedQuestion, sentence: ReadSentence) -> float:
    """Share of the question's neighbouring content words that stand at most three apart here, in order."""
    if len(asked.words) < 2:
        return 0.0
    places = [[i for i, w in enumerate(sentence.words) if w.keys & word.keys] for word in asked.words]
    close = sum(any(0 < b - a <= 3 for a in left for b in right) for left, right in pairwise(places))
    return close / (len(asked.words) - 1)
