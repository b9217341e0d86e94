"""Runs and comparisons in Markdown: for a README, a pull request, an e-mail."""

from collections.abc import Iterable, Sequence

from eval.cases import Case
from eval.comparing.compare import Comparison, compare_scored, told_apart
from eval.report.questions import marks_of
from eval.report.run_data import RunData
from eval.scored import Scored
from eval.summary import ScoreSummary, Summary

_ARROWS = {"higher": " ↑", "lower": " ↓"}


def run_markdown(runs: Sequence[RunData]) -> str:
    """Return a whole run, or several compared with the first: figures, differences, every question."""
    first = runs[0]
    parts = ["# Groundwire evaluation", ""]
    for run in runs:
        told = (("answered by", run.answered_by), ("judged by", run.manifest.judge))
        parts += [f"## {_plain(run.name)}", "", ", ".join(f"{k} {_plain(v)}" for k, v in told), ""]
        parts += [summary_markdown(run.summary)]
    for run in runs[1:]:
        found = compare_scored(
            list(first.scored.values()), list(run.scored.values()), names=(first.name, run.name)
        )
        parts += [comparison_markdown(found)]
    parts += ["## Questions", ""]
    for case in first.cases:
        parts += [f"### {_plain(case.question)} (`{case.id}`)", "", *_question(case, runs), ""]
    return "\n".join(parts) + "\n"


def summary_markdown(summary: Summary) -> str:
    """Return a run's figures as a table, with the two-by-two."""
    rows = [
        (f"{s.title}{_ARROWS.get(s.better or '', '')}", *_figures(s), str(s.scored), _missing(s))
        for s in summary.scores
    ]
    grid = summary.abstention
    share = grid.balanced_accuracy
    return "\n".join(
        [
            *table(("score", "mean", "95 % interval", "scored", "not scored"), rows, left=(0, 4)),
            "",
            f"Of {grid.answerable_answered + grid.answerable_abstained} answerable questions "
            f"{grid.answerable_answered} were answered, of "
            f"{grid.unanswerable_answered + grid.unanswerable_abstained} unanswerable ones "
            f"{grid.unanswerable_answered}"
            + (f"; balanced accuracy {share:.3f}." if share is not None else ".")
            + (f" {summary.failed} of {summary.cases} have no answer." if summary.failed else ""),
            "",
        ]
    )


def comparison_markdown(found: Comparison, *, tested_only: bool = False) -> str:
    """Return the differences of two runs as a table, and the questions that changed.

    Args:
        found: B against A.
        tested_only: leave out scores for which no test was made.
    """
    rows = [
        (
            f"{d.title}{_ARROWS.get(d.better or '', '')}",
            f"{d.mean_a:.{d.digits}f}",
            f"{d.mean_b:.{d.digits}f}",
            f"{d.difference:+.{d.digits}f}",
            f"{d.low:+.{d.digits}f} to {d.high:+.{d.digits}f}" if d.low is not None else "",
            f"{d.p_holm:.2g}" if d.p_holm is not None else "",
            d.verdict,
            f"{d.detectable:.{d.digits}f}" if d.detectable is not None else "",
            f"{d.n}{told_apart(d)}",
        )
        for d in found.differences
        if d.difference is not None and (d.p_holm is not None or not tested_only)
    ]
    head = ("score", "A", "B", "B − A", "95 % interval", "p (Holm)", "shown", "detectable", "n")
    changed = ", ".join(f"`{c.case_id}`" for c in found.changed)
    return "\n".join(
        [
            f"B {_plain(found.run_b)} against A {_plain(found.run_a)}, {found.cases} questions:",
            "",
            *table(head, rows, left=(0, 6)),
            "",
            f"{len(found.changed)} questions changed{': ' if changed else '.'}{changed}",
            "",
        ]
    )


def table(head: Sequence[str], rows: Iterable[Sequence[str]], *, left: Sequence[int] = (0,)) -> list[str]:
    """Return the lines of a Markdown table; columns not in `left` are set to the right."""
    rule = " | ".join("---" if at in left else "---:" for at in range(len(head)))
    return [
        f"| {' | '.join(head)} |",
        f"| {rule} |",
        *(f"| {' | '.join(_cell(cell) for cell in row)} |" for row in rows),
    ]


def _question(case: Case, runs: Sequence[RunData]) -> Iterable[str]:
    for run in runs:
        scored = run.scored.get(case.id)
        name = f"{_plain(run.name)}: " if len(runs) > 1 else ""
        if scored is None or scored.failed:
            yield f"{name}no answer ({_plain(scored.failed if scored else 'missing')})"
            continue
        marks = f" ({', '.join(found)})" if (found := marks_of(scored)) else ""
        yield f"{name}{'answered' if scored.answered else 'abstained'}{marks}"
        yield ""
        yield from _claims(scored)
        yield from _facts(scored)
        yield ""


def _claims(scored: Scored) -> Iterable[str]:
    for claim in scored.claims:
        cited = ", ".join(
            f"[{c.n}] {_plain(c.article_id)} {c.start}–{c.end}" if c.opens else f"[{c.n}] {_plain(c.problem)}"
            for c in claim.citations
        )
        yield f"- {claim.verdict}: {_plain(claim.text)} ({cited or 'cites nothing'})"


def _facts(scored: Scored) -> Iterable[str]:
    said = {"full": "said", "part": "said in part", "none": "not said"}
    for fact in (*scored.facts, *scored.forbidden):
        yield f"- {fact.importance}, {said[fact.degree]}: {_plain(fact.text)}"


def _figures(score: ScoreSummary) -> tuple[str, str]:
    if score.mean is None:
        return "not scored", ""
    bounds = f"{score.low:.{score.digits}f} – {score.high:.{score.digits}f}" if score.low is not None else ""
    return f"{score.mean:.{score.digits}f}", bounds


def _missing(score: ScoreSummary) -> str:
    return "; ".join(f"{count} {why}" for why, count in score.not_scored.items())


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _plain(text: str) -> str:
    """Return hostile text on one line, without what Markdown would take for markup or HTML."""
    from eval.report.markup import escape

    line = escape(" ".join(text.split()))
    return "".join(f"\\{c}" if c in "\\`*_[]|#" else c for c in line)
