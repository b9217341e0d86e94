"""`groundwire index`: articles into the archive."""

from dataclasses import asdict
from typing import Annotated

import typer

from app.cli.options import DEFAULT_ARCHIVE, ArchiveOption, JsonOption
from app.cli.output import console, one_line, print_json, remark


def index(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH|URL…", help="Files, folders or web addresses of articles."),
    ] = None,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    prune: Annotated[
        bool, typer.Option("--prune", help="Remove articles whose file or page is gone from these sources.")
    ] = False,
    feed: Annotated[
        list[str] | None, typer.Option("--feed", metavar="URL", help="An RSS or Atom feed; may be repeated.")
    ] = None,
    sitemap: Annotated[
        list[str] | None, typer.Option("--sitemap", metavar="URL", help="A sitemap; may be repeated.")
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option("--limit", min=1, help="Most articles of each feed or sitemap, newest first."),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DATE", help="Of feeds and sitemaps: published on or after DATE."),
    ] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch from loopback and private addresses too.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Add articles to an archive, making it when it is not there; unchanged ones cost nothing."""
    from app.cli.progress import index_progress
    from app.compose import open_archive
    from app.settings import Settings
    from app.sources import fetch_policy, make_sources, reading_limits
    from index.memory_pool import share_freed_memory

    if not (paths or feed or sitemap):
        raise typer.BadParameter("nothing to index is named", param_hint="PATH|URL…, --feed or --sitemap")
    settings = Settings()
    sources = make_sources(
        paths or (), feeds=feed or (), sitemaps=sitemap or (), limit=limit, since=since, prune=prune
    )
    share_freed_memory()
    with open_archive(archive, settings=settings, create=True) as opened, index_progress() as progress:
        report = opened.index(
            sources.paths,
            prune=prune,
            progress=progress,
            web=sources.web,
            policy=fetch_policy(settings, allow_private=allow_private),
            limits=reading_limits(settings),
        )
    if as_json:
        print_json(asdict(report))
    else:
        counts = [(report.added, "added"), (report.updated, "updated"), (report.unchanged, "unchanged")]
        counts += [(report.duplicates, "duplicates"), (report.removed, "removed")]
        remarks = sum(rejection.article_kept for rejection in report.rejected)
        counts += [(len(report.rejected) - remarks, "rejected"), (remarks, "with a remark")]
        told = ", ".join(f"{count:,} {name}" for count, name in counts if count) or "nothing found"
        console().print(
            f"{told}. {archive} now holds {report.articles:,} articles in {report.passages:,} passages "
            f"({report.seconds:.1f} s)."
        )
    for rejection in report.rejected:
        word = "remark on" if rejection.article_kept else "rejected"
        remark(f"{word} {one_line(rejection.path)}: {rejection.reason}")
    if report.rejected:
        raise typer.Exit(1)
