"""Sitemaps (sitemaps.org), with the news extension, and indexes of them."""

from dataclasses import dataclass
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

from index.cleaning_normal import one_line
from index.fetching.entry import Entry
from index.fetching.listing_xml import local_name, parse_xml
from index.fetching.policy import FetchError


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What one sitemap lists.

    Args:
        entries: pages.
        sitemaps: further sitemaps, as entries too.
    """

    entries: tuple[Entry, ...] = ()
    sitemaps: tuple[Entry, ...] = ()


def parse_sitemap(data: bytes, url: str, most: int) -> Sitemap:
    """Return what a sitemap lists.

    Args:
        data: the sitemap.
        url: where it was found.
        most: how many pages are read.

    Raises:
        FetchError: it is no sitemap, or defines entities of its own.
    """
    root = parse_xml(data)
    kind = local_name(root) if root is not None else ""
    if root is None or kind not in ("urlset", "sitemapindex"):
        raise FetchError("it is no sitemap")
    found: list[Entry] = []
    for child in root:
        if len(found) >= most:
            break
        told = {local_name(part): one_line(part.text or "") for part in _parts(child)}
        if told.get("loc"):
            found.append(
                Entry(
                    url=urljoin(url, told["loc"]),
                    title=told.get("title", ""),
                    published=told.get("publication_date") or None,
                    modified=told.get("lastmod") or None,
                )
            )
    return Sitemap(entries=tuple(found)) if kind == "urlset" else Sitemap(sitemaps=tuple(found))


def _parts(element: Element) -> list[Element]:
    """Return what tells of a page: its own children and its news element's; pictures have titles too."""
    own = list(element)
    return own + [part for child in own if local_name(child) == "news" for part in child]
