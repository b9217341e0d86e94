"""Roles: what a claim says of one name must not be what the cited text says of another."""

from collections.abc import Iterator

from app.names import Name, same_name
from app.verify.acts import is_act
from app.verify.case import Case
from app.verify.descriptions import description_spans
from app.verify.finding import Finding, contradicted, unsupported
from app.verify.lexicon import REPORTING_VERBS, is_verb_of
from app.verify.reading import Reading
from app.verify.relations import left_ties, name_spans, shared_subjects, ties_of
from app.words import parts_of_speech


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
        if any(mine & ties for ties in own):
            continue
        turned = {
            (other, s, j)
            for relation, s, j in mine
            if not is_verb_of(case.cited[s].words[j].lower, REPORTING_VERBS)  # "said" is done to nobody
            for other in _TURNED.get(relation, ())
        }
        if any(turned & ties for ties in own):
            yield contradicted("role", f"The cited text has “{name.text}” in the other part.")
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


_TURNED = {"agent": ("patient",), "speaker": ("patient",), "patient": ("agent", "speaker")}


def check_nouns(case: Case) -> Iterator[Finding]:
    """Yield a finding where a bare noun that the text does not have takes the part that a name has there, or
    is what the claim is about."""
    theirs = [
        (other, ties)
        for other, ties in _ties_in_text(case)
        if not any(same_name(other, name) for name in case.claim.names)
    ]
    words = case.claim.words
    for i, word in enumerate(words):
        bare = i == 0 or words[i - 1].lower not in _DETERMINERS
        if not word.content or not bare or case.alignment.places[i] is not None or i in case.claim.name_at:
            continue
        if "NOUN" not in parts_of_speech(word.lower):
            continue
        for relation, j in ties_of(case.claim, i, i):
            place = case.alignment.places[j]
            if place is None or relation in ("beside", "before"):
                continue
            if i == 0 and relation in ("agent", "speaker"):
                text = case.cited[place.sentence].words[place.word].text
                yield unsupported("role", f"The cited text does not say “{text}” of “{word.text}”.")
                return
            for other, ties in theirs:
                if (relation, place.sentence, place.word) in ties:
                    part = _part(relation, case.cited[place.sentence].words[place.word].text)
                    yield contradicted(
                        "role", f"In the cited text it is “{other.text}”, not “{word.text}”, {part}."
                    )
                    return


def check_actors(case: Case) -> Iterator[Finding]:
    """Yield a finding where a name does a deed that the text does not name, and there only describes a noun:
    "160 strikes on US bases" does not tell what the US carried out."""
    spans = name_spans(case.claim)
    for name in case.claim.names:
        if name.start not in spans or _describes(case.claim, spans[name.start][1]):
            continue
        acts = [i for relation, i in ties_of(case.claim, *spans[name.start]) if relation == "agent"]
        if not acts or any(case.alignment.places[i] is not None for i in acts):
            continue
        mentions = [
            _describes(reading, name_spans(reading)[other.start][1])
            for reading in (*case.cited, *case.near)
            for other in reading.names
            if same_name(name, other) and other.start in name_spans(reading)
        ]
        if mentions and all(mentions):
            deed = case.claim.words[acts[0]].text
            yield unsupported("role", f"The cited text does not say that “{name.text}” “{deed}”.")
            return


def _describes(reading: Reading, last: int) -> bool:
    """Whether a name that ends with word `last` stands before a noun, no verb."""
    behind = reading.words[last + 1 : last + 2]
    if not behind or reading.text[reading.words[last].end : behind[0].start] != " ":
        return False
    noun = behind[0].text.islower() and "NOUN" in parts_of_speech(behind[0].lower)
    return noun and not is_act(reading, last + 1)


_DETERMINERS = frozenset(
    ("the", "a", "an", "this", "that", "his", "her", "its", "their", "our", "another", "one")
)


def _part(relation: str, word: str) -> str:
    parts = {"agent": f"that does what “{word}” tells", "patient": f"to whom “{word}” is done"}
    return parts.get(relation, f"that goes with “{word}”")


def _ties_in_text(case: Case) -> list[tuple[Name, set[tuple[str, int, int]]]]:
    found = []
    for s, reading in enumerate(case.cited):
        spans = name_spans(reading)
        for name in reading.names:
            if name.start in spans:
                ties = ties_of(reading, *spans[name.start])
                for start, _ in description_spans(reading, name):
                    if start < name.start:  # "summoned the ambassador, Oskar Thiel"
                        front = next(i for i, word in enumerate(reading.words) if word.start >= start)
                        ties |= left_ties(reading, front)
                ties |= {more for tie in ties for more in shared_subjects(reading, tie)}
                found.append((name, {(r, s, j) for r, j in ties}))
    return found
