"""Plain text files: one article each."""

from collections.abc import Iterator
from typing import BinaryIO

from index.reading.bounded import read_all
from index.reading.decoding import decode
from index.reading.draft import Draft, Problem
from index.reading.limits import LIMITS, Limits


def read_plain(stream: BinaryIO, limits: Limits = LIMITS) -> Iterator[Draft | Problem]:
    """Yield the article that a text file holds."""
    text = decode(read_all(stream, limits.article_bytes))
    yield Problem("it is not text") if text is None else Draft(text=text)
