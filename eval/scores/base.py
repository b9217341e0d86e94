"""What a score is: a number, or the reason why there is none."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from eval.scores.material import Material


@dataclass(frozen=True, slots=True)
class Score:
    """One score of one answer.

    Args:
        value: the score; None when it could not be computed, which is neither 0 nor 1.
        why: the reason when there is no value, else what it was made of (`2 of 3 vital facts`).
    """

    value: float | None
    why: str = ""

    @classmethod
    def none(cls, why: str) -> "Score":
        """Return "not scored", with the reason."""
        return cls(None, why)

    @classmethod
    def share(cls, part: float, whole: float, what: str, *, empty: str) -> "Score":
        """Return `part / whole`, or "not scored" with the reason `empty` when there is no whole."""
        return cls(part / whole, f"{part:g} of {whole:g} {what}") if whole else cls.none(empty)


Direction = Literal["higher", "lower"] | None
Compute = Callable[["Material"], Score]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreKind:
    """One score of the catalogue.

    Args:
        name: as in JSON and in `--bar name=value`.
        title: for tables.
        better: whether more or less is better; None for what is only told.
        group: heading in tables.
        compute: scores one answer.
        digits: decimals shown.
    """

    name: str
    title: str
    better: Direction
    group: str
    compute: Compute
    digits: int = 3
