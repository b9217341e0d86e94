"""Rows of a table, each with its line, where one broken row costs no other.

A quotation mark that opens and is never closed would swallow all the rows after it: a row that goes wrong is
given up at its first line, and reading goes on at the next.
"""

import csv
from collections import deque
from collections.abc import Iterator

from index.reading.draft import Problem

UNCLOSED = "a quotation mark in the row is not closed, or not doubled; the row was left out"


def csv_rows(
    first: str, rest: Iterator[str], delimiter: str, most: int
) -> Iterator[tuple[int, list[str]] | Problem]:
    """Yield `(line, cells)` of every row, the first row first, and a `Problem` for each that is broken.

    After a broken row, lines with another number of cells than the first row are passed over until one has as
    many: they belong to it.

    Args:
        first: the first line.
        rest: the lines after it, read as they are needed; those of one row are held in memory.
        delimiter: what stands between two cells.
        most: characters that one row may have.
    """
    feed = _Feed(first, rest, most)
    width, is_lost = 0, False
    while True:
        line = feed.line
        row: list[str] | None
        try:
            row = next(csv.reader(feed, delimiter=delimiter, strict=True))
        except StopIteration:
            return
        except csv.Error:
            row = feed.give_back(delimiter)
            if row is None:
                is_lost = True
                yield Problem(UNCLOSED, line)
                continue
        feed.forget()
        if is_lost and row and len(row) != width:
            continue
        is_lost = is_lost and not row
        width = width or len(row)
        yield line, row


class _Feed:
    """Hands out lines, and remembers those since the last whole row."""

    def __init__(self, first: str, rest: Iterator[str], most: int) -> None:
        self._again = deque([first])
        self._rest = rest
        self._most = most
        self._size = 0
        self._taken: list[str] = []
        self.line = 1  # of the next line that is handed out

    def __iter__(self) -> "_Feed":
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._rest)
        self._taken.append(line)
        self.line += 1
        self._size += len(line)
        if self._size > self._most:
            raise csv.Error("the row is too long")
        return line

    def forget(self) -> None:
        """Note that what was handed out is done with."""
        self._taken.clear()
        self._size = 0

    def give_back(self, delimiter: str) -> list[str] | None:
        """Take back all lines since the last whole row but the first of them.

        Returns:
            That first line's cells, where there is no other and a lenient reader can tell them; else None.
        """
        first, *others = self._taken
        self._again.extendleft(reversed(others))
        self.line -= len(others)
        self.forget()
        try:
            return None if others else next(csv.reader([first], delimiter=delimiter))
        except csv.Error:
            return None
