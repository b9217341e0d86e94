"""Plain text files: one article each."""

from collections.abc import Iterator
from typing import BinaryIO

from index.reading.bounded import read_all
from index.reading.decoding import decode
from index.reading.draft import Draft, Problem


def read_plain(stream: BinaryIO) -> Iterator[Draft | Problem]:
    """Yield the article that a text file holds."""
    text = decode(read_all(stream))
    yield Problem("it is not text") if text is None else Draft(text=text)
