"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

ArchiveOption = Annotated[
    Path, typer.Option("--archive", envvar="GROUNDWIRE_ARCHIVE", help="Folder of the archive.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON alone on standard output.")]
SinceOption = Annotated[
    str | None, typer.Option("--since", metavar="DATE", help="Only articles published on or after DATE.")
]
UntilOption = Annotated[
    str | None, typer.Option("--until", metavar="DATE", help="Only articles published on or before DATE.")
]
AsOfOption = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="Answer as on DATE: later articles are not used."),
]
OutletOption = Annotated[
    list[str] | None, typer.Option("--outlet", help="Only articles of this outlet; may be repeated.")
]
JudgeOption = Annotated[
    str | None,
    typer.Option(
        "--judge", metavar="MODEL", help="Model that is asked about sentences that the check cannot decide."
    ),
]

DEFAULT_ARCHIVE = Path("archive")
