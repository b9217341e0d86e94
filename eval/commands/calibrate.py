"""`groundwire eval calibrate`: how far does a judge agree with people?"""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.options import JsonOption
from eval.commands.options import JudgeOption, SeedOption


def calibrate(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help="Labelled claims: JSONL or CSV, also gzipped.")
    ],
    *,
    judge: JudgeOption = "rules",
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, help="Claims of each file, drawn with the seed.")
    ] = None,
    seed: SeedOption = 0,
    as_markdown: Annotated[bool, typer.Option("--markdown", help="Print a Markdown table.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Measure a judge on claims that people labelled, beside majority and token overlap."""
    from dataclasses import asdict

    from app.cli.output import print_json
    from eval.calibration.calibrate import calibrate as measure
    from eval.calibration.labelled import read_labelled
    from eval.calibration.markdown import markdown
    from eval.calibration.sampling import draw
    from eval.commands.judges import make_judge
    from eval.commands.show import progress_bar, show_rows

    items = [item for path in files for item in draw(read_labelled(path), limit, seed)]
    with progress_bar("judging") as progress:
        rows = measure(items, make_judge(judge), seed=seed, progress=progress)
    if as_json:
        print_json([asdict(row) for row in rows])
        return
    if as_markdown:
        typer.echo(markdown(rows), nl=False)
        return
    names = list(rows[0].measures)
    show_rows(
        "Judges against people; 95 % intervals in brackets",
        (
            "data set",
            "judge",
            "n",
            "carried",
            "undecided",
            "AUC",
            "balanced accuracy",
            "precision at recall 0.8",
            "calibration error",
            "people agree",
        ),
        [
            (
                row.dataset,
                row.judge,
                str(row.n),
                str(row.carried),
                f"{row.undecided:.2f}",
                *(
                    f"{m[0]:.3f} ({m[1]:.2f}–{m[2]:.2f})" if (m := row.measures[n]) else "not scored"
                    for n in names
                ),
                f"{row.human_agreement:.2f}" if row.human_agreement is not None else "",
            )
            for row in rows
        ],
    )
