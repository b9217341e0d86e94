"""What a format reader yields: articles as the file told them, before cleaning."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from index.reading.limits import Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An article as a file tells it; every field but `text` may be missing.

    Args:
        text: the body, furniture and all; paragraphs end with a line break.
        article_id: id given by the source.
        title: headline given by the source.
        outlet: publisher given by the source.
        author: byline given by the source.
        url: address given by the source.
        published_at: publication date in the source's own notation.
        modified_at: when the source says it was last changed, in its own notation.
        language: BCP 47 tag of the text, such as `en` or `pt-BR`.
        line: line of the file, from 1, where a file holds one article per line.
        several: whether the file may hold more articles, so that its name alone does not name this one.
        member: path inside a bundle, where the file is one.
    """

    text: str
    article_id: str | None = None
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    published_at: str | None = None
    modified_at: str | None = None
    language: str | None = None
    line: int | None = None
    several: bool = False
    member: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """A file, or a line or member of it, that holds no article; `reason` becomes that of the `Rejection`."""

    reason: str
    line: int | None = None
    article_kept: bool = False
    member: str | None = None


FormatReader = Callable[[BinaryIO, Limits], Iterator[Draft | Problem]]
"""Reads an open binary file within limits. It may raise OSError and `TooLarge`; anything else that it finds
wrong it yields as a `Problem`."""
