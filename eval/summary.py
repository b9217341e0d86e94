"""A run in figures: each score's mean with its interval, how many were scored, and why others were not."""

from collections import Counter
from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from eval.scored import Scored
from eval.scores.catalogue import SCORES


class _Model(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class ScoreSummary(_Model):
    """One score over a run; `mean` is None when no answer could be scored.

    `not_scored` counts the reasons (without what differs from case to case) why answers have no score.
    """

    name: str
    title: str
    group: str
    better: str | None
    digits: int
    mean: float | None
    low: float | None = None
    high: float | None = None
    scored: int
    clusters: int = 0
    not_scored: dict[str, int] = {}


class TwoByTwo(_Model):
    """Answerable against answered."""

    answerable_answered: int = 0
    answerable_abstained: int = 0
    unanswerable_answered: int = 0
    unanswerable_abstained: int = 0

    @property
    def balanced_accuracy(self) -> float | None:
        """Mean of the two rows' shares right; None when a row is empty."""
        answerable = self.answerable_answered + self.answerable_abstained
        unanswerable = self.unanswerable_answered + self.unanswerable_abstained
        if not answerable or not unanswerable:
            return None
        return (self.answerable_answered / answerable + self.unanswerable_abstained / unanswerable) / 2


class Summary(_Model):
    """All scores of a run."""

    cases: int
    failed: int
    scores: list[ScoreSummary]
    abstention: TwoByTwo
    seed: int

    def of(self, name: str) -> ScoreSummary | None:
        """Return one score's summary."""
        return next((s for s in self.scores if s.name == name), None)


def summarize(scored: Sequence[Scored], *, seed: int = 0) -> Summary:
    """Return the figures of a run.

    Args:
        scored: one for each case, failed ones too.
        seed: of the bootstrap.
    """
    from eval.statistics.bootstrap import interval

    rows: list[ScoreSummary] = []
    for kind in SCORES:
        pairs = [(s.scores[kind.name].value, s.cluster) for s in scored if kind.name in s.scores]
        values = [value for value, _ in pairs if value is not None]
        clusters = [cluster for value, cluster in pairs if value is not None]
        missing = Counter(
            s.scores[kind.name].why.split(" (")[0].split(": ")[0]
            for s in scored
            if kind.name in s.scores and s.scores[kind.name].value is None
        )
        found = interval(values, clusters, seed=seed) if values else None
        rows.append(
            ScoreSummary(
                name=kind.name,
                title=kind.title,
                group=kind.group,
                better=kind.better,
                digits=kind.digits,
                mean=found.mean if found else None,
                low=found.low if found else None,
                high=found.high if found else None,
                scored=len(values),
                clusters=found.clusters if found else 0,
                not_scored=dict(missing.most_common()),
            )
        )
    return Summary(
        cases=len(scored),
        failed=sum(bool(s.failed) for s in scored),
        scores=rows,
        abstention=_two_by_two(scored),
        seed=seed,
    )


def _two_by_two(scored: Sequence[Scored]) -> TwoByTwo:
    counts = Counter((s.answerable, s.answered) for s in scored if s.answered is not None)
    return TwoByTwo(
        answerable_answered=counts[True, True],
        answerable_abstained=counts[True, False],
        unanswerable_answered=counts[False, True],
        unanswerable_abstained=counts[False, False],
    )
