"""Runs the mutations and says which scores react, and whether they react as they should."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from eval.articles import StoredArticles
from eval.cases import Case
from eval.judge import Judge
from eval.scored import Scored, score_answer
from eval.scores.catalogue import SCORES
from eval.selftest.gold_answers import gold_record
from eval.selftest.harmful_form import HARMFUL_FORM
from eval.selftest.harmful_text import HARMFUL_TEXT
from eval.selftest.harmless import HARMLESS
from eval.selftest.mutation import Bench, Mutation
from index.article import Article

MUTATIONS: tuple[Mutation, ...] = (*HARMFUL_TEXT, *HARMFUL_FORM, *HARMLESS)
_SAME = 1e-9


@dataclass(frozen=True, slots=True)
class Reaction:
    """What one mutation did.

    Args:
        name: the mutation.
        harmful: whether it had to lower a score.
        answers: how many gold answers it could be applied to.
        worse: for each score, how much worse it became on the mean over the answers scored before and after;
            scores that stayed as they were are left out.
        problems: what should have happened and did not; empty when all is well.
    """

    name: str
    harmful: bool
    answers: int
    worse: dict[str, float]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SelftestResult:
    """All reactions, and gold answers that were not perfect to begin with."""

    gold_answers: int
    gold_problems: tuple[str, ...]
    reactions: tuple[Reaction, ...]

    @property
    def passed(self) -> bool:
        """Whether every mutation was made somewhere and every score did what it should."""
        return not self.gold_problems and not any(r.problems for r in self.reactions)


def selftest(
    cases: Sequence[Case],
    held: Sequence[Article],
    judge: Judge,
    *,
    seed: int = 0,
    mutations: Sequence[Mutation] = MUTATIONS,
) -> SelftestResult:
    """Mutate the gold answers of `cases` and score them before and after.

    Args:
        cases: cases whose gold spans stand in `held`.
        held: the articles.
        judge: the judge under test.
        seed: of the random choices.
        mutations: what to try.
    """
    articles = StoredArticles(held)
    gold = [(case, record) for case in cases if (record := gold_record(case, articles)) is not None]
    before = {case.id: score_answer(case, record, articles, judge) for case, record in gold}
    problems = [line for case, _ in gold for line in _imperfect(before[case.id])]
    left_out = len(cases) - len(gold)
    if left_out:
        problems.append(f"{left_out} cases have no gold answer: `groundwire eval check` says why")
    reactions = []
    for mutation in mutations:
        bench = Bench(articles, held, random.Random(seed))
        pairs: list[tuple[Scored, Scored]] = []
        for case, record in gold:
            changed = mutation.mutate(case, record, bench) if case.answerable is mutation.on else None
            if changed is not None:
                pairs.append((before[case.id], score_answer(case, changed, articles, judge)))
        reactions.append(_reaction(mutation, pairs))
    return SelftestResult(len(gold), tuple(problems), tuple(reactions))


def _imperfect(scored: Scored) -> list[str]:
    """Return what keeps a gold answer from being perfect."""
    found: list[str] = []
    for kind in SCORES:
        value = scored.scores[kind.name].value
        wanted = {"higher": 1.0, "lower": 0.0}.get(kind.better or "")
        if value is not None and wanted is not None and abs(value - wanted) > _SAME:
            found.append(f"gold answer of {scored.case_id}: {kind.name} is {value:.3f}, not {wanted:g}")
    return found


def _reaction(mutation: Mutation, pairs: Sequence[tuple[Scored, Scored]]) -> Reaction:
    worse: dict[str, float] = {}
    lost: list[str] = []
    for kind in SCORES:
        both = [(a.scores[kind.name].value, b.scores[kind.name].value) for a, b in pairs]
        sign = -1.0 if kind.better == "lower" else 1.0
        drops = [sign * (a - b) for a, b in both if a is not None and b is not None]
        if drops and any(abs(d) > _SAME for d in drops):
            worse[kind.name] = sum(drops) / len(drops)
        if any((a is None) != (b is None) for a, b in both):
            lost.append(kind.name)
    problems: list[str] = []
    if not pairs:
        problems.append("it could be applied to no gold answer")
    if mutation.harmful and pairs:
        problems += [
            f"{name} fell by {worse.get(name, 0.0):.2f}, less than {margin:g}"
            for name, margin in mutation.lowers.items()
            if worse.get(name, 0.0) < margin - _SAME
        ]
    elif pairs:
        moved = [name for name in worse if name not in mutation.may_change]
        problems += [f"{name} moved by {worse[name]:+.3f}" for name in moved]
        problems += [
            f"{name} was scored only before or after" for name in lost if name not in mutation.may_change
        ]
    return Reaction(mutation.name, mutation.harmful, len(pairs), worse, tuple(problems))
