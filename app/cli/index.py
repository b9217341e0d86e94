"""`groundwire index`: articles into the archive."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from app.cli.options import DEFAULT_ARCHIVE, ArchiveOption, JsonOption
from app.cli.output import console, one_line, print_json, remark


def index(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="Files or folders of articles.")],
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    prune: Annotated[
        bool, typer.Option("--prune", help="Remove articles whose file is gone from these folders.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Add articles to an archive, making it when it is not there; unchanged ones cost nothing."""
    from app.cli.progress import index_progress
    from app.compose import open_archive

    with open_archive(archive, create=True) as opened, index_progress() as progress:
        report = opened.index(paths, prune=prune, progress=progress)
    if as_json:
        print_json(asdict(report))
    else:
        counts = [(report.added, "added"), (report.updated, "updated"), (report.unchanged, "unchanged")]
        counts += [(report.duplicates, "duplicates"), (report.removed, "removed")]
        counts += [(len(report.rejected), "rejected")]
        told = ", ".join(f"{count:,} {name}" for count, name in counts if count) or "nothing found"
        console().print(
            f"{told}. {archive} now holds {report.articles:,} articles in {report.passages:,} passages "
            f"({report.seconds:.1f} s)."
        )
    for rejection in report.rejected:
        remark(f"rejected {one_line(rejection.path)}: {rejection.reason}")
    if report.rejected:
        raise typer.Exit(1)
