"""Whether a run may replace its baseline: pass, regression, or too few scored to say."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from eval.bars import Bar, missed_bars
from eval.comparing.compare import LEADING, Comparison, Difference
from eval.summary import Summary


class Outcome(IntEnum):
    """Exit codes of `eval gate`; 1 is kept for errors."""

    PASS = 0
    REGRESSION = 3
    TOO_FEW = 4


@dataclass(frozen=True, slots=True)
class Check:
    """One gated score (or bar) with its outcome and a line that says why."""

    name: str
    outcome: Outcome
    why: str


@dataclass(frozen=True, slots=True)
class GateResult:
    """All checks of a gate. A regression outweighs too few scored, which outweighs a pass."""

    checks: tuple[Check, ...]

    @property
    def outcome(self) -> Outcome:
        """The gate's outcome."""
        found = {check.outcome for check in self.checks}
        if Outcome.REGRESSION in found:
            return Outcome.REGRESSION
        return Outcome.TOO_FEW if Outcome.TOO_FEW in found else Outcome.PASS


def gate(
    comparison: Comparison,
    summary: Summary,
    *,
    scores: Sequence[str] = LEADING,
    margin: float = 0.0,
    max_drop: float | None = None,
    min_scored: int = 20,
    min_share: float = 0.9,
    bars: Sequence[Bar] = (),
) -> GateResult:
    """Judge run B of `comparison` against its baseline A.

    A score regresses when the whole 95 % interval of its difference lies beyond `margin` on the worse side,
    or its mean is worse by more than `max_drop` whatever the interval says, or a bar is missed. Too few are
    scored when fewer than `min_scored` questions have the score in both runs, or fewer than `min_share` of
    those that the baseline has scored still have it: a run that fails on hard questions cannot pass by
    leaving them out.

    Args:
        comparison: B against A.
        summary: figures of B.
        scores: names of the gated scores.
        margin: worsening that is tolerated.
        max_drop: largest worsening of the mean, None for no such limit.
        min_scored: least questions scored in both.
        min_share: least share of the baseline's scored questions scored in both.
        bars: bars that B must reach too.
    """
    checks = [_check(comparison.of(n), margin, max_drop, min_scored, min_share) for n in scores]
    if summary.failed:
        share = 1 - summary.failed / summary.cases
        outcome = Outcome.TOO_FEW if share < min_share else Outcome.PASS
        checks.append(Check("answered", outcome, f"{summary.failed} of {summary.cases} questions failed"))
    checks += [Check(line.split()[0], Outcome.REGRESSION, line) for line in missed_bars(summary, bars)]
    return GateResult(tuple(checks))


def _check(
    found: Difference, margin: float, max_drop: float | None, min_scored: int, min_share: float
) -> Check:
    sign = 1.0 if found.better == "higher" else -1.0
    told = f"{found.n} questions scored in both"
    if found.difference is not None:
        told += f", {found.mean_a:.3f} → {found.mean_b:.3f} ({found.difference:+.3f}"
        told += f", 95 % {found.low:+.3f} to {found.high:+.3f})" if found.low is not None else ")"
        bounds = [sign * b for b in (found.low, found.high) if b is not None]
        if bounds and max(bounds) < -margin:
            return Check(found.name, Outcome.REGRESSION, f"worse: {told}")
        if max_drop is not None and sign * found.difference < -max_drop - 1e-12:
            return Check(found.name, Outcome.REGRESSION, f"worse by more than {max_drop:g}: {told}")
    before = found.n + found.only_a
    if found.n < min_scored or found.n < min_share * before:
        return Check(found.name, Outcome.TOO_FEW, f"too few scored: {told}, {before} in the baseline")
    return Check(found.name, Outcome.PASS, told)
