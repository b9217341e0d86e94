"""Descriptions: "Iliana Petrescu, the mayor" and "her deputy, Mihai Voinea" must stay with their names."""

import re
from collections.abc import Iterator

from app.names import Name, same_name
from app.verify.case import Case
from app.verify.finding import Finding, contradicted
from app.verify.reading import Reading

_BEHIND = re.compile(
    r"(?:,\s\d+)?,\s(?:an?|the|its|his|her|their|one\sof)\s[^,;.\"]{2,90}(?=[,;.]|$)|\s\([^)]{2,60}\)"
)
_SAID = re.compile(r"\s(?:is|was)\s(?:the|an?)\s[^,;.\"]{2,60}")
_IN_FRONT = re.compile(
    r"(?:\b(?:the|an?|its|his|her|their|[A-Z]\w+'s)\s(?:\w[\w-]*\s){0,6}\w[\w-]*,\s|(?:(?<=\s)|^)(?:\w[\w-]*\s){1,3})$"
)


def check_descriptions(case: Case) -> Iterator[Finding]:
    """Yield a finding where the claim describes one name with the words that describe another."""
    theirs = [
        (name, s, _words_in(reading, spans))
        for s, reading in enumerate(case.cited)
        for name in reading.names
        if (spans := description_spans(reading, name))
    ]
    for name in case.claim.names:
        spans = description_spans(case.claim, name)
        if said := _SAID.match(case.claim.text, name.end):
            spans.append(said.span())
        for i in _words_in(case.claim, spans):
            place = case.alignment.places[i]
            if place is None or i in case.claim.name_at:
                continue
            holders = [n for n, s, words in theirs if s == place.sentence and place.word in words]
            known = [n for r in case.cited for n in r.names if same_name(name, n)]
            if holders and known and not any(same_name(name, n) for n in holders):
                word = case.cited[place.sentence].words[place.word].text
                yield contradicted(
                    "role", f"In the cited text “{word}” describes “{holders[0].text}”, not “{name.text}”."
                )
                return


def description_spans(reading: Reading, name: Name) -> list[tuple[int, int]]:
    """Return the spans of the words that describe a name: in apposition behind it, or right before it."""
    found = []
    if behind := _BEHIND.match(reading.text, name.end):
        rest = reading.text[behind.end() :]
        if not re.match(r"(?:,)?\s(?:and|or)\s", rest):  # "Venn, a clerk and …" may be a list
            found.append(behind.span())
    head = reading.text[: name.start]
    if head.endswith(", ") and (front := _IN_FRONT.search(head)):
        found.append(front.span())
    return found


def _words_in(reading: Reading, spans: list[tuple[int, int]]) -> set[int]:
    return {
        i
        for i, word in enumerate(reading.words)
        if word.content and any(a <= word.start < b for a, b in spans) and i not in reading.name_at
    }
