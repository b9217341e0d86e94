"""From what a server sent to the article in it."""

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from index.fetching.entry import Entry
from index.fetching.http_client import Reply
from index.reading.decoding import declared_encoding, decode
from index.reading.draft import Draft, Problem
from index.reading.formats import READERS
from index.reading.html import extract
from index.reading.limits import Limits

_PAGES = ("text/html", "application/xhtml+xml", "application/xml", "text/xml")
_ENDINGS = {
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
_UNTOLD = ("", "application/octet-stream", "binary/octet-stream")


def read_body(reply: Reply, entry: Entry, limits: Limits) -> Iterator[Draft | Problem]:
    """Yield the article that a server sent.

    A page may name another address as its own; that is believed within the same site alone, so that no page
    can put itself in the place of somebody else's article.

    Args:
        reply: a whole page.
        entry: how a feed or sitemap lists it; fills what the page does not tell.
        limits: how much it may take.
    """
    for item in _items(reply, limits):
        if isinstance(item, Problem):
            yield item
            continue
        own = item.url if item.url and same_site(item.url, reply.url) else reply.url
        yield replace(
            item,
            article_id=None,
            url=own,
            title=item.title or entry.title or None,
            published_at=item.published_at or entry.published,
            modified_at=item.modified_at or entry.modified,
        )


def same_site(one: str, other: str) -> bool:
    """Return whether two addresses are of one host, or one host lies under the other (`www.`, `m.`)."""
    try:
        a, b = (urlsplit(url).hostname or "" for url in (one, other))
    except ValueError:
        return False
    a, b = a.removeprefix("www."), b.removeprefix("www.")
    return bool(a) and bool(b) and (a == b or a.endswith(f".{b}") or b.endswith(f".{a}"))


def _items(reply: Reply, limits: Limits) -> Iterator[Draft | Problem]:
    if reply.kind in _PAGES or (reply.kind in _UNTOLD and reply.body.lstrip()[:1] == b"<"):
        page = decode(reply.body, declared=reply.charset or declared_encoding(reply.body))
        draft = extract(page) if page is not None else None
        yield Problem("the page has no article in it") if draft is None else draft
        return
    ending = _ENDINGS.get(reply.kind, "")
    if reply.kind in _UNTOLD:
        ending = PurePosixPath(unquote(urlsplit(reply.url).path)).suffix.lower()
    if ending not in _ENDINGS.values():
        yield Problem(f"it is {reply.kind or 'of no known kind'}, not an article")
        return
    yield from READERS[ending](io.BytesIO(reply.body), limits)
