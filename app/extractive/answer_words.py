"""Words of a sentence that are of the kind a question asks for."""

import re
from dataclasses import dataclass

from app.extractive.reading import ReadSentence
from app.names import same_name
from app.question import Question, Wanted
from app.words import Word, parts_of_speech
from index.article import Span

_QUOTED = re.compile(r"[“\"«][^”\"»]{3,}[”\"»]|``.{3,}?''")
_SPEECH = re.compile(
    r"\b(?:said|says|say|saying|told|tells|call(?:s|ed|ing)?|describ(?:e|es|ed|ing)|warn(?:s|ed|ing)?|stated|stating|"
    r"claim(?:s|ed|ing)?|announc(?:ed|ing)|argu(?:ed|es|ing)|added|according\sto|condemn(?:s|ed|ing)?|accus(?:ed|ing)|"
    r"dubbed|label(?:led|ed)|named|urged|insisted|acknowledged)\b",
    re.IGNORECASE,
)
_CAUSE = re.compile(
    r"\b(?:because|due\sto|owing\sto|as\sa\sresult|in\sorder\sto|so\sthat|in\sresponse\sto|caus(?:e|es|ed|ing)|led\sto|"
    r"since|therefore|thus|hence|after|for\sfear|aimed\sat|reasons?|thanks\sto|resulting|blam(?:e|ed|ing))\b",
    re.IGNORECASE,
)
_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|near|from|to|outside|inside|around|across|off|of|on|into|toward|towards|between|north|south|east|west|"
    r"located|situated|based)\s(?:the\s|southern\s|northern\s|eastern\s|western\s|central\s)*$",
    re.IGNORECASE,
)
_ROLE_GAP = 40  # characters between a role and the name that holds it, at most


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """Words that may answer.

    Args:
        span: offsets in the sentence.
        strong: whether more than the kind fits: a figure counts what is asked, a name stands where a place
            would, or beside the role that is asked for.
    """

    span: Span
    strong: bool


def find_answer_words(question: Question, sentence: ReadSentence) -> list[AnswerWords]:
    """Return words of the kind that is asked for and that the question does not itself hold, in order."""
    wanted = question.wanted
    if wanted in (Wanted.COUNT, Wanted.AMOUNT):
        return _figures(question, sentence)
    if wanted is Wanted.TIME:
        return [
            AnswerWords(Span(t.start, t.end), any(c.isdigit() for c in t.text))
            for t in sentence.times
            if t.text.lower() not in question.text.lower()
        ]
    if wanted in (Wanted.PERSON, Wanted.PLACE, Wanted.WHICH):
        return _named(question, sentence)
    if wanted is Wanted.SAYING:
        quoted = [AnswerWords(Span(m.start(), m.end()), True) for m in _QUOTED.finditer(sentence.text)]
        return quoted or [
            AnswerWords(Span(m.end(), len(sentence.text)), False) for m in _SPEECH.finditer(sentence.text)
        ]
    if wanted is Wanted.REASON:
        return [
            AnswerWords(Span(m.start(), len(sentence.text)), False) for m in _CAUSE.finditer(sentence.text)
        ]
    return []


def focus_in(question: Question, sentence: ReadSentence) -> list[Word]:
    """Return the sentence's words that are the focus, or a compound of it as "warship" is of "ship"."""
    if not question.focus:
        return []
    head = question.focus[-1]
    whole = head.lower.removesuffix("s")
    return [
        w
        for w in sentence.words
        if w.keys & head.keys or (len(whole) >= 4 and w.lower.removesuffix("s").endswith(whole))
    ]


def _describes(text: str, end: int) -> bool:
    """Whether a name that ends there describes a noun, as "Lantrian" in "a Lantrian trawler"."""
    following = re.match(r"[ \xa0]([a-z]+)", text[end:])
    return following is not None and parts_of_speech(following[1]) <= {"NOUN"}


def _figures(question: Question, sentence: ReadSentence) -> list[AnswerWords]:
    asked = question.text.lower()
    found = []
    for quantity in sentence.quantities:
        if quantity.unit == "ordinal" or re.search(
            rf"(?<!\w){re.escape(quantity.text.lower())}(?!\w)", asked
        ):
            continue
        counted = any(keys & word.keys for keys in quantity.noun for word in question.focus)
        if question.wanted is Wanted.AMOUNT:
            counted = counted or bool(quantity.unit)
        found.append(AnswerWords(Span(quantity.start, quantity.end), counted))
    return found


def _named(question: Question, sentence: ReadSentence) -> list[AnswerWords]:
    held = {word.lower for word in question.words}
    focus = focus_in(question, sentence)
    found = []
    for name in sentence.names:
        known = any(same_name(name, other) for other in question.names)
        if known or all(token in held for token in name.tokens):
            continue
        if question.wanted is Wanted.PLACE:
            strong = bool(_PLACE_BEFORE.search(sentence.text[: name.start]))
        elif question.wanted is Wanted.PERSON and not question.focus:
            strong = len(name.tokens) > 1 and not name.text.startswith("The ")
        else:
            strong = not _describes(sentence.text, name.end) and any(
                word.start - name.end <= _ROLE_GAP and name.start - word.end <= _ROLE_GAP for word in focus
            )
        found.append(AnswerWords(Span(name.start, name.end), strong))
    return found
