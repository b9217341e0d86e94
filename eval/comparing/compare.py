"""Compares run B with run A, question by question."""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from eval.runs.folder import RunFolder
from eval.runs.manifest import Manifest
from eval.scored import Scored
from eval.scores.catalogue import SCORES
from eval.statistics.paired import compare_paired, holm
from index.errors import InputError

LEADING = (
    "fact_recall_vital_strict", "fact_recall_weighted", "forbidden_rate", "faithfulness", "citation_recall",
    "citation_precision", "recall_at_10", "ndcg_at_10", "abstention",
)  # fmt: skip
"""Scores that are tested, and that Holm's correction counts; the others get no verdict."""


class _Model(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class Difference(_Model):
    """One score of both runs (see `eval.statistics.paired`); `p_holm` is None where no test was made."""

    name: str
    title: str
    better: str | None
    digits: int
    n: int
    only_a: int
    only_b: int
    mean_a: float | None = None
    mean_b: float | None = None
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    p_holm: float | None = None
    test: str = ""
    detectable: float | None = None
    gained: int = 0
    lost: int = 0

    @property
    def verdict(self) -> str:
        """`better`, `worse` or `no difference shown`; empty where no test was made."""
        if self.p_holm is None or self.difference is None or self.better is None:
            return ""
        if self.p_holm >= 0.05:
            return "no difference shown"
        return "better" if (self.difference > 0) == (self.better == "higher") else "worse"


class Changed(_Model):
    """A question whose leading scores differ: `(score, in A, in B)`."""

    case_id: str
    scores: list[tuple[str, float | None, float | None]]


class Comparison(_Model):
    """All differences, the questions that changed, and what else differs between the runs."""

    run_a: str
    run_b: str
    cases: int
    differences: list[Difference]
    changed: list[Changed]
    settings: list[str] = []
    """What differs between the runs' manifests, one line each."""

    def of(self, name: str) -> Difference:
        """Return one score's difference."""
        return next(d for d in self.differences if d.name == name)


def compare_runs(a: RunFolder, b: RunFolder, *, seed: int = 0) -> Comparison:
    """Compare two scored runs.

    Raises:
        InputError: a run is not scored, they are over different cases, or by different judges.
    """
    before, after = a.manifest(), b.manifest()
    if before.cases_hash != after.cases_hash:
        ours, theirs = ({c.id for c in run.cases()} for run in (a, b))
        apart = len(ours ^ theirs)
        what = f"{apart} ids are in one only" if apart else "the same ids, but changed cases"
        raise InputError(
            f"{a.path} and {b.path} are over different cases ({what})", hint="Run both over the same file"
        )
    a.summary()
    b.summary()
    if before.judge != after.judge:
        raise InputError(
            f"{a.path} was judged by {before.judge!r}, {b.path} by {after.judge!r}",
            hint="Score both with the same judge: `groundwire eval score`",
        )
    return compare_scored(
        a.scored(),
        b.scored(),
        names=(str(a.path), str(b.path)),
        settings=_differing(before, after),
        seed=seed,
    )


def compare_scored(
    a: Sequence[Scored],
    b: Sequence[Scored],
    *,
    names: tuple[str, str] = ("A", "B"),
    settings: Sequence[str] = (),
    seed: int = 0,
) -> Comparison:
    """Compare two lists of scored answers to the same cases."""
    second = {s.case_id: s for s in b}
    pairs = [(s, second[s.case_id]) for s in a if s.case_id in second]
    found = [_difference(kind.name, pairs, seed) for kind in SCORES]
    tested = [d for d in found if d.name in LEADING and d.p is not None]
    corrected = dict(zip((d.name for d in tested), holm([d.p or 0.0 for d in tested]), strict=True))
    return Comparison(
        run_a=names[0],
        run_b=names[1],
        cases=len(pairs),
        differences=[d.model_copy(update={"p_holm": corrected.get(d.name)}) for d in found],
        changed=[changed for x, y in pairs if (changed := _changed(x, y))],
        settings=list(settings),
    )


def _difference(name: str, pairs: Sequence[tuple[Scored, Scored]], seed: int) -> Difference:
    kind = next(k for k in SCORES if k.name == name)
    both, only_a, only_b = [], 0, 0
    for x, y in pairs:
        one, two = _value(x, name), _value(y, name)
        if one is not None and two is not None:
            both.append((one, two, x.cluster))
        only_a += one is not None and two is None
        only_b += one is None and two is not None
    base = Difference(
        name=name, title=kind.title, better=kind.better, digits=kind.digits, n=len(both), only_a=only_a,
        only_b=only_b,
    )  # fmt: skip
    if not both:
        return base
    paired = compare_paired(
        [o for o, _, _ in both], [t for _, t, _ in both], [c for _, _, c in both], seed=seed
    )
    gained, lost = (paired.worse, paired.better) if kind.better == "lower" else (paired.better, paired.worse)
    return base.model_copy(
        update={
            "mean_a": paired.mean_a,
            "mean_b": paired.mean_b,
            "difference": paired.difference,
            "low": paired.low,
            "high": paired.high,
            "p": paired.p,
            "test": paired.test,
            "detectable": paired.detectable,
            "gained": gained,
            "lost": lost,
        }
    )


def _changed(a: Scored, b: Scored) -> Changed | None:
    rows = [
        (name, _value(a, name), _value(b, name)) for name in LEADING if _value(a, name) != _value(b, name)
    ]
    return Changed(case_id=a.case_id, scores=rows) if rows else None


def _value(scored: Scored, name: str) -> float | None:
    return scored.scores[name].value if name in scored.scores else None


def told_apart(found: Difference) -> str:
    """Return how many questions only one of the runs has scored, in words; empty when there are none."""
    alone = [f"{n} {run} only" for n, run in ((found.only_a, "A"), (found.only_b, "B")) if n]
    return f" (+ {', '.join(alone)})" if alone else ""


def _differing(a: Manifest, b: Manifest) -> list[str]:
    rows: list[str] = []
    for field in ("code_hash", "scoring", "commit", "python"):
        if getattr(a, field) != getattr(b, field):
            rows.append(f"{field}: {getattr(a, field) or 'none'} → {getattr(b, field) or 'none'}")
    for field in ("system", "archive", "prompts", "libraries"):
        one, two = getattr(a, field), getattr(b, field)
        rows += [
            f"{field}.{key}: {one.get(key, 'none')} → {two.get(key, 'none')}"
            for key in dict.fromkeys([*one, *two])
            if one.get(key) != two.get(key)
        ]
    return rows
