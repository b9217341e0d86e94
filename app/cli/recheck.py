"""`groundwire recheck`: what became of the citations of an answer given earlier."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.options import DEFAULT_ARCHIVE, ArchiveOption, JsonOption
from app.cli.output import console, harmless, one_line, print_json

if TYPE_CHECKING:
    from app.recheck import Rechecked, RecheckedAnswer

CHANGED = 3
"""Exit code when a citation is no longer as it was, as with `groundwire eval gate`."""


def recheck(
    answer: Annotated[Path, typer.Argument(metavar="ANSWER.JSON", help="What `ask --json` printed.")],
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    as_json: JsonOption = False,
) -> None:
    """Tell if the citations of an earlier answer are current, superseded or withdrawn (exit code 3)."""
    from app.compose import open_archive
    from app.recheck import read_answer, recheck

    given = read_answer(answer)
    with open_archive(archive) as opened:
        found = recheck(given, opened)
    if as_json:
        print_json(_json(found))
    else:
        _show(found)
    if not found.is_current:
        raise typer.Exit(CHANGED)


def _show(found: "RecheckedAnswer") -> None:
    out = console()
    out.print(one_line(found.answer.question), style="bold")
    if not found.citations:
        out.print("The answer cites nothing.")
    styles = {"current": "green", "superseded": "yellow", "withdrawn": "red", "unknown": "red"}
    for one in found.citations:
        where = one_line(" · ".join(p for p in (one.citation.outlet, one.citation.title) if p))
        out.print(f"[{one.citation.n}] {one.status.value}: {one.reason}", style=styles[one.status.value])
        out.print(f"    {where or one_line(one.citation.article_id)}", style="dim")
        out.print(f"    then: “{harmless(one.citation.quote)}”")
        if one.status.value == "superseded" and one.now is not None and one.span is not None:
            out.print(f"    now:  “{harmless(one.span.of(one.now.text))}”")
    for claim in found.answer.claims:
        status = found.status_of(claim.citations)
        if status.value != "current":
            out.print(f"{status.value}: {one_line(claim.text)}", style=styles[status.value])


def _json(found: "RecheckedAnswer") -> dict[str, Any]:
    return {
        "question": found.answer.question,
        "current": found.is_current,
        "citations": [_citation(one) for one in found.citations],
        "claims": [
            {
                "text": claim.text,
                "citations": claim.citations,
                "status": found.status_of(claim.citations).value,
            }
            for claim in found.answer.claims
        ],
    }


def _citation(one: "Rechecked") -> dict[str, Any]:
    now: dict[str, Any] | None = None
    if one.now is not None:
        now = {"version": one.now.info.version, "start": None, "end": None, "quote": None}
        if one.span is not None:
            now |= {"start": one.span.start, "end": one.span.end, "quote": one.span.of(one.now.text)}
    return {
        "n": one.citation.n,
        "article_id": one.citation.article_id,
        "version": one.citation.version,
        "quote": one.citation.quote,
        "status": one.status.value,
        "reason": one.reason,
        "now": now,
    }
