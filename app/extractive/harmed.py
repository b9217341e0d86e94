"""Figures of those to whom something was done, which do not tell how many there are."""

import re
from collections.abc import Sequence

from app.quantities import Quantity
from app.question import Question

_ASKS_PRESENT = re.compile(  # "How many soldiers are in Norland?"
    r"\bhow\smany\b[^?]*?\b(?:are|were|is|was)\s(?:there|in|at|on|stationed|based|deployed|left)\b"
    r"|\bhow\smany\b[^?]*?\b(?:live|work|serve|belong)s?\b",
    re.IGNORECASE,
)
_HARMED = (  # whole words: a fleet has not fled, and a deadline is not dead
    r"\b(?:kill(?:s|ed|ing)?|wound(?:s|ed|ing)?|injur(?:e|y)\w*|injur(?:ies|ing)|hurt(?:s|ing)?|dead|die[sd]?|dying"
    r"|arrest\w*|detain\w*|captur(?:e|ing)\w*|kidnap\w*|abduct\w*|missing|evacuat\w+|displac\w+|fle(?:d|es?|eing))\b"
)
_BEFORE = re.compile(
    rf"{_HARMED}\s(?:(?:at|least|most|about|some|around|nearly|over|more|than)\s)*$", re.IGNORECASE
)
_BEHIND = re.compile(
    rf"(?:\s[\w'’-]+){{0,4}}?\s(?:(?:was|were|been|are|is|had|have)\s)*{_HARMED}", re.IGNORECASE
)

_ONE = re.compile(
    r"\b(?:an?|another)\s(?:[\w'’-]+,?\s){1,8}?(?:(?:has\s|had\s)?(?:died|drowned|perished)"
    r"|(?:is|was|been)\s(?:killed|hurt|injured|wounded|arrested|detained|shot))\b",
    re.IGNORECASE,
)


def asks_present(question: Question) -> bool:
    """Whether a question asks how many there are somewhere, not how many did or suffered something."""
    return _ASKS_PRESENT.search(question.text) is not None and not asks_harmed(question)


def asks_harmed(question: Question) -> bool:
    """Whether a question speaks of the killed, hurt, held or driven away."""
    return re.search(_HARMED, question.text, re.IGNORECASE) is not None


def is_harm(lower: str) -> bool:
    """Whether a word tells that somebody was killed, hurt, held or driven away: "hurt", "injuries"."""
    return re.match(_HARMED, lower) is not None


def all_harmed(text: str, figures: Sequence[Quantity]) -> bool:
    """Whether each of a sentence's figures counts those who were killed, hurt, held or driven away."""
    ends = [figure.start for figure in figures[1:]] + [len(text)]
    return all(
        _BEFORE.search(text[: figure.start]) or _BEHIND.match(text[figure.end : end])
        for figure, end in zip(figures, ends, strict=True)
    )


def tells_of_one(text: str) -> bool:
    """Whether a text tells of one to whom it happened: "A cook of the ferry died"."""
    return _ONE.search(text) is not None
