"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

CasesArgument = Annotated[Path, typer.Argument(metavar="CASES", help="Case file, JSONL or YAML.")]
RunArgument = Annotated[Path, typer.Argument(metavar="RUN", help="Run folder.")]
BarOption = Annotated[
    list[str] | None,
    typer.Option("--bar", metavar="NAME=VALUE", help="A score's mean must reach this; may be repeated."),
]
JudgeOption = Annotated[
    str,
    typer.Option(
        "--judge",
        help="`rules`, `learned` (for free prose), or the name of a model at the configured endpoint.",
    ),
]
RepeatsOption = Annotated[
    int, typer.Option("--repeats", min=1, max=15, help="How often a model judge is asked for each verdict.")
]
SeedOption = Annotated[int, typer.Option("--seed", help="Seed of the bootstrap.")]
