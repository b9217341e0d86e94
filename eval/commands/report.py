"""`groundwire eval report`: one page that shows runs, readable from file:// without a network."""

from pathlib import Path
from typing import Annotated

import typer


def report(
    runs: Annotated[
        list[Path], typer.Argument(metavar="RUN…", help="Run folders; the first is the baseline.")
    ],
    *,
    out: Annotated[
        Path | None, typer.Option("--out", help="The page; report.html in the first run when left out.")
    ] = None,
    csv: Annotated[Path | None, typer.Option("--csv", help="Also write every score as CSV.")] = None,
    json: Annotated[Path | None, typer.Option("--json", help="Also write the whole runs as JSON.")] = None,
    markdown: Annotated[
        Path | None, typer.Option("--markdown", help="Also write the whole runs as Markdown.")
    ] = None,
) -> None:
    """Write one static page of one or more scored runs."""
    from app.cli.output import console
    from eval.report.export import runs_json
    from eval.report.markdown import run_markdown
    from eval.report.page import render_page
    from eval.report.run_data import RunData
    from eval.report.spreadsheet import scores_csv
    from eval.runs.folder import RunFolder
    from index.errors import InputError

    data = [RunData.read(RunFolder.existing(path)) for path in runs]
    page = out or runs[0] / "report.html"
    try:
        page.write_bytes(render_page(data).encode("utf-8", "replace"))
        for path, make in ((csv, scores_csv), (json, runs_json), (markdown, run_markdown)):
            if path is not None:
                path.write_text(make(data), encoding="utf-8", errors="replace", newline="")
    except OSError as error:
        raise InputError(f"cannot write {error.filename}: {error.strerror}") from None
    console().print(f"{page} ({page.stat().st_size / 1e6:.1f} MB)")
