"""Belonging: in a sentence of several figures or dates, each goes with its own noun and its own verb.

"Some 58 percent backed it, with turnout at 61.3 percent" does not say that 61.3 percent backed it, though
every word stands there. What a claim says beside a figure or date must not stand nearer to a rival of it.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from app.names import same_name
from app.quantities import Quantity
from app.times import same_time
from app.verify.acts import acts_between, is_act
from app.verify.case import Case
from app.verify.figures import same_value_of
from app.verify.finding import Finding, contradicted, unsupported
from app.verify.reading import Reading
from app.verify.shares import shares_of
from app.wordlists import word_set

_BEFORE, _AFTER = 6, 6
_BREAK = 6
"""A comma or clause break between two words counts as so many words."""
_NEXT_TO = 3
"""Words between a figure and the name that it may go with: "53 percent went to Sundt"."""
_JOINING = word_set("percent per cent and the a an in on at of to by for with from")
_LATER = word_set("after before since until when once")


class _Spot(NamedTuple):
    start: int
    end: int


def check_belonging(case: Case) -> Iterator[Finding]:
    """Yield a finding for each figure and date of the claim that the cited text gives for something else."""
    for claimed in case.claim.quantities:
        if claimed.unit == "ordinal":
            continue
        others = [q for q in case.claim.quantities if q is not claimed]
        spots = [
            (s, _Spot(q.start, q.end), _rivals(reading, q, others))
            for s, reading in enumerate(case.cited)
            for q in reading.quantities
            if same_value_of(claimed, q)
        ]
        mine = _Spot(claimed.start, claimed.end)
        if spots and all(
            _is_anothers(case, mine, *spot) or _has_another(case, mine, *spot) for spot in spots
        ):
            yield contradicted("belonging", f"The cited text gives “{claimed.text}” for something else.")
    for time in case.claim.times:
        spots = [
            (
                s,
                _Spot(t.start, t.end),
                [
                    _Spot(r.start, r.end)
                    for r in reading.times
                    if not any(same_time(other, r) for other in case.claim.times)
                ],
            )
            for s, reading in enumerate(case.cited)
            for t in reading.times
            if same_time(time, t)
        ]
        if spots and all(_is_anothers_day(case, _Spot(time.start, time.end), *spot) for spot in spots):
            yield unsupported("belonging", f"The cited text gives “{time.text}” for something else.")


def check_swaps(case: Case) -> Iterator[Finding]:
    """Yield a finding where two figures of a claim have changed what follows them: "6 percent now and 3.5
    percent in January"."""
    for one, other in pairwise(case.claim.quantities):
        if _kind(one.unit) != _kind(other.unit) or same_value_of(one, other):
            continue
        for reading in case.cited:
            first = [q for q in reading.quantities if same_value_of(one, q)]
            second = [q for q in reading.quantities if same_value_of(other, q)]
            if len(first) != 1 or len(second) != 1:
                continue
            mine = _followers(case.claim, one), _followers(case.claim, other)
            theirs = _followers(reading, first[0]), _followers(reading, second[0])
            straight = (mine[0] & theirs[0]) | (mine[1] & theirs[1])
            if not straight and mine[0] & theirs[1] and mine[1] & theirs[0]:
                yield contradicted(
                    "belonging", f"The cited text has “{one.text}” where the claim has “{other.text}”."
                )
                return


def _followers(reading: Reading, quantity: Quantity) -> frozenset[str]:
    """Return the words between a figure with its noun and the next figure, six at most."""
    start = quantity.end
    stop = min((q.start for q in reading.quantities if q.start >= start), default=len(reading.text))
    behind = [w for w in reading.words if start <= w.start < stop and w.lower not in _JOINING]
    noun = frozenset(key for keys in quantity.noun for key in keys)
    return frozenset(w.lower for w in behind[:_AFTER] if not w.keys & noun)


def _rivals(reading: Reading, quantity: Quantity, said: Sequence[Quantity]) -> list[_Spot]:
    """Return the other figures of the same unit, but for those that it is a part or the whole of, and those
    that the claim gives too."""
    kin = [q for pair in shares_of(reading) if quantity in pair for q in pair]
    return [
        _Spot(q.start, q.end)
        for q in reading.quantities
        if _kind(q.unit) == _kind(quantity.unit)
        and q is not quantity
        and q not in kin
        and not any(same_value_of(other, q) for other in said)
    ]


