"""Makes a follow-up question whole, by rule; a model may do it instead (`Rewriter`).

"and in Syria?" after "How many bases were attacked in Iraq?" becomes "How many bases were attacked in
Syria?". Where no phrase can be exchanged, the earlier question is added, so that the search knows the
subject. History is used for this alone and never becomes evidence.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from app.asked_source import asks_who_said
from app.usage import Usage

Turn = tuple[str, str]
"""An earlier question, as it was made standalone, and the text of its answer."""

_LEAD_IN = re.compile(
    r"^(?:(?:and|but|so|or|what about|how about|and what about|ok|okay)\b[\s,]*)+", re.IGNORECASE
)
_REFERS = re.compile(
    r"\b(?:he|him|his|she|her|hers|it|its|they|them|their|theirs|this|that|these|those|there|then|"
    r"the (?:same|other|former|latter|first|second|last)|else|more|one|ones)\b",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|do|does|did|has|have|had|will|would|can|could|should|may|might|must|"
    r"\w{3,}(?:ed|ing))\b",
    re.IGNORECASE,
)
_QUESTION_WORD = re.compile(r"^(?:who|whom|whose|what|when|where|which|why|how)\b", re.IGNORECASE)
_PLACE_OR_TIME = (
    r"in|at|on|from|near|during|since|after|before|until|by|for|against|of|to|with|around|outside"
)
_PHRASE = re.compile(rf"^(?P<word>{_PLACE_OR_TIME})\s+(?P<rest>.+)$", re.IGNORECASE)
_NAME = r"(?:the\s+)?[A-Z0-9][\w’'.-]*(?:\s+(?:of\s+|de\s+|al-)?[A-Z0-9][\w’'.-]*)*"
_WHO_SAID_THAT = re.compile(
    r"^(?P<who>who\s+(?:(?:has|have|had|else|first|also)\s+)*[a-z]+)\s+(?:that|this|so|it|these|those)\W*$",
    re.IGNORECASE,
)
_FIRST_CLAIM = re.compile(r"^(?P<claim>.+?[^\s.])\.?(?:\s*\[\d+\])+", re.DOTALL)
_INNER_QUOTES = str.maketrans('“”"', "‘’'")
_MAX_PREVIOUS = 300


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A standalone question.

    Args:
        question: None when the rewriter has none.
        usage: token counts and cost by name.
    """

    question: str | None
    usage: Usage = field(default_factory=dict)


class Rewriter(Protocol):
    """Makes a follow-up whole."""

    def rewrite(self, question: str, history: Sequence[Turn]) -> Rewritten:
        """Return the standalone question, or that there is none."""
        ...


def make_standalone(
    question: str, history: Sequence[Turn], rewriter: Rewriter | None = None
) -> tuple[str, Usage]:
    """Return `question` so that it can be understood without `history`, and what that used.

    Args:
        question: as asked.
        history: earlier turns, oldest first.
        rewriter: asked first when the question needs it; the rules when it fails.
    """
    if not history or not needs_context(question):
        return question, {}
    rewritten = rewriter.rewrite(question, history) if rewriter is not None else Rewritten(None)
    if rewritten.question:
        return rewritten.question, rewritten.usage
    whole = _who_said(question, history[-1][1]) or _by_rules(question, [asked for asked, _ in history])
    return whole, rewritten.usage


def needs_context(question: str) -> bool:
    """Whether the question leans on an earlier one: a lead-in, a pronoun with no name, or no verb."""
    rest = _LEAD_IN.sub("", question)
    if rest != question and not (_QUESTION_WORD.match(rest) and has_name(rest)):
        return True
    return (bool(_REFERS.search(rest)) and not has_name(rest)) or (
        not _VERB.search(rest) and len(rest.split()) <= 4
    )


def has_name(question: str) -> bool:
    """Whether a capitalised word stands anywhere but at the start."""
    return any(word[:1].isupper() for word in question.split()[1:])


def _who_said(question: str, answer: str) -> str | None:
    """Return "Who said that?" with the first cited sentence of the last answer in the place of "that"."""
    question = _LEAD_IN.sub("", question).strip()
    asked = _WHO_SAID_THAT.match(question)
    told = _FIRST_CLAIM.match(" ".join(answer.split()))
    if asked is None or told is None or not asks_who_said(question) or len(told["claim"]) > _MAX_PREVIOUS:
        return None
    claim = told["claim"].translate(_INNER_QUOTES).rstrip(".")
    return f"{asked['who'][:1].upper()}{asked['who'][1:]} that “{claim}”?"


def _by_rules(question: str, asked: Sequence[str]) -> str:
    """Return `question` made whole by the questions before it, each made whole by those before that.

    A bare phrase or name ("and in Syria?") changes the last question that was whole by itself.
    """
    asked = [one for one in asked if " that “" not in one] or asked  # nothing is exchanged in `_who_said`'s
    if len(asked) == 1:
        return _by_rule(question, asked[0])
    whole = [i for i, one in enumerate(asked) if not needs_context(one)]
    start = whole[-1] if whole else 0
    rest = _LEAD_IN.sub("", question)
    if not _VERB.search(rest) and not _QUESTION_WORD.match(rest):
        return _by_rule(question, asked[start])
    previous = asked[start]
    for one in asked[start + 1 :]:
        previous = _by_rule(one, previous)
    return _by_rule(question, re.sub(r"\s*\(after: (.*)\)$", r" \1", previous))


def _by_rule(question: str, previous: str) -> str:
    previous = " ".join(previous.split())[:_MAX_PREVIOUS]
    rest = _LEAD_IN.sub("", question).strip().rstrip("?").strip()
    if phrase := _PHRASE.match(rest):
        exchanged = _exchange_phrase(previous, phrase["word"], rest)
        if exchanged:
            return exchanged
        if not _VERB.search(rest):
            return f"{previous.rstrip('?').rstrip()} {rest}?"
    if re.fullmatch(_NAME, rest) and not _QUESTION_WORD.match(rest):
        names = [m for m in re.finditer(rf"(?<=\s){_NAME}", previous) if not _QUESTION_WORD.match(m[0])]
        if len(names) == 1:
            return f"{previous[: names[0].start()]}{rest}{previous[names[0].end() :]}"
    stem = question.rstrip().rstrip("?").rstrip()
    return f"{stem}? (after: {previous})"


def _exchange_phrase(previous: str, word: str, phrase: str) -> str | None:
    """Return `previous` with its one phrase of `word` replaced, None when there is not just one."""
    found = list(
        re.finditer(rf"\b{re.escape(word)}\s+{_NAME}", previous, re.IGNORECASE if word.islower() else 0)
    )
    # The pattern's capitals matter: "in the attack" is no place to exchange.
    found = [m for m in found if re.search(rf"(?i:{re.escape(word)})\s+{_NAME}$", m[0])]
    if len(found) != 1:
        return None
    start, end = found[0].span()
    return f"{previous[:start]}{phrase}{previous[end:]}"
