"""The article beside the conversation, with the cited words highlighted."""

from app.chat.markup import byline, link, marked, text, web_address
from index.article import Article, Span

EMPTY = '<p class="gw-note">Open a citation to read its words in their article.</p>'


def article_html(article: Article, span: Span) -> str:
    """Return the article as HTML; the characters of `span` stand in `<mark id="gw-cited">`."""
    info = article.info
    body = marked(article.text, [span], ' id="gw-cited" tabindex="-1"')
    source = f"<div>{link(info.url, info.url or '')}</div>" if web_address(info.url) else ""
    return (
        f'<article class="gw-article"><h2 dir="auto">{text(info.title or info.article_id)}</h2>'
        f'<div class="gw-byline">{byline(info)}</div>{source}'
        f'<div class="gw-text" dir="auto">{body}</div>'
        f'<div class="gw-byline">version {text(info.version)} · '
        f"characters {span.start:,} to {span.end:,}</div></article>"
    )
