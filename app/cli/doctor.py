"""`groundwire doctor`: what would keep Groundwire from answering, in words."""

from dataclasses import asdict

import typer

from app.cli.options import DEFAULT_ARCHIVE, ArchiveOption, JsonOption
from app.cli.output import console, one_line, print_json, remark


def doctor(archive: ArchiveOption = DEFAULT_ARCHIVE, as_json: JsonOption = False) -> None:
    """Check settings, model, embedder and archive, and say what is wrong."""
    from app.compose import build_embedder, coverage_of, open_archive
    from app.doctor import examine

    findings = examine(
        open_archive=lambda settings: open_archive(archive, settings=settings),
        coverage=coverage_of,  # type: ignore[arg-type]
        make_embedder=build_embedder,
    )
    if as_json:
        print_json([asdict(finding) for finding in findings])
    else:
        out = console()
        for finding in findings:
            out.print(f"{'✓' if finding.ok else '✗'} {finding.part}: {one_line(finding.message)}")
    wrong = sum(not finding.ok for finding in findings)
    if wrong:
        remark(f"groundwire: {wrong} thing{'' if wrong == 1 else 's'} to mend, listed above")
        raise typer.Exit(1)
