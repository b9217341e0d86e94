"""`groundwire eval compare`: run B against run A, question by question."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.options import JsonOption
from eval.commands.options import SeedOption


def compare(
    a: Annotated[Path, typer.Argument(metavar="A", help="Run folder, the one before.")],
    b: Annotated[Path, typer.Argument(metavar="B", help="Run folder, the one after.")],
    seed: SeedOption = 0,
    as_markdown: Annotated[bool, typer.Option("--markdown", help="Print Markdown tables.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Compare two runs over the same cases: differences, intervals, tests, and the questions that changed."""
    from app.cli.output import print_json
    from eval.commands.show import show_comparison
    from eval.comparing.compare import compare_runs
    from eval.report.markdown import comparison_markdown
    from eval.runs.folder import RunFolder

    found = compare_runs(RunFolder.existing(a), RunFolder.existing(b), seed=seed)
    if as_json:
        print_json(found.model_dump(mode="json"))
    elif as_markdown:
        typer.echo(comparison_markdown(found), nl=False)
    else:
        show_comparison(found)
