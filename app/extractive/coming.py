"""What is still to come: when the next election is, no sentence tells that speaks of the last one alone."""

import re

from app.extractive.reading import ReadSentence
from app.question import Question

_ASKED = re.compile(
    r"\b(?:when|what\s(?:day|date|time|year))\s(?:is|are|will|does|do)\b[^?]*?\b(?:next|upcoming|forthcoming)\s(?!to\b|door\b)\w",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:next|upcoming|forthcoming|coming|future|will|shall|would|could|may|might|can|due|plan\w*|schedul\w*|expect\w*"
    r"|set\sfor|to\s\w+|calls?|called|announc\w*|fixed|agreed|propos\w*|want\w*|hop(?:es?|ing)"
    r"|tomorrow|tonight|later|this|every|each|annual\w*|until|before|by|from|(?:is|are)\s(?!\w+ed\b)\w+)\b",
    re.IGNORECASE,
)


def tells_of_next(question: Question, sentence: ReadSentence) -> bool:
    """Whether a sentence, or one beside it, can tell of what is still to come, where that is asked for."""
    if not _ASKED.search(question.text):
        return True
    source = sentence.source
    return any(_TOLD.search(text) for text in (sentence.text, source.before, source.after))
