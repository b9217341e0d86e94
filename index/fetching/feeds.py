"""RSS and Atom feeds, by feedparser."""

import io
from urllib.parse import urljoin

from index.cleaning_normal import one_line
from index.fetching.entry import Entry
from index.fetching.listing_xml import parse_xml
from index.fetching.policy import FetchError


def parse_feed(data: bytes, url: str, most: int) -> list[Entry]:
    """Return the entries of a feed that lead to a page, in its order.

    Args:
        data: the feed; need not be well formed.
        url: where it was found; addresses in it may be relative to this.
        most: how many entries are read.

    Raises:
        FetchError: it is no feed, or defines entities of its own.
    """
    import feedparser

    parse_xml(data)  # what it says of entities comes first; whether it is well formed does not matter
    # A stream, since feedparser takes a text for a file name or an address if it looks like one.
    try:
        found = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # a library's fault on hostile input must cost one feed, not the run
        raise FetchError(f"it could not be taken apart ({type(error).__name__})") from error
    if not found.get("version") and not found.entries:
        raise FetchError("it is no RSS or Atom feed")
    entries: list[Entry] = []
    for entry in found.entries[:most]:
        link = _link(entry)
        if link:
            entries.append(
                Entry(
                    url=urljoin(url, link),
                    title=one_line(str(entry.get("title") or "")),
                    published=entry.get("published") or entry.get("created") or None,
                    modified=_own(entry, "updated"),
                )
            )
    return entries


def _own(entry: dict[str, str], name: str) -> str | None:
    """Return a field of the entry itself: `get` gives the time of publication for that of a change."""
    return next((value for key, value in entry.items() if key == name), None) or None


def _link(entry: dict[str, object]) -> str:
    link = entry.get("link")
    if not isinstance(link, str) or not link.strip():
        link = entry.get("id")
    text = link.strip() if isinstance(link, str) else ""
    return "" if text.lower().startswith(("urn:", "tag:", "mailto:", "javascript:")) else text
