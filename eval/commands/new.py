"""`groundwire eval new`: draft cases from an archive, for a person to correct."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.options import DEFAULT_ARCHIVE, ArchiveOption


def new(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="Case file to write, JSONL; must not exist.")],
    *,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    limit: Annotated[int, typer.Option("--limit", min=1, help="Most drafts.")] = 50,
) -> None:
    """Draft cases from sentences with figures, dates, names and quotes; a person writes the questions."""
    import json

    from app.cli.output import console
    from app.compose import open_archive
    from eval.drafting import draft_cases
    from index.errors import InputError

    held = open_archive(archive)
    try:
        infos = held.articles(limit=limit)
        articles = [held.article(info.article_id) for info in infos]
    finally:
        held.close()
    rows = list(draft_cases(articles, limit=limit))
    try:
        with out.open("x", encoding="utf-8") as stream:
            stream.writelines(json.dumps(row, ensure_ascii=True) + "\n" for row in rows)
    except FileExistsError:
        raise InputError(
            f"{out} is there already", hint="Drafts never overwrite; give another name"
        ) from None
    except OSError as error:
        raise InputError(f"cannot write {out}: {error.strerror}") from None
    console().print(
        f"{len(rows)} drafts in {out}: write the questions, correct the facts, remove the tag draft"
    )
