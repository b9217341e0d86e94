"""Roles: what a claim says of one name must not be what the cited text says of another."""

from collections.abc import Iterator

from app.names import Name, same_name
from app.verify.case import Case
from app.verify.finding import Finding, contradicted
from app.verify.relations import name_spans, ties_of


def check_roles(case: Case) -> Iterator[Finding]:
    """Yield a finding where another name holds the claimed name's part in the cited text, and it does not."""
    theirs = _ties_in_text(case)
    spans = name_spans(case.claim)
    for name in case.claim.names:
        if name.start not in spans:
            continue
        mine = set()
        for relation, i in ties_of(case.claim, *spans[name.start]):
            place = case.alignment.places[i]
            if place is not None and case.alignment.in_company(i, 1):
                mine.add((relation, place.sentence, place.word))
        if not mine:
            continue
        own = [ties for other, ties in theirs if same_name(name, other)]
        if not own or any(mine & ties for ties in own):
            continue
        for other, ties in theirs:
            shared = mine & ties
            if shared and not same_name(name, other):
                relation, s, j = next(iter(shared))
                word = case.cited[s].words[j].text
                yield contradicted(
                    "role",
                    f"In the cited text it is “{other.text}”, not “{name.text}”, {_part(relation, word)}.",
                )
                break


def _part(relation: str, word: str) -> str:
    parts = {"agent": f"that does what “{word}” tells", "patient": f"to whom “{word}” is done"}
    return parts.get(relation, f"that goes with “{word}”")


def _ties_in_text(case: Case) -> list[tuple[Name, set[tuple[str, int, int]]]]:
    found = []
    for s, reading in enumerate(case.cited):
        spans = name_spans(reading)
        for name in reading.names:
            if name.start in spans:
                found.append((name, {(r, s, j) for r, j in ties_of(reading, *spans[name.start])}))
    return found
