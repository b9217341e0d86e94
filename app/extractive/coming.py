"""What is still to come: when the next election is, no sentence tells that speaks of the last one alone."""

import re

from app.extractive.reading import ReadSentence
from app.question import Question

_ASKED = re.compile(
    r"\b(?:when|what\s(?:day|date|time|year))\s(?:is|are|will|does|do)\b[^?]*?\b(?:next|upcoming|forthcoming)\s(?!to\b|door\b)\w",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:next|upcoming|forthcoming|coming|future|will|shall|would|due|plan\w*|schedul\w*|expect\w*|set\sfor|announc\w*"
    r"|calls?|called|fixed|agreed|propos\w*|tomorrow|tonight|later|every|each|annual\w*|until|(?:is|are)\s(?:on|in|at)"
    r"|(?:is|are|was|were|has|have|set)\sto|to\s(?:be|debut|start|begin|take|open|play|air|launch|return|run|meet|vote"
    r"|go|hold|come))\b",
    re.IGNORECASE,
)


def tells_of_next(question: Question, sentence: ReadSentence) -> bool:
    """Whether a sentence can tell when something still to come is, where that is asked for."""
    return not _ASKED.search(question.text) or _TOLD.search(sentence.text) is not None
