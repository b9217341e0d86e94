"""`groundwire search`: passages for a query."""

from typing import Annotated, Any

import typer

from app.cli.options import (
    DEFAULT_ARCHIVE,
    ArchiveOption,
    JsonOption,
    OutletOption,
    SinceOption,
    UntilOption,
)
from app.cli.output import console, harmless, one_line, print_json
from app.filters import make_filters
from index.hit import Hit


def search(
    query: Annotated[str, typer.Argument(help="What to look for.")],
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    k: Annotated[int, typer.Option("--k", "-k", min=1, max=1000, help="How many passages.")] = 10,
    since: SinceOption = None,
    until: UntilOption = None,
    outlet: OutletOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find the passages nearest to a query."""
    from app.compose import open_archive
    from app.questions import checked_question

    filters = make_filters(since, until, outlet or ())
    with open_archive(archive) as opened:
        hits = opened.search(checked_question(query), k=k, filters=filters)
    if as_json:
        print_json([hit_json(hit) for hit in hits])
        return
    out = console()
    for number, hit in enumerate(hits, 1):
        where = " · ".join(p for p in (hit.article.outlet, (hit.article.published_at or "")[:10]) if p)
        ranks = f"words {hit.lexical_rank or '–'}, meaning {hit.dense_rank or '–'}"
        title = one_line(hit.article.title or hit.article.article_id)
        out.print(f"{number}. {title}" + (f" ({one_line(where)})" if where else ""), style="bold")
        out.print(harmless(hit.passage.text), style="default")
        out.print(f"score {hit.score:.3f} ({ranks}) · {one_line(hit.passage.passage_id)}\n", style="dim")
    if not hits:
        out.print("Nothing found.")


def hit_json(hit: Hit) -> dict[str, Any]:
    """Return the contract's JSON form of a hit."""
    passage, info = hit.passage, hit.article
    return {
        "passage_id": passage.passage_id,
        "article_id": passage.article_id,
        "version": passage.version,
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
        "title": info.title,
        "outlet": info.outlet,
        "published_at": info.published_at,
        "url": info.url,
        "score": hit.score,
        "dense_rank": hit.dense_rank,
        "lexical_rank": hit.lexical_rank,
        "copies": [copy.article.article_id for copy in hit.copies],
    }
