"""Dates and times: each must be one of the cited text's, resolved against its publication date."""

import re
from collections.abc import Iterator

from app.times import TimeMention, same_time
from app.verify.case import Case
from app.verify.finding import Finding, contradicted, unsupported


def check_dates(case: Case) -> Iterator[Finding]:
    """Yield a finding for each date or time of the claim that the cited text does not give so."""
    given = [t for reading in case.cited for t in reading.times]
    carried = [t for i, reading in enumerate(case.cited) if _says_more(case, i) for t in reading.times]
    for claimed in case.claim.times:
        same = [t for t in given if same_time(claimed, t)]
        if not same:
            rival = next(
                (t for t in given if t.kind == claimed.kind or {t.kind, claimed.kind} <= _DAYS), None
            )
            if rival:
                yield contradicted("date", f"The claim says “{claimed.text}”, the cited text “{rival.text}”.")
            else:
                yield unsupported("date", f"“{claimed.text}” is not in the cited text.")
            continue
        if len(case.cited) > 1 and not any(t in carried for t in same):
            yield unsupported("date", f"The cited text gives “{claimed.text}” for something else.")
            continue
        exact = [t for t in same if t.kind == claimed.kind or {t.kind, claimed.kind} <= _DAYS]
        if exact and not any(t.relation == claimed.relation for t in exact):
            if any(_bounds(case, t, claimed.relation) for t in exact):
                continue
            words = {"after": "since or after", "before": "before or until", "at": "on or in"}
            yield unsupported(
                "date",
                f"The cited text says {words[exact[0].relation]} “{exact[0].text}”, "
                f"the claim {words[claimed.relation]} it.",
            )


_BOUND = {
    "after": re.compile(r"\b(?:since|after)\s(?:[^\s]+\s){1,12}$", re.IGNORECASE),
    "before": re.compile(r"\b(?:until|before)\s(?:[^\s]+\s){1,12}$", re.IGNORECASE),
}
_DAYS = frozenset(("day", "weekday", "relative"))


def _bounds(case: Case, time: TimeMention, relation: str) -> bool:
    """Whether a time stands in a clause that bounds: "since the raid on 7 October" is since 7 October."""
    for reading in case.cited:
        if relation == "at" or not any(t is time for t in reading.times):
            continue
        head = reading.text[: time.start]
        opened = _BOUND[relation].search(head)
        if opened and not re.search(r"[,;:]", head[opened.end() :]):
            return True
    return False


def _says_more(case: Case, s: int) -> bool:
    """Whether the claim takes more than a time from a cited sentence."""
    reading = case.cited[s]
    return any(
        not any(t.start <= reading.words[w].start < t.end for t in reading.times)
        for w in case.alignment.back(s)
    )