def _kind(unit: str) -> str:
    return "%" if unit == "part" else unit


def _is_anothers(case: Case, mine: _Spot, s: int, given: _Spot, rivals: Sequence[_Spot]) -> bool:
    """Whether what the claim says beside a figure stands nearer to rivals, and nothing of it to the given."""
    reading = case.cited[s]
    parted = [r for r in rivals if _are_parted(reading, r, given)]
    beside, verb = _anchors(case, mine, s)
    away = kept = 0
    for word in beside:
        nearest = min((_distance(reading, word, r) for r in parted), default=999)
        own = _distance(reading, word, given)
        away += nearest + 1 < own
        kept += own <= nearest
    if verb is not None and parted:
        nearest = min(_distance(reading, verb, r) for r in parted)
        return nearest + 1 < _distance(reading, verb, given)
    return away > 0 and not kept


def _has_another(case: Case, mine: _Spot, s: int, given: _Spot, rivals: Sequence[_Spot]) -> bool:
    """Whether the name before a figure of the claim has a rival of it behind itself in the cited text."""
    reading = case.cited[s]
    before = [name for name in case.claim.names if name.end <= mine.start][-1:]
    for name in reading.names:
        if not before or not same_name(before[0], name) or given.start > name.start:
            continue
        parted = reading.text[given.end : name.start]
        behind = [r for r in rivals if r.start >= name.end]
        if not behind or len(parted.split()) <= _NEXT_TO:
            continue
        nearest = min(behind)
        if not any(name.end <= other.start < nearest.start for other in reading.names):
            return True
    return False


def _is_anothers_day(case: Case, mine: _Spot, s: int, given: _Spot, rivals: Sequence[_Spot]) -> bool:
    """Whether the claim's verb has another date, or stands in a clause behind the date's own."""
    reading = case.cited[s]
    _, verb = _anchors(case, mine, s, names=False)
    if verb is None:
        return False
    at = reading.words[verb].start
    parted = [r for r in rivals if _are_parted(reading, r, given)]
    nearest = min((_distance(reading, verb, r) for r in parted), default=999)
    if nearest + 2 < _distance(reading, verb, given):
        return True
    between = [w for w in reading.words if given.end <= w.start < at and w.lower in _LATER]
    if not between:
        return False
    main = [w for w in case.alignment.back(s) if reading.words[w].start < between[0].start]
    return not any(is_act(reading, w) for w in main)


def _are_parted(reading: Reading, one: _Spot, other: _Spot) -> bool:
    """Whether a verb, or the begin of another clause, stands between two figures; else they may share one."""
    start, end = min(one.end, other.end), max(one.start, other.start)
    later = any(start <= w.start < end and w.lower in _LATER for w in reading.words)
    return later or acts_between(reading, start, end)


def _anchors(case: Case, mine: _Spot, s: int, *, names: bool = True) -> tuple[list[int], int | None]:
    """Return the words of sentence `s` that the claim has next to a figure, and its nearest verb there."""
    claim = case.claim
    taken = [(q.start, q.end) for q in claim.quantities] + [(t.start, t.end) for t in claim.times]
    placed: list[tuple[int, int, bool]] = []
    for i, (word, place) in enumerate(zip(claim.words, case.alignment.places, strict=True)):
        if place is None or place.sentence != s or any(a <= word.start < b for a, b in taken):
            continue
        ahead = word.start >= mine.end
        gap = sum(1 for w in claim.words if min(word.end, mine.end) <= w.start < max(word.start, mine.start))
        if gap > (_AFTER if ahead else _BEFORE) or (not names and i in claim.name_at):
            continue
        stop = claim.text[mine.end : word.start] if ahead else claim.text[word.end : mine.start]
        if ";" in stop or (ahead and "," in stop):
            continue
        placed.append((gap, place.word, is_act(claim, i)))
    placed.sort()
    beside = [word for _, word, act in placed if not act][:2]
    verb = next((word for _, word, act in placed if act), None)
    return beside, verb


def _distance(reading: Reading, i: int, spot: _Spot) -> int:
    """Return how many words lie between word `i` and a spot, breaks counted as `_BREAK`."""
    word = reading.words[i]
    start, end = (word.end, spot.start) if word.start < spot.start else (spot.end, word.start)
    words = sum(1 for w in reading.words if start <= w.start < end)
    return words + _BREAK * sum(reading.text.count(mark, start, max(start, end)) for mark in ",;:")
