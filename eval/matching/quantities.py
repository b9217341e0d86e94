"""Figures in a sentence: value, what qualifies it, and whether a unit stands by it."""

from collections.abc import Sequence

from eval.cases import Qualifier
from eval.matching.tokens import Token, singular
from eval.matching.words import words


def _phrases(table: dict[Qualifier, str]) -> list[tuple[tuple[str, ...], Qualifier]]:
    """Return phrases, longest first, so that `no more than` is not read as `more than`."""
    pairs = [(words(phrase), qualifier) for qualifier, row in table.items() for phrase in row.split("|")]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


# Articles never stand in a phrase: the tokenizer leaves them out.
_BEFORE = _phrases(
    {
        "at least": "no fewer than|no less than|minimum of|at least",
        "at most": "no more than|maximum of|at most|up to|as many as",
        "more than": "in excess of|upwards of|more than|over|above|exceeding",
        "less than": "fewer than|less than|under|below",
        "about": "about|around|roughly|some|approximately|nearly|almost|close to|estimated",
        "exactly": "exactly|precisely",
    }
)
_AFTER = _phrases({"at least": "or more", "about": "or so", "at most": "or fewer|or less"})
_REACH = 4  # words after a number in which its unit may stand ("412 fare-paying adult passengers")
# A number followed by one of these, or by the end of its clause, names no unit of its own there.
_BARE = frozenset(
    words(
        "on in by at from to last this after before when and or since up down until than as for with of "
        "during while yesterday today so far more fewer less"
    )
)


def qualifier_of(tokens: Sequence[Token], at: int) -> Qualifier | None:
    """Return what qualifies the number at `at` (`at least`, `about` …), None when nothing does."""
    start = at - 1 if at and tokens[at - 1].text in "$€£¥" else at
    for phrase, qualifier in _BEFORE:
        if start >= len(phrase) and all(
            tokens[start - len(phrase) + i].raw == w for i, w in enumerate(phrase)
        ):
            return qualifier
    for phrase, qualifier in _AFTER:
        if all(at + 1 + i < len(tokens) and tokens[at + 1 + i].raw == w for i, w in enumerate(phrase)):
            return qualifier
    return None


def unit_place(tokens: Sequence[Token], at: int, units: Sequence[str]) -> tuple[int, ...] | None:
    """Return the tokens of the first of `units` that belongs to the number at `at`, None when none does.

    A unit belongs to a number when it stands within a few words after it, in the two before it, or, where the
    number has no noun of its own (`passengers rose to 412`), earlier in the sentence and by no other number.
    """
    for unit in units:
        parts = [singular(w) for w in unit.casefold().replace("-", " ").split()] or [unit]
        if parts == ["per", "cent"]:
            parts = ["%"]
        after = _find(tokens, parts, at + 1, _stop(tokens, at))
        if after is not None:
            return after
        before = _find(tokens, parts, max(0, at - 1 - len(parts)), at)
        if before is not None and not _taken(tokens, before[0], at):
            return before
        if _is_bare(tokens, at):
            for start in range(at - len(parts), -1, -1):
                if tokens[start].sentence != tokens[at].sentence:
                    break
                place = _find(tokens, parts, start, start + len(parts))
                if place is not None and not _taken(tokens, start, at):
                    return place
    return None


def _taken(tokens: Sequence[Token], unit: int, at: int) -> bool:
    """Whether the unit at `unit`, before the number at `at`, belongs to a number before it."""
    return any(
        tokens[i].number is not None and tokens[i].clause == tokens[unit].clause and i != at
        for i in range(max(0, unit - _REACH), unit)
    )


def _stop(tokens: Sequence[Token], at: int) -> int:
    end = at + 1
    while end < len(tokens) and end <= at + _REACH and tokens[end].number is None:
        if tokens[end].sentence != tokens[at].sentence:
            break
        end += 1
    return end


def _is_bare(tokens: Sequence[Token], at: int) -> bool:
    return at + 1 >= len(tokens) or tokens[at + 1].clause != tokens[at].clause or tokens[at + 1].raw in _BARE


def _find(tokens: Sequence[Token], words: Sequence[str], start: int, end: int) -> tuple[int, ...] | None:
    for at in range(start, end - len(words) + 1):
        if all(tokens[at + i].text == word for i, word in enumerate(words)):
            return tuple(range(at, at + len(words)))
    return None
