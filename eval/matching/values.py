"""Whether typed values stand in a sentence, in full or in part."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import singledispatch
from itertools import accumulate
from typing import Any

from eval.cases import DateValue, NameValue, NumberValue, Qualifier
from eval.matching.dates import DateFound, find_dates
from eval.matching.quantities import qualifier_of, unit_place
from eval.matching.tokens import Token
from eval.matching.wording import Wording
from eval.matching.words import words


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: its token positions, whether in full, and what a part lacks."""

    tokens: tuple[int, ...]
    full: bool = True
    lacks: str = ""


# Qualifiers that are near enough to say the fact in part.
_NEAR: tuple[frozenset[Qualifier], ...] = (
    frozenset({"at least", "more than"}),
    frozenset({"at most", "less than"}),
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence prepared for matching.

    Args:
        tokens: its tokens.
        dates: the dates in them.
        numbers: positions of the numbers that belong to no date.
        parts: for each token, the part of the sentence it stands in; parts end at clauses and at `and`.
    """

    tokens: list[Token]
    dates: list[DateFound]
    numbers: tuple[int, ...]
    parts: tuple[int, ...]

    @classmethod
    def of(cls, tokens: list[Token]) -> "Sentence":
        """Find dates, numbers and parts once for all facts."""
        dates = find_dates(tokens)
        dated = {i for date in dates if date.month for i in date.tokens}
        numbers = tuple(
            at for at, t in enumerate(tokens) if t.number is not None and t.raw != "one" and at not in dated
        )
        ands = accumulate(int(t.raw == "and") for t in tokens)
        parts = tuple(1_000 * t.clause + n for t, n in zip(tokens, ands, strict=True))
        return cls(tokens, dates, numbers, parts)


@singledispatch
def find_value(value: Any, sentence: Sentence) -> list[Place]:
    """Return the places of a typed value in `sentence`, full ones first."""
    raise TypeError(f"not a typed value: {value!r} in {sentence!r}")


@find_value.register
def _(value: NumberValue, sentence: Sentence) -> list[Place]:
    tokens = sentence.tokens
    places = _aliases(value.aliases, tokens)
    dated = {i for date in sentence.dates if date.month for i in date.tokens}
    for at, token in enumerate(tokens):
        if token.number is None or at in dated or abs(token.number - value.value) > value.tolerance + 1e-9:
            continue
        where = unit_place(tokens, at, value.unit) if value.unit else ()
        if where is None:
            continue
        said = qualifier_of(tokens, at)
        wanted = value.qualifier
        if wanted is None or said == wanted or (wanted == "exactly" and said is None):
            places.append(Place((at, *where)))
        elif said is None:
            places.append(Place((at, *where), full=False, lacks=f"“{wanted}”"))
        elif any({said, wanted} <= near for near in _NEAR):
            places.append(Place((at, *where), full=False, lacks=f"“{wanted}” (it says “{said}”)"))
    return sorted(places, key=lambda p: not p.full)


@find_value.register
def _(value: DateValue, sentence: Sentence) -> list[Place]:
    wanted = [int(p) for p in value.value.split("-")]
    year, month, day = (*wanted, None, None)[:3]
    places = _aliases(value.aliases, sentence.tokens)
    for found in sentence.dates:
        if found.year is not None and found.year != year:
            continue
        if month is None:
            if found.year == year:
                places.append(Place(found.tokens))
        elif found.month == month and (day is None or found.day == day):
            places.append(Place(found.tokens))
        elif found.month == month and found.day is None:
            places.append(Place(found.tokens, full=False, lacks="the day"))
    return sorted(places, key=lambda p: not p.full)


@find_value.register
def _(value: NameValue, sentence: Sentence) -> list[Place]:
    tokens = sentence.tokens
    places = _aliases((value.value, *value.aliases), tokens)
    words = Wording.of(value.value).parts
    last = words[0][-1] if words and len(words[0]) > 1 else None
    if last and not places:
        places = [
            Place((at,), full=False, lacks=f"the whole name “{value.value}”")
            for at, token in enumerate(tokens)
            if token.text == last and token.capital and not _other_name_before(tokens, at)
        ]
    return places


def _aliases(wordings: Sequence[str], tokens: Sequence[Token]) -> list[Place]:
    return [Place(place) for wording in wordings for place in Wording.of(wording).places(tokens)]


def _other_name_before(tokens: Sequence[Token], at: int) -> bool:
    """Whether the name at `at` follows another capitalised word in mid-sentence (`Anna Maron`)."""
    before = tokens[at - 1] if at else None
    return (
        before is not None
        and before.capital
        and before.clause == tokens[at].clause
        and before.raw not in _TITLES
    )


_TITLES = frozenset(
    words(
        "mr mrs ms dr sir dame lord lady mayor president minister judge captain professor prof gen "
        "general col colonel rep sen senator governor chief king queen prince princess bishop"
    )
)
