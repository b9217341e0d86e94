"""Measures a judge against people, per data set, beside a majority and a token-overlap baseline."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from app.answer import VerdictLabel
from eval.calibration.evidence import cited_sentences
from eval.calibration.labelled import Labelled
from eval.calibration.measures import (
    Flags,
    Floats,
    auc,
    balanced_accuracy,
    calibration_error,
    human_agreement,
    precision_at_recall,
)
from eval.judge import Judge
from eval.matching.tokens import tokenize

_RECALL = 0.8
_RESAMPLES = 500
# A verdict as a score: a judge that cannot settle a claim stands half-way.
_SCORES = {VerdictLabel.SUPPORTED: 1.0, VerdictLabel.UNDECIDED: 0.5}
ALL = "all"


@dataclass(frozen=True, slots=True)
class Measured:
    """A judge (or baseline) on one data set: each measure with its 95 % bootstrap interval, None when
    undefined.

    `undecided` is the share of claims that it did not settle.
    """

    dataset: str
    judge: str
    n: int
    carried: int
    undecided: float
    measures: dict[str, tuple[float, float, float] | None] = field(default_factory=dict)
    human_agreement: float | None = None


def calibrate(
    items: Sequence[Labelled],
    judge: Judge,
    *,
    seed: int = 0,
    progress: Callable[[int, int, str], None] | None = None,
) -> list[Measured]:
    """Return the measures of `judge`, token overlap and majority, for each data set and for all together.

    Raises:
        ModelError: a model judge gave no usable verdict.
    """
    scores = np.empty(len(items))
    for number, item in enumerate(items):
        verdict = judge.judge(item.claim, cited_sentences(item.evidence))
        weighed = verdict.probability
        scores[number] = _SCORES.get(verdict.label, 0.0) if weighed is None else weighed
        if progress:
            progress(number + 1, len(items), item.dataset)
    overlap = np.array([_overlap(item) for item in items])
    carried = np.array([item.carried for item in items])
    names = list(dict.fromkeys(item.dataset for item in items))
    rows: list[Measured] = []
    for name in [*names, *([ALL] if len(names) > 1 else [])]:
        inside = np.array([name in (ALL, item.dataset) for item in items])
        truth = carried[inside]
        agreement = human_agreement([i.votes for i, here in zip(items, inside, strict=True) if here])
        majority = np.full(len(truth), float(truth.mean() >= 0.5))
        for kind, given in (("judge", scores[inside]), ("overlap", overlap[inside]), ("majority", majority)):
            rows.append(
                Measured(
                    dataset=name,
                    judge=judge.name if kind == "judge" else kind,
                    n=len(truth),
                    carried=int(truth.sum()),
                    undecided=float((given == 0.5).mean()) if kind == "judge" else 0.0,
                    measures=_measures(given, truth, seed),
                    human_agreement=agreement,
                )
            )
    return rows


def _measures(scores: Floats, carried: Flags, seed: int) -> dict[str, tuple[float, float, float] | None]:
    kinds: dict[str, Callable[[Floats, Flags], float | None]] = {
        "auc": auc,
        "balanced_accuracy": lambda s, c: balanced_accuracy(s > 0.5, c),
        "precision_at_recall_0.8": lambda s, c: precision_at_recall(s, c, _RECALL),
        "calibration_error": calibration_error,
    }
    rng = np.random.default_rng(seed)
    draws = rng.integers(0, len(scores), size=(_RESAMPLES, len(scores)))
    found: dict[str, tuple[float, float, float] | None] = {}
    for name, kind in kinds.items():
        value = kind(scores, carried)
        again = [v for d in draws if (v := kind(scores[d], carried[d])) is not None]
        if value is None or not again:
            found[name] = None
        else:
            low, high = np.quantile(again, [0.025, 0.975])
            found[name] = (value, float(low), float(high))
    return found


def _overlap(item: Labelled) -> float:
    """Return the share of the claim's tokens that stand in its evidence."""
    claim = [t.text for t in tokenize(item.claim)]
    held = {t.text for text in item.evidence for t in tokenize(text)}
    return sum(t in held for t in claim) / len(claim) if claim else 0.0
