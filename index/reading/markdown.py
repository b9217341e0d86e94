"""Markdown files: one article each, its title the front matter's or the first heading of the top level."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO

from index.reading.bounded import read_all
from index.reading.decoding import decode
from index.reading.draft import Draft, Problem
from index.reading.limits import LIMITS, Limits

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^(\w+)[ \t]*:[ \t]*(.+?)[ \t]*$", re.MULTILINE)
_TAG = re.compile(r"<!--.*?-->|<[^<>]*>", re.DOTALL)
_NAMES = {
    "id": "article_id", "title": "title", "author": "author", "url": "url", "canonical_url": "url",
    "outlet": "outlet", "publisher": "outlet", "source": "outlet",
    "date": "published_at", "published": "published_at", "published_at": "published_at",
}  # fmt: skip


def read_markdown(stream: BinaryIO, limits: Limits = LIMITS) -> Iterator[Draft | Problem]:
    """Yield the article that a Markdown file holds, without its marks."""
    text = decode(read_all(stream, limits.article_bytes))
    if text is None:
        yield Problem("it is not text")
        return
    fields: dict[str, str] = {}
    if front := _FRONT_MATTER.match(text):
        for name, value in _FIELD.findall(front[1]):
            if name.lower() in _NAMES:
                fields.setdefault(_NAMES[name.lower()], value.strip("\"'"))
        text = text[front.end() :]
    heading, body = _blocks(text)
    yield Draft(
        text=body,
        title=fields.get("title") or heading,
        article_id=fields.get("article_id"),
        outlet=fields.get("outlet"),
        author=fields.get("author"),
        url=fields.get("url"),
        published_at=fields.get("published_at"),
    )


def _blocks(text: str) -> tuple[str | None, str]:
    """Return the first heading of the top level, and the text of all other blocks."""
    from markdown_it import MarkdownIt

    heading: str | None = None
    blocks: list[str] = []
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type == "inline":
            block = _inline(token.children or ())
            if (
                heading is None
                and before is not None
                and before.type == "heading_open"
                and before.tag == "h1"
            ):
                heading = block
            else:
                blocks.append(block)
        elif token.type in ("fence", "code_block"):
            blocks.append(token.content)
        elif token.type == "html_block":
            blocks.append(_TAG.sub("", token.content))
    return heading, "\n\n".join(block for block in blocks if block.strip())


def _inline(children: Sequence["Token"]) -> str:
    parts: list[str] = []
    for child in children:
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type == "softbreak":
            parts.append(" ")
        elif child.type == "hardbreak":
            parts.append("\n")
    return "".join(parts)
