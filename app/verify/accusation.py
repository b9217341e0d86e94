"""Accusation: who is charged with a deed, or suspected of it, has not been found to have done it."""

import re
from collections.abc import Iterator

from app.verify.case import Case
from app.verify.finding import Finding, unsupported
from app.words import parts_of_speech

_CUE = re.compile(
    r"\b(?:charged\swith|accused\sof|suspected\sof|(?:on|under)\ssuspicion\sof|(?:charges|accusations?|allegations?"
    r"|suspicions?)\s(?:of|that)|indicted\s(?:for|on|over)|wanted\s(?:for|over|on)|investigat\w+\s(?:for|over|into)"
    r"|on\strial\s(?:for|on|over)|stands?\strial\s(?:for|on)|plead\w*\snot\sguilty\sto|den(?:y|ies|ied|ying)"
    r"|arrested\s(?:for|over|on)|alleged(?:ly)?)\b\s*",
    re.IGNORECASE,
)
_KEPT = re.compile(
    r"\b(?:charg\w+|accus\w+|suspect\w*|suspicions?|alleg\w+|indict\w+|wanted|investigat\w+|inquiry|probe|trial"
    r"|tried|plead\w*|den(?:y|ies|ied|ying|ials?)|arrest\w*|detain\w*|prosecut\w+|faces?|facing|claim\w*|reject\w*"
    r"|dismiss\w*|say|says|said|whether|if|not|no|never)\b",
    re.IGNORECASE,
)
_FOUND = re.compile(
    r"\b(?:convicted|found\sguilty|guilty|sentenced|jailed|imprisoned|admit\w*|confess\w*|pleaded\sguilty)\b",
    re.IGNORECASE,
)


def check_accusation(case: Case) -> Iterator[Finding]:
    """Yield a finding where the claim tells as done, or as found by a court, what is only laid to someone."""
    verdict = _FOUND.search(case.claim.text)
    for s, reading in enumerate(case.cited):
        back = case.alignment.back(s)
        for cue in _CUE.finditer(reading.text):
            end = _end(reading.text, cue.end())
            taken = [w for w in back if cue.end() <= reading.words[w].start < end]
            if not any(parts_of_speech(reading.words[w].lower) & {"VERB", "NOUN"} for w in taken):
                continue
            if verdict and not _FOUND.search(reading.text):
                yield unsupported("accusation", f"The cited text does not say “{verdict.group()}”.")
                return
            outside = [w for w in back if reading.words[w].start >= end]
            if not _KEPT.search(case.claim.text) and len(outside) <= len(taken):
                yield unsupported(
                    "accusation", f"The cited text says “{cue.group().strip()}”, the claim tells it as done."
                )
                return


def _end(text: str, start: int) -> int:
    found = re.compile(r"[,;.]|\s(?:and|but|which|who|while|after|before)\s").search(text, start)
    return found.start() if found else len(text)
