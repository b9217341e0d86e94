"""`groundwire repair`: the search indexes made anew from the catalog."""

from dataclasses import asdict
from typing import TYPE_CHECKING

from app.cli.options import DEFAULT_ARCHIVE, ArchiveOption, JsonOption
from app.cli.output import console, print_json

if TYPE_CHECKING:
    from index.report import RepairReport


def repair(archive: ArchiveOption = DEFAULT_ARCHIVE, as_json: JsonOption = False) -> None:
    """Build the search indexes anew from the catalog; no article is read, and no embedding lost."""
    from app.cli.progress import index_progress
    from app.compose import open_archive

    with open_archive(archive) as opened, index_progress() as progress:
        report = opened.repair(progress)
    if as_json:
        print_json(asdict(report))
    else:
        console().print(
            f"{archive} is whole: {report.articles:,} articles in {report.passages:,} passages "
            f"({report.seconds:.1f} s). {_embeddings(report)}"
        )


def _embeddings(report: "RepairReport") -> str:
    """Return what became of the embeddings, and why."""
    kept = f"{report.embeddings_kept:,} embeddings were kept: the catalog holds them"
    if not report.embeddings_made:
        return f"{kept}."
    return f"{kept}. {report.embeddings_made:,} were computed anew: the catalog had lost them."
