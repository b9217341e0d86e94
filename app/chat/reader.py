"""The article beside the conversation, with the cited words highlighted."""

from collections.abc import Sequence
from time import monotonic_ns

from app.chat.conversation import problem_html
from app.chat.live_archive import LiveArchive
from app.chat.markup import byline, link, marked, opener, text, web_address
from app.chat.told import told
from index.article import Article, ArticleInfo, Span
from index.stories import copies_of

EMPTY = '<p class="gw-note">Open a citation to read its words in their article.</p>'
_COPIES = 12
"""Copies of the story that are named; of more only the number is told."""
_NO_CITATION = "That is not a citation of this archive."


def pane_html(inner: str) -> str:
    """Return the pane around an article or a note."""
    if inner == EMPTY:
        return f'<div class="gw-pane" role="region" aria-label="Article" tabindex="0">{inner}</div>'
    opened = monotonic_ns()  # opening the same words again must be a change, for the page to act on it
    return (
        f'<div class="gw-pane" role="region" aria-label="Article" tabindex="0" data-opened="{opened}">'
        f'<button type="button" class="gw-button gw-back">Back</button>{inner}</div>'
    )


def opened_html(archive: LiveArchive, data: object) -> str:
    """Return the article that a marker or a row of the archive names; what the browser sends is not trusted.

    Args:
        archive: where it is read.
        data: `article`, and where words are cited `version`, `start` and `end`.
    """
    try:
        given = dict(data)  # type: ignore[call-overload]
        article_id, version = str(given["article"]), given.get("version")
        held = archive.get().archive
        article = held.article(article_id, str(version) if version else None)
        start, end = int(given.get("start", 0)), int(given.get("end", 0))
        copies = copies_of(held.catalog.engine, article.info)
        current = held.versions(article_id)
    except (KeyError, TypeError, ValueError):
        return problem_html(_NO_CITATION)
    except Exception as error:
        return problem_html(told(error))
    length = len(article.text)
    span = Span(min(max(start, 0), length), min(max(end, 0), length))
    return article_html(article, span, copies=copies, versions=len(current))


def article_html(
    article: Article, span: Span, *, copies: Sequence[ArticleInfo] = (), versions: int = 1
) -> str:
    """Return the article as HTML; the characters of `span`, if any, stand in `<mark id="gw-cited">`."""
    info = article.info
    body = _spaced(marked(article.text, [span], ' id="gw-cited" tabindex="-1"'))
    source = f"<div>{link(info.url, info.url or '')}</div>" if web_address(info.url) else ""
    place = f"characters {span.start:,} to {span.end:,}" if span.end > span.start else "whole"
    many = f", one of {versions} versions" if versions > 1 else ""
    return (
        f'<article class="gw-article" data-article="{text(info.article_id)}" '
        f'data-version="{text(info.version)}"><h2 dir="auto">{text(info.title or info.article_id)}</h2>'
        f'<div class="gw-byline">{byline(info)}</div>{source}{_copies(copies)}'
        f'<div class="gw-text" dir="auto">{body}</div>'
        f'<div class="gw-byline">version {text(info.version)}{many} · {place}</div></article>'
    )


def _copies(copies: Sequence[ArticleInfo]) -> str:
    rows = "".join(
        f'<li><button type="button" class="gw-open" {opener(copy)}>{text(copy.title or copy.article_id)}'
        f'</button> <span class="gw-byline">{byline(copy)}</span></li>'
        for copy in copies[:_COPIES]
    )
    more = f"<li>and {len(copies) - _COPIES:,} more</li>" if len(copies) > _COPIES else ""
    if not rows:
        return ""
    return f'<div class="gw-copy"><span>The same report:</span><ul>{rows}{more}</ul></div>'


def _spaced(body: str) -> str:
    """Return an article's HTML with space between paragraphs where its text has line ends alone.

    The empty elements hold no character, so offsets into the text stay as they are.
    """
    return body if "\n\n" in body else body.replace("\n", '\n<span class="gw-gap"></span>')
