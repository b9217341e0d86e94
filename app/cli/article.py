"""`groundwire article`: one article version as the archive holds it."""

from typing import Annotated

import typer

from app.cli.options import DEFAULT_ARCHIVE, ArchiveOption, JsonOption
from app.cli.output import console, harmless, one_line, print_json


def article(
    article_id: Annotated[str, typer.Argument(help="The article's id, as searches and citations give it.")],
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    version: Annotated[str | None, typer.Option("--version", help="A version; the current one else.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Show an article's clean text, to which every citation's offsets refer."""
    from app.compose import open_archive

    with open_archive(archive) as opened:
        found = opened.article(article_id, version)
    info = found.info
    if as_json:
        print_json(
            {
                "article_id": info.article_id,
                "version": info.version,
                "title": info.title,
                "outlet": info.outlet,
                "author": info.author,
                "published_at": info.published_at,
                "url": info.url,
                "source_path": info.source_path,
                "modified_at": info.modified_at,
                "language": info.language,
                "text": found.text,
            }
        )
        return
    out = console()
    out.print(one_line(info.title or info.article_id), style="bold")
    known = [info.outlet, info.author, info.published_at, info.url, f"version {info.version}"]
    out.print(one_line(" · ".join(part for part in known if part)), style="dim")
    out.print("\n" + harmless(found.text))
