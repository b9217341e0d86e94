"""Recognises sentences about the archive itself: that the articles do not say something.

Such a sentence cites nothing and cannot be checked, so a model's own words for it are shown only as far as
they are the question's. What it goes on to assert ("The articles do not say, but the mayor is X") is a claim
like any other.
"""

import re
from dataclasses import dataclass

NOT_SAID = "The articles do not say."
NOT_ALL_SAID = "The articles do not answer all of the question."

_ARCHIVE = r"(?:articles?|evidence|passages?|sources?|archive|texts?|documents?|context|excerpts?|sentences?)"
_LEAD = r"(?:(?:however|but|also|unfortunately|sorry|based on [\w\s]{0,30})\b[\s,]*)?"
_WHICH = r"(?:(?:the|these|any of the|none of the|provided|given|available|cited)\s+)*"
_NOT = (
    r"(?:(?:do|does|did)\s*(?:not|n['’]t)|don['’]t|doesn['’]t|didn['’]t|says? nothing|never|"
    r"(?:contains?|gives?|makes?|offers?|provides?|has|have) no)"
)
_SAY = (
    r"(?:say|state|mention|specify|tell|name|answer|contain|provide|give|include|indicate|reveal|explain|"
    r"identify|report|disclose|information|details?)"
)
_NOT_SAID = re.compile(
    rf"^{_LEAD}(?:{_WHICH}{_ARCHIVE}\s*(?:provided|given|available|here)?\s*{_NOT}\b\s*"
    rf"(?:explicitly |directly |clearly )?{_SAY}?\b"
    rf"|(?:there is|there's)\s+(?:no|nothing)\b.{{0,40}}\bin the {_ARCHIVE}\b"
    r"|i (?:cannot|can['’]t|could not|couldn['’]t) (?:answer|find|determine)"
    rf"|it is (?:not|un)\s*clear from the {_ARCHIVE})(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_FUNCTION_WORDS = frozenset(
    re.findall(
        r"\w+",
        "a about an and any are as at be been by did do does for from had has have he her his how if in "
        "information into is it its many much of on or she that the their there these they this those to "
        "was were what when where whether which who whom whose why will with would ",
    )
)
_MAX_LENGTH = 300
_GOES_ON = re.compile(
    r"(?:\s*[,.;:–—(-]\s*|\s+)(?:but|however|yet|nevertheless|instead)\b[\s,:]*"
    r"|\s*,\s*(?:although|though|while|whereas|and|so|only|except)\b(?:\s+that\b)?[\s,:]*"
    r"|\s*[;:–—(]\s*|\s+-+\s+|[.!?]\s+",
    re.IGNORECASE,
)
_COMES_AFTER = re.compile(
    r",?\s+(?:but|although|though|while|whereas|and|however,?)\s+(?=(?:the|these|none|no|it|there|i)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence that says that the articles do not say something.

    Args:
        missing: what to tell the reader of it.
        claim: what the sentence asserts beside that, as a sentence of its own; empty when nothing.
        first: whether the remark comes before the assertion.
    """

    missing: str
    claim: str = ""
    first: bool = True


def read_remark(sentence: str, question: str) -> Remark | None:
    """Read a model's sentence as a remark on what the articles do not say; None when it is none.

    Args:
        sentence: a model's sentence without labels.
        question: the question; only its words may come back as what is missing.
    """
    text = " ".join(sentence.split())
    if len(text) > _MAX_LENGTH:
        return None
    said = _NOT_SAID.match(text)
    if said is not None:
        rest = said["rest"]
        cut = next((c for c in _GOES_ON.finditer(rest) if re.search(r"\w", rest[c.end() :])), None)
        claim = _sentence(rest[cut.end() :]) if cut else ""
        return Remark(_missing(rest[: cut.start()] if cut else rest, question), claim)
    for join in _COMES_AFTER.finditer(text):
        said = _NOT_SAID.match(text[join.end() :])
        if said is not None:
            return Remark(_missing(said["rest"], question), _sentence(text[: join.start()]), first=False)
    return None


def _missing(rest: str, question: str) -> str:
    rest = rest.strip(" .,:;()–—-")
    if not rest:
        return NOT_SAID
    known = {word.casefold() for word in re.findall(r"\w+", question)} | _FUNCTION_WORDS
    if all(word.casefold() in known for word in re.findall(r"\w+", rest)):
        return f"The articles do not say {rest}."
    return NOT_ALL_SAID


def _sentence(clause: str) -> str:
    clause = clause.strip(" ,;:(–—-")
    if "(" not in clause:
        clause = re.sub(r"\)(?=[.!?]*$)", "", clause)
    whole = clause[:1].upper() + clause[1:]
    return whole if re.search(r"[.!?…][\"”’)]*$", whole) else f"{whole}."
