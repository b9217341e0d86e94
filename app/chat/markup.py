"""Small pieces of HTML. Every text from outside goes through `text`, so nothing of it becomes markup."""

from collections.abc import Iterable, Sequence
from html import escape
from urllib.parse import urlsplit

from index.article import ArticleInfo, Span


def text(value: str) -> str:
    """Return `value` escaped for element content and quoted attributes, control characters replaced."""
    clean = "".join(c if c >= " " or c in "\n\t" else "�" for c in value)
    return escape(clean.encode("utf-8", "replace").decode("utf-8"), quote=True)


def marked(value: str, spans: Iterable[Span], attributes: str = "") -> str:
    """Return `value` escaped, with `<mark>` around `spans`, which are clipped, sorted and joined first."""
    parts, at = [], 0
    for span in _joined(spans, len(value)):
        parts += [text(value[at : span.start]), f"<mark{attributes}>", text(span.of(value)), "</mark>"]
        at = span.end
    return "".join([*parts, text(value[at:])])


def link(url: str | None, label: str) -> str:
    """Return a link that tells its target nothing, or the bare label where `url` is not a web address."""
    if not web_address(url):
        return text(label)
    return f'<a href="{text(url or "")}" target="_blank" rel="noopener noreferrer nofollow">{text(label)}</a>'


def web_address(url: str | None) -> bool:
    """Whether `url` is an http or https address with a host."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def opener(info: ArticleInfo, span: Span | None = None) -> str:
    """Return the attributes of a button that opens an article at the characters of `span`, or whole.

    Without a version, as of a copy, it opens the current one.
    """
    version = f' data-version="{text(info.version)}"' if info.version else ""
    place = f' data-start="{span.start}" data-end="{span.end}"' if span else ""
    return f'data-article="{text(info.article_id)}"{version}{place}'


def byline(info: ArticleInfo) -> str:
    """Return outlet, day and author as escaped text, those that are known."""
    known = (info.outlet, (info.published_at or "")[:10], info.author)
    return " · ".join(text(part) for part in known if part)


def _joined(spans: Iterable[Span], length: int) -> Sequence[Span]:
    joined: list[Span] = []
    for span in sorted(spans):
        start, end = max(0, span.start), min(length, span.end)
        if start >= end:
            continue
        if joined and start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(end, joined[-1].end))
        else:
            joined.append(Span(start, end))
    return joined
