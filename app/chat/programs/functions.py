"""Ask, search and open an article, as programs get them: plain JSON."""

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.api import Groundwire

MOST_HITS = 100


def ask(
    groundwire: "Groundwire", question: str, since: str = "", until: str = "", outlet: str = ""
) -> dict[str, Any]:
    """Return the answer in the JSON contract; raises as `Groundwire.ask` does."""
    from app.contract import to_model

    answer = groundwire.ask(
        question, since=since or None, until=until or None, outlets=(outlet,) if outlet else ()
    )
    told = to_model(answer).model_dump(mode="json")
    for citation in told["citations"]:  # where an article lies is the server's affair
        citation["source_path"] = PurePath(citation["source_path"]).name
    return told


def search(
    groundwire: "Groundwire", query: str, k: int = 10, since: str = "", until: str = "", outlet: str = ""
) -> list[dict[str, Any]]:
    """Return hits in the JSON contract, best first; raises as `Groundwire.search` does."""
    from app.cli.search import hit_json

    hits = groundwire.search(
        query,
        k=min(max(int(k), 1), MOST_HITS),
        since=since or None,
        until=until or None,
        outlets=(outlet,) if outlet else (),
    )
    return [hit_json(hit) for hit in hits]


def article(groundwire: "Groundwire", article_id: str, version: str = "") -> dict[str, Any]:
    """Return an article version in the JSON contract; raises as `Groundwire.article` does."""
    found = groundwire.article(article_id, version or None)
    info = found.info
    return {
        "article_id": info.article_id,
        "version": info.version,
        "title": info.title,
        "outlet": info.outlet,
        "author": info.author,
        "published_at": info.published_at,
        "url": info.url,
        "source_path": PurePath(info.source_path).name,
        "text": found.text,
    }
