"""What a page tells of itself in JSON-LD, OpenGraph and its head, beside what trafilatura finds."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from index.cleaning_normal import one_line

MOST_NODES = 500  # of one page's JSON-LD
MOST_AUTHORS = 10
MOST_LETTERS = 200  # of a name

_ARTICLE = re.compile(r"(?:.*article|.*posting)$", re.IGNORECASE)
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?(?:[-_.@].*)?")
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "last-modified")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMetadata:
    """What the page's own metadata tells; None where it tells nothing.

    Args:
        title: headline.
        author: names of the authors, `; ` between them.
        outlet: publisher.
        url: canonical address, absolute.
        published: times of publication as told, best source first.
        modified_at: time of the last change, as told.
        language: BCP 47 tag.
    """

    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: tuple[str, ...] = ()
    modified_at: str | None = None
    language: str | None = None


def page_metadata(page: str) -> PageMetadata:
    """Return what the metadata of an HTML page tells. Whatever cannot be read counts as not told."""
    tree = parse_page(page)
    if tree is None:
        return PageMetadata()
    meta: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = (
            tag.get("property") or tag.get("name") or tag.get("itemprop") or tag.get("http-equiv") or ""
        ).lower()
        if name and (content := one_line(tag.get("content") or "")):
            meta.setdefault(name, content)
    article = _article(tree)
    return PageMetadata(
        title=_text(article.get("headline")) or meta.get("og:title"),
        author="; ".join(_names(article.get("author"))) or None,
        outlet=next(iter(_names(article.get("publisher"))), None) or meta.get("og:site_name"),
        url=_canonical(tree) or _absolute(meta.get("og:url")) or _absolute(_text(article.get("url"))),
        published=tuple(
            time for time in (_text(article.get("datePublished")), meta.get("article:published_time")) if time
        ),
        modified_at=_text(article.get("dateModified"))
        or next((meta[name] for name in _MODIFIED if name in meta), None),
        language=_language(tree, article, meta),
    )


def parse_page(page: str) -> Any:
    """Return the tree of an HTML page, by lxml; None for a page that has none."""
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    try:
        return document_fromstring(page.encode("utf-8", "replace"), parser=HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def language_tag(text: str | None) -> str | None:
    """Return a BCP 47 tag in its usual case (`pt_br.utf8` gives `pt-BR`), None when `text` is no language."""
    match = _LANGUAGE.fullmatch((text or "").strip())
    if match is None:
        return None
    script = match[2].title() if match[2] else None
    return "-".join(part for part in (match[1].lower(), script, (match[3] or "").upper()) if part)


def _language(tree: Any, article: dict[str, Any], meta: dict[str, str]) -> str | None:
    given = article.get("inLanguage")
    if isinstance(given, dict):
        given = given.get("alternateName") or given.get("name")
    root = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    told = (root, _text(given), meta.get("og:locale"), meta.get("content-language"), meta.get("language"))
    return next((tag for text in told if (tag := language_tag(text))), None)


def _canonical(tree: Any) -> str | None:
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            return _absolute(link.get("href"))
    return None


def _absolute(url: str | None) -> str | None:
    url = (url or "").strip()
    return url if url.lower().startswith(("http://", "https://")) else None


def _article(tree: Any) -> dict[str, Any]:
    """Return the first thing of the page's JSON-LD that is an article, empty when there is none."""
    left = MOST_NODES
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data):
            left -= 1
            if left < 0:
                return {}
            kinds = node.get("@type")
            if any(
                isinstance(kind, str) and _ARTICLE.match(kind)
                for kind in (kinds if isinstance(kinds, list) else [kinds])
            ):
                return node
    return {}


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """Yield the things at the top of JSON-LD: alone, in a list, in a graph, or as what a page is about."""
    waiting = [data]
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting += node[:MOST_NODES]
        elif isinstance(node, dict):
            yield node
            waiting += [node[name] for name in ("@graph", "mainEntity") if name in node]


def _names(given: Any) -> list[str]:
    """Return the names of persons or organisations, each once; addresses are no names."""
    names: list[str] = []
    for one in given if isinstance(given, list) else [given]:
        name = _text(one.get("name") if isinstance(one, dict) else one)
        if name and "://" not in name and name not in names and len(name) <= MOST_LETTERS:
            names.append(name)
    return names[:MOST_AUTHORS]


def _text(given: Any) -> str | None:
    if isinstance(given, list) and given:
        given = given[0]
    return one_line(html.unescape(given)) or None if isinstance(given, str) else None
