"""How long something lasts or is: told by a time or a length, not by how deep or high something is."""

import re

from app.extractive.reading import ReadSentence
from app.question import Question

_ASKED = re.compile(
    r"\bhow\slong\b(?!\sago\b)(?P<lasts>\s(?:has|have|had|did|does|do|will|would|can|may)\b)?", re.IGNORECASE
)
_TIME = re.compile(
    r"\b(?:(?:second|minute|hour|day|week|month|year|decade|night|term|season|summer|winter|spring|autumn|fortnight"
    r"|generation|weekend|moment|period|lifetime)s?|centur(?:y|ies)|since|until|till|through|ever|always|forever|life"
    r"|lifelong|permanent\w*|temporar\w*|indefinite\w*|brief\w*|soon|overnight|time|long\w*|short\w*|eras?|old|still|quick\w*"
    r"|\w+days?|from|after|before|by|finish\w*|end(?:s|ed)?|expir\w*|last(?:s|ed)?|january|february|march|april|may|june|july"
    r"|august|september|october|november|december|noon|midnight|morning|evening)\b|\d{4}|\d\s?[ap]\.?m\b|\d:\d\d|\d\s?[hs]\b",
    re.IGNORECASE,
)
_LENGTH = re.compile(
    r"(?:\b|\d)(?:km|kilomet\w+|met(?:re|er)s?|m|miles?|feet|foot|ft|inch(?:es)?|yards?|cm|mm|centimet\w+|pages?|words?"
    r"|characters?|chapters?|verses?|lines?)\b(?!\s(?:deep|high|wide|tall|thick|above|below|away)\b)",
    re.IGNORECASE,
)


def holds_length(question: Question, sentence: ReadSentence) -> bool:
    """Whether a sentence can tell how long: it holds a time, or a length where no "did" asks for a time."""
    asked = _ASKED.search(question.text)
    if asked is None or _TIME.search(sentence.text):
        return True
    return not asked["lasts"] and _LENGTH.search(sentence.text) is not None
