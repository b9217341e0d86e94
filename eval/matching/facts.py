"""Whether shown sentences say a fact: in full, in part, or not, with the place and the reason."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice, product

from eval.cases import ForbiddenFact, GoldFact, NumberValue
from eval.matching.negation import is_negated
from eval.matching.tokens import tokenize
from eval.matching.values import Place, Sentence, find_value
from eval.matching.wording import Wording

_MOST_COMBINATIONS = 64


class Degree(StrEnum):
    """How far a sentence says a fact: `support`, `partial_support`, `not_support` in TREC RAG's words."""

    FULL = "full"
    PART = "part"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactMatch:
    """Whether a fact is said.

    Args:
        degree: how far.
        sentence: position of the sentence that says it best, None when none does.
        spans: `(start, end)` offsets in that sentence of the words that say it.
        reason: why it counts only in part, or why a near match does not count; empty otherwise.
    """

    degree: Degree
    sentence: int | None = None
    spans: tuple[tuple[int, int], ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A shown sentence prepared for matching."""

    text: str
    sentence: Sentence

    @classmethod
    def of(cls, text: str) -> "Shown":
        """Tokenise once; facts are then matched against it."""
        return cls(text, Sentence.of(tokenize(text)))


def find_fact(fact: GoldFact | ForbiddenFact, shown: Sequence[Shown]) -> FactMatch:
    """Return how far any of the sentences says `fact`; the fullest and then the first wins."""
    best = FactMatch(degree=Degree.NONE)
    wordings = [Wording.of(w) for w in fact.accept]
    unless = [Wording.of(w) for w in fact.unless] if isinstance(fact, ForbiddenFact) else []
    for number, sentence in enumerate(shown):
        tokens = sentence.sentence.tokens
        if any(next(w.places(tokens), None) for w in unless):
            continue
        for match in _matches(fact, wordings, sentence):
            found = FactMatch(degree=match.degree, sentence=number, spans=match.spans, reason=match.reason)
            if _rank(found) > _rank(best):
                best = found
        if best.degree is Degree.FULL:
            return best
    return best


def _rank(match: FactMatch) -> int:
    return {Degree.NONE: 1 if match.reason else 0, Degree.PART: 2, Degree.FULL: 3}[match.degree]


def _matches(
    fact: GoldFact | ForbiddenFact, wordings: Sequence[Wording], shown: Shown
) -> Iterator[FactMatch]:
    tokens = shown.sentence.tokens
    said = [place for wording in wordings for place in wording.places(tokens)]
    if wordings and not said:
        return
    values = [find_value(value, shown.sentence) for value in fact.values]
    if not all(values):
        return
    for wording in said or [()]:
        for places in islice(product(*values), _MOST_COMBINATIONS):
            if _belong_together(fact.values, places, wording, shown.sentence):
                yield _judge(shown, wording, places)


def _belong_together(
    values: Sequence[object], places: Sequence[Place], wording: tuple[int, ...], sentence: Sentence
) -> bool:
    """Whether bare numbers go with the wording: in `three were killed and 40 hurt`, 40 does not go with
    `killed`.

    A number without a unit must stand in the same part of the sentence as the wording, if that part (cut at
    `and` and where clauses end) has a number at all.
    """
    if not wording:
        return True
    part_of = sentence.parts
    inside = {part_of[i] for i in wording}
    numbered = {part_of[i] for i in sentence.numbers}
    if not inside & numbered:
        return True
    bare = [p for v, p in zip(values, places, strict=True) if isinstance(v, NumberValue) and not v.unit]
    return all(part_of[place.tokens[0]] in inside for place in bare)


def _judge(shown: Shown, wording: tuple[int, ...], places: Sequence[Place]) -> FactMatch:
    tokens = shown.sentence.tokens
    matched = {*wording, *(i for place in places for i in place.tokens)}
    spans = tuple((tokens[i].start, tokens[i].end) for i in sorted(matched))
    cue = is_negated(tokens, matched, own=matched)
    if cue:
        return FactMatch(degree=Degree.NONE, spans=spans, reason=f"negated by “{cue}”")
    lacking = [place.lacks for place in places if not place.full]
    if lacking:
        return FactMatch(degree=Degree.PART, spans=spans, reason="without " + " and ".join(lacking))
    return FactMatch(degree=Degree.FULL, spans=spans)
