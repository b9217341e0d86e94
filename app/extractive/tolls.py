"""Figures behind what they count: "the death toll has risen to 19", "the number of injured reached 63"."""

import re
from functools import lru_cache

from app.extractive.reading import ReadSentence
from app.quantities import Quantity
from app.question import Question
from app.words import keys_of, words_of

_TOLL = re.compile(r"\b(?:death\s+)?toll\b[^.;:]*$", re.IGNORECASE)
_NUMBER = re.compile(
    r"\b(?:number|count|total|tally)\s+of\s+(?P<what>[^.;:,]+?)\s+(?:has|have|had|is|was|stands?|stood|rose|climbed|grew|fell"
    r"|dropped|reached|hit|passed|topped|exceeded|increased|went|jumped|remains?|remained)\b[^.;:]*$",
    re.IGNORECASE,
)
_REACHES = re.compile(
    r"\b(?:to|at|of|is|was|now|reach(?:es|ed)?|hits?|pass(?:es|ed)|topp?(?:s|ed)|exceed(?:s|ed))\s*$",
    re.IGNORECASE,
)


def counts_behind(
    question: Question, sentence: ReadSentence, quantity: Quantity, *, is_of_people: bool
) -> bool:
    """Whether a figure without a noun counts what is asked, by what stands before it in its clause.

    Args:
        question: counts something.
        sentence: has the figure.
        quantity: the figure.
        is_of_people: whether people are counted, whoever they are: a toll counts no soldiers alone.
    """
    if quantity.noun or quantity.unit or not question.focus:
        return False
    before = sentence.text[: quantity.start].rstrip()
    if quantity.qualifier and before.endswith(quantity.qualifier):
        before = before[: -len(quantity.qualifier)]
    if not _REACHES.search(before):
        return False
    asked = frozenset(key for word in question.content for key in word.keys)
    if _TOLL.search(before):
        return is_of_people and bool(asked & _deaths())
    number = _NUMBER.search(before)
    told = frozenset(key for word in words_of(number["what"]) for key in word.keys) if number else frozenset()
    return not told.isdisjoint(question.focus[-1].keys)


@lru_cache(maxsize=1)
def _deaths() -> frozenset[str]:
    words = ("die", "kill", "death", "dead", "fatality", "victim", "toll", "perish")
    return frozenset(key for word in words for key in keys_of(word))
