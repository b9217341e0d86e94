"""Recognises sentences about the archive itself: that the articles do not say something.

Such a sentence cites nothing and cannot be checked, so a model's own words for it are shown only as far as
they are the question's.
"""

import re

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


def missing_part(sentence: str, question: str) -> str | None:
    """Return what to tell the reader when `sentence` says that the articles do not say something, else None.

    Args:
        sentence: a model's sentence without labels.
        question: the question; only its words may come back.
    """
    said = _NOT_SAID.match(" ".join(sentence.split()))
    if said is None or len(sentence) > _MAX_LENGTH:
        return None
    rest = said["rest"].strip(" .,:;")
    if not rest:
        return NOT_SAID
    known = {word.casefold() for word in re.findall(r"\w+", question)} | _FUNCTION_WORDS
    if all(word.casefold() in known for word in re.findall(r"\w+", rest)):
        return f"The articles do not say {rest}."
    return NOT_ALL_SAID
