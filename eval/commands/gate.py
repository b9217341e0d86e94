"""`groundwire eval gate`: may this run replace its baseline?"""

from pathlib import Path
from typing import Annotated

import typer

from eval.commands.options import BarOption, RunArgument, SeedOption


def gate(
    run: RunArgument,
    *,
    baseline: Annotated[Path, typer.Option("--baseline", help="Run folder to compare with.")],
    score: Annotated[
        list[str] | None, typer.Option("--score", help="A gated score; the leading ones when left out.")
    ] = None,
    margin: Annotated[float, typer.Option("--margin", min=0, help="Worsening that is tolerated.")] = 0.0,
    max_drop: Annotated[
        float | None, typer.Option("--max-drop", min=0, help="Largest worsening of a mean.")
    ] = None,
    min_scored: Annotated[
        int, typer.Option("--min-scored", min=1, help="Least questions scored in both.")
    ] = 20,
    bar: BarOption = None,
    junit: Annotated[Path | None, typer.Option("--junit", help="Write JUnit XML here.")] = None,
    markdown: Annotated[
        Path | None, typer.Option("--markdown", help="Write a Markdown summary here.")
    ] = None,
    seed: SeedOption = 0,
) -> None:
    """Exit 0 when the run passes, 3 when it is worse than the baseline, 4 when too few are scored, else 1."""
    from app.cli.output import console
    from eval.bars import parse_bar
    from eval.commands.show import show_rows
    from eval.comparing.compare import LEADING, compare_runs
    from eval.comparing.gate import gate as judge_gate
    from eval.comparing.junit import junit_xml
    from eval.comparing.junit import markdown as as_markdown
    from eval.runs.folder import RunFolder
    from eval.scores.catalogue import kind_of
    from index.errors import InputError

    for name in score or ():
        kind = kind_of(name)
        if kind is None or kind.better is None:
            raise InputError(f"there is no score {name!r} that could be gated")
    bars = [parse_bar(text) for text in bar or ()]
    folder = RunFolder.existing(run)
    comparison = compare_runs(RunFolder.existing(baseline), folder, seed=seed)
    result = judge_gate(
        comparison,
        folder.summary(),
        scores=score or LEADING,
        margin=margin,
        max_drop=max_drop,
        min_scored=min_scored,
        bars=bars,
    )
    for path, text in ((junit, junit_xml(result, comparison)), (markdown, as_markdown(result, comparison))):
        if path is not None:
            _write(path, text)
    words = {0: "pass", 3: "REGRESSION", 4: "too few scored"}
    show_rows("gate", ("score", "outcome", "why"), [(c.name, words[c.outcome], c.why) for c in result.checks])
    console().print(words[result.outcome])
    raise typer.Exit(int(result.outcome))


def _write(path: Path, text: str) -> None:
    from index.errors import InputError

    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"cannot write {path}: {error.strerror}") from None
