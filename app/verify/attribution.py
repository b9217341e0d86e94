"""Attribution: what the text hands to a speaker must stay that speaker's, and not become plain fact."""

import re
from collections.abc import Iterator

from app.names import Name, same_name
from app.verify.case import Case
from app.verify.finding import Finding, contradicted, unsupported
from app.verify.lexicon import is_verb_of, synonyms
from app.verify.reading import Reading
from app.verify.speech import Attribution
from app.wordlists import word_set
from app.words import Word, words_of

_DENY = word_set("deny reject dismiss dispute refute")
_SHARE = 0.6
_PLACED = re.compile(r"\b(?:in|at|near|from)\s(?:the\s)?(?:[a-z]+\s){0,4}(?:of\s)?$")
_PRONOUN = re.compile(r"\b(?:he|she|they|it|i|we|who|her|him|them)\b", re.I)


def check_attribution(case: Case) -> Iterator[Finding]:
    """Yield a finding where the claim drops the source of a statement, or gives it to another."""
    for s, reading in enumerate(case.cited):
        back = case.alignment.back(s)
        for given in reading.attributions:
            inside = [w for w in back if given.covers(reading.words[w].start)]
            content = sum(1 for w in reading.words if w.content and given.covers(w.start))
            if not inside or not content:
                continue
            taken = [back[w] for w in inside]
            placed = _said(case)
            if len(taken) < min(2, content) or (
                len(taken) < _SHARE * placed and len(inside) < _SHARE * content
            ):
                continue
            mine = _claimed(case, s, given, taken)
            if not mine:
                if given.reporting and not _quoted(case.claim, taken) and _mostly(case, s, given):
                    who = _words(reading, given.source)
                    source = f"what {who} says" if who else f"something “{given.cue}”"
                    yield unsupported(
                        "attribution", f"The cited text gives this as {source}, the claim as a fact."
                    )
                continue
            rival = [list(_other_speaker(case, reading, s, given, one)) for one in mine]
            if all(rival):
                yield from rival[0]


def _said(case: Case) -> int:
    """Return how many placed words of the claim are no speaker's name or verb of saying."""
    spans = [a.source for a in case.claim.attributions if a.source]
    cues = {a.cue_start for a in case.claim.attributions}
    return sum(
        place is not None
        and word.start not in cues
        and not any(start <= word.start < end for start, end in spans)
        for word, place in zip(case.claim.words, case.alignment.places, strict=True)
    )


def _claimed(case: Case, s: int, given: Attribution, taken: list[int]) -> list[Attribution]:
    """Return the claim's attributions that cover at least half of the words taken from the statement.

    One whose cue is itself part of the statement does not count; one with the statement's own cue comes
    alone.
    """
    claim, found, same = case.claim, [], []
    for attribution in claim.attributions:
        if 2 * sum(1 for i in taken if attribution.covers(claim.words[i].start)) < len(taken):
            continue
        place = next(
            (
                p
                for w, p in zip(claim.words, case.alignment.places, strict=True)
                if w.start == attribution.cue_start
            ),
            None,
        )
        if place is not None and place.sentence == s:
            at = case.cited[s].words[place.word].start
            if at == given.cue_start:
                same.append(attribution)
            elif given.covers(at):
                continue
            denied = case.cited[s].words[place.word].lower
            if is_verb_of(denied, _DENY) and is_verb_of(attribution.cue, _DENY):
                return []  # "…, which the navy denied": a denial of the whole
        found.append(attribution)
    return same or found


def _mostly(case: Case, s: int, given: Attribution) -> bool:
    """Whether most of what the claim takes from this sentence lies in the statement."""
    reading = case.cited[s]
    placed = [p.word for p in case.alignment.places if p is not None and p.sentence == s]
    inside = [w for w in placed if given.covers(reading.words[w].start)]
    return len(inside) >= _SHARE * len(placed)


def _quoted(claim: Reading, taken: list[int]) -> bool:
    return all(claim.in_quote(claim.words[i].start) for i in taken)


def _words(reading: Reading, span: tuple[int, int] | None) -> str:
    return reading.text[span[0] : span[1]].strip(" ,") if span else ""


def _names_in(reading: Reading, span: tuple[int, int] | None) -> list[Name]:
    """Return the names of who speaks; a place behind a preposition is only where: "police in Orsk"."""
    inside = [n for n in reading.names if span and span[0] <= n.start < span[1]]
    heads = [n for n in inside if not _PLACED.search(reading.text[: n.start])]
    return (
        heads or ([] if any(w.content and w.start < inside[0].start for w in _of(reading, span)) else inside)
        if inside
        else []
    )


def _of(reading: Reading, span: tuple[int, int] | None) -> list[Word]:
    return [w for w in reading.words if span and span[0] <= w.start < span[1]]


def _other_speaker(
    case: Case, reading: Reading, s: int, given: Attribution, mine: Attribution
) -> Iterator[Finding]:
    if mine.source is None or given.source is None:
        return
    said, stated = _words(case.claim, mine.source), _words(reading, given.source)
    claimed, named = _names_in(case.claim, mine.source), _names_in(reading, given.source)
    if not claimed:
        if not said or _PRONOUN.search(said) or _heads_meet(said, stated, case, s):
            return
        if named or not _PRONOUN.search(stated):
            yield unsupported("speaker", f"The cited text gives this to “{stated}”, the claim to “{said}”.")
        return
    theirs = {w.lower for w in words_of(stated)}
    if any(same_name(a, b) for a in claimed for b in named) or any(theirs >= set(a.tokens) for a in claimed):
        return
    if named:
        yield contradicted("speaker", f"The cited text gives this to “{stated}”, the claim to “{said}”.")
        return
    # a pronoun or a role: the name must be in the sentences around, or earlier in this one
    near = [n for r in case.around[s] for n in r.names] + [
        n for n in reading.names if n.start < given.cue_start
    ]
    if not any(same_name(a, b) for a in claimed for b in near):
        yield unsupported("speaker", f"The cited text gives this to “{stated}”, the claim to “{said}”.")


def _heads_meet(said: str, stated: str, case: Case, s: int) -> bool:
    theirs = [w.keys for w in words_of(stated) if w.content]
    theirs += (
        [w.keys for r in case.around[s] for w in r.words if w.content] if _PRONOUN.search(stated) else []
    )
    mine = [w.keys for w in words_of(said) if w.content]
    return not mine or any(a & b or synonyms(a, b) for a in mine for b in theirs)
