"""Conditions: "it would close unless it is paid" does not say that it would close."""

import re
from collections.abc import Iterator

from app.verify.case import Case
from app.verify.finding import Finding, unsupported

_CONDITION = re.compile(
    r"\b(?:unless|if|provided\s(?:that)?|as\slong\sas|on\scondition\sthat|only\swhen|in\sthe\sevent)\b(?!\s(?:not|any|ever)\b)",
    re.IGNORECASE,
)
_KEPT = re.compile(
    r"\b(?:unless|if|provided|as\slong\sas|condition\w*|without|when|depend\w*|until|should|were|in\scase|in\sthe\sevent"
    r"|whether|otherwise|except)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(r"\b(?:will|would|shall|could|may|might|can|going\sto|plans?\sto|must)\b", re.IGNORECASE)
_ENOUGH = 2


def check_conditions(case: Case) -> Iterator[Finding]:
    """Yield a finding where the claim takes what would happen from the cited text, and drops on what
    condition."""
    if _KEPT.search(case.claim.text):
        return
    for s, reading in enumerate(case.cited):
        back = [reading.words[w] for w in case.alignment.back(s)]
        for found in _CONDITION.finditer(reading.text):
            if reading.in_quote(found.start()) and not any(reading.in_quote(word.start) for word in back):
                continue
            start, end = _main(reading.text, found.start())
            modal = next((m for m in _OPEN.finditer(reading.text, start, end)), None)
            if modal is None:
                continue
            taken = [word for word in back if start <= word.start < end]
            if len(taken) >= _ENOUGH and any(word.start >= modal.end() for word in taken):
                words = " ".join(reading.text[found.start() :].split()[:5])
                yield unsupported("condition", f"The cited text says this under a condition: “{words} …”.")
                return


def _main(text: str, at: int) -> tuple[int, int]:
    """Return the span of the clause that a condition at `at` governs: before it, or behind its comma."""
    head = text[:at].rstrip()
    opens = not head or head[-1] in '.;:"' or re.search(r"(?:\bthat|\bsaid,?|\band|\bbut|,)$", head)
    if opens:
        comma = text.find(",", at)
        closing = text.find('"', at)
        if comma != -1 and closing > comma and text.count('"', 0, at) % 2:
            return comma, closing
        if comma != -1:
            stop = re.compile(r"[;.]").search(text, comma)
            return comma, stop.start() if stop else len(text)
    start = max(text.rfind(";", 0, at), text.rfind(". ", 0, at)) + 1
    return start, at
