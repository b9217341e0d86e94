"""Tables of the evaluation in a terminal."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from eval.comparing.compare import Comparison, told_apart
from eval.runs.asking import Progress
from eval.runs.folder import RunFolder
from eval.summary import ScoreSummary, Summary

_SHOWN_CHANGES = 20
_SHOWN_CASES = 5


@contextmanager
def progress_bar(what: str) -> Iterator[Progress]:
    """Yield a function `(done, total, name)` that moves a bar; silent without a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    terminal = Console(stderr=True)
    text = TextColumn("{task.description}", markup=False)
    bar = Bar(
        text,
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=terminal,
        transient=True,
        disable=not terminal.is_terminal,
    )
    with bar:
        task = bar.add_task(what, total=None)

        def move(done: int, total: int, name: str) -> None:
            bar.update(task, completed=done, total=total, description=f"{what} {name[:40]}")

        yield move


def show_summary(summary: Summary, *, title: str) -> None:
    """Print a run's figures as a table, with the two-by-two and whatever was not scored."""
    from rich.table import Table

    from app.cli.output import console

    table = Table(title=title, title_justify="left")
    table.add_column("score")
    table.add_column("mean", justify="right")
    table.add_column("95 % interval", justify="right")
    table.add_column("scored", justify="right")
    table.add_column("not scored, and why")
    group = ""
    for row in summary.scores:
        if row.group != group:
            group = row.group
            table.add_section()
            table.add_row(group, style="bold")
        table.add_row(f"  {row.title}{_arrow(row.better)}", *_figures(row), _missing(row))
    out = console()
    out.print(table)
    grid = summary.abstention
    share = grid.balanced_accuracy
    out.print(
        f"answerable: {grid.answerable_answered} answered, {grid.answerable_abstained} abstained; "
        f"unanswerable: {grid.unanswerable_answered} answered, {grid.unanswerable_abstained} abstained"
        + (f"; balanced accuracy {share:.3f}" if share is not None else "")
    )
    if summary.failed:
        out.print(f"{summary.failed} of {summary.cases} questions could not be answered")


def show_comparison(comparison: Comparison) -> None:
    """Print two runs' differences, what could have been shown, and the questions that changed."""
    from rich.table import Table

    from app.cli.output import console, one_line

    table = Table(title=f"B {comparison.run_b} against A {comparison.run_a}", title_justify="left")
    for name in (
        "score",
        "A",
        "B",
        "B − A",
        "95 % interval",
        "p (Holm)",
        "shown",
        "gained/lost",
        "detectable",
        "n",
    ):
        table.add_column(name, justify="left" if name in ("score", "shown") else "right")
    for d in comparison.differences:
        if d.difference is None:
            table.add_row(d.title, *[""] * 8, f"0{told_apart(d)}")
            continue
        digits = d.digits
        table.add_row(
            d.title + _arrow(d.better),
            f"{d.mean_a:.{digits}f}",
            f"{d.mean_b:.{digits}f}",
            f"{d.difference:+.{digits}f}",
            f"{d.low:+.{digits}f} to {d.high:+.{digits}f}" if d.low is not None else "",
            f"{d.p_holm:.3g}" if d.p_holm is not None else "",
            d.verdict,
            f"{d.gained}/{d.lost}",
            f"{d.detectable:.{digits}f}" if d.detectable is not None else "",
            f"{d.n}{told_apart(d)}",
        )
    out = console()
    out.print(table)
    for line in comparison.settings:
        out.print(f"differs: {one_line(line)}")
    changed = comparison.changed
    out.print(f"{len(changed)} of {comparison.cases} questions changed")
    for change in changed[:_SHOWN_CHANGES]:
        told = ", ".join(f"{name} {_value(a)} → {_value(b)}" for name, a, b in change.scores)
        out.print(f"  {change.case_id}: {told}")
    if len(changed) > _SHOWN_CHANGES:
        out.print(f"  … and {len(changed) - _SHOWN_CHANGES} more; --json lists them all")


def tell_misplaced(folder: RunFolder) -> None:
    """Say which cases have gold spans that do not stand in their articles: retrieval is not scored there."""
    from app.cli.output import remark
    from eval.checking import misplaced

    found = misplaced(folder.cases(), folder.articles())
    if found:
        shown = ", ".join(found[:_SHOWN_CASES]) + (" …" if len(found) > _SHOWN_CASES else "")
        remark(
            f"{len(found)} cases have a gold span that does not stand in its article, so their retrieval is "
            f"not scored: {shown} (`groundwire eval check` says more)"
        )


def show_rows(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a plain table; the first column is left-aligned, the rest right."""
    from rich.table import Table

    from app.cli.output import console

    table = Table(title=title, title_justify="left")
    for number, column in enumerate(columns):
        table.add_column(column, justify="right" if number else "left", overflow="fold")
    for row in rows:
        table.add_row(*row)
    console().print(table)


def _arrow(better: str | None) -> str:
    return {"higher": " ↑", "lower": " ↓"}.get(better or "", "")


def _figures(row: ScoreSummary) -> tuple[str, str, str]:
    if row.mean is None:
        return "not scored", "", "0"
    bounds = f"{row.low:.{row.digits}f} – {row.high:.{row.digits}f}" if row.low is not None else ""
    return f"{row.mean:.{row.digits}f}", bounds, str(row.scored)


def _missing(row: ScoreSummary) -> str:
    return "; ".join(f"{count} {why}" for why, count in row.not_scored.items())


def _value(value: float | None) -> str:
    return "not scored" if value is None else f"{value:.3g}"
