"""Bars that a run must reach."""

from collections.abc import Sequence
from dataclasses import dataclass

from eval.scores.catalogue import SCORES, kind_of
from eval.summary import Summary
from index.errors import InputError


@dataclass(frozen=True, slots=True)
class Bar:
    """The least (or, where less is better, the most) that a score's mean may be."""

    name: str
    value: float
    lower_is_better: bool


def parse_bar(text: str) -> Bar:
    """Read `name=value`.

    Raises:
        InputError: no such score, one without a better side, or no number.
    """
    name, _, number = text.partition("=")
    kind = kind_of(name.strip())
    if kind is None or kind.better is None:
        names = ", ".join(k.name for k in SCORES if k.better)
        raise InputError(f"there is no bar for {name.strip()!r}", hint=f"Scores with a bar: {names}")
    try:
        value = float(number)
    except ValueError:
        value = float("nan")
    if not 0 <= value <= 1:
        raise InputError(f"the bar {text!r} needs a number from 0 to 1", hint="Such as mrr=0.8")
    return Bar(kind.name, value, kind.better == "lower")


def missed_bars(summary: Summary, bars: Sequence[Bar]) -> list[str]:
    """Return one line for each bar that is missed; a score that could not be computed misses its bar."""
    missed: list[str] = []
    for bar in bars:
        found = summary.of(bar.name)
        if found is None or found.mean is None:
            missed.append(f"{bar.name} could not be scored, the bar is {bar.value:g}")
        elif bar.lower_is_better and found.mean > bar.value + 1e-9:
            missed.append(f"{bar.name} is {found.mean:.3f}, more than the bar of {bar.value:g}")
        elif not bar.lower_is_better and found.mean < bar.value - 1e-9:
            missed.append(f"{bar.name} is {found.mean:.3f}, less than the bar of {bar.value:g}")
    return missed
