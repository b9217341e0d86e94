"""Turns the rows of a Markdown table into lines of text, one claim each."""

import re

_SEPARATOR = re.compile(r"^\s*\|?\s*:?-{1,}:?\s*(?:\|\s*:?-{1,}:?\s*)*\|?\s*$")


class TableRows:
    """Collects rows; the header's words are set before each row's cells."""

    def __init__(self) -> None:
        self._header: list[str] = []
        self._first: list[str] = []

    @staticmethod
    def is_row(line: str) -> bool:
        """Whether `line` looks like a row: it begins with a bar."""
        return line.lstrip().startswith("|")

    def take(self, line: str) -> list[str]:
        """Return the text of the rows that are complete with this one."""
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if _SEPARATOR.match(line):
            self._header, self._first = self._first, []
            return []
        if self._header:
            return [self._row(cells)]
        done = [self._row(self._first)] if self._first else []
        self._first = cells
        return done

    def flush(self) -> list[str]:
        """End the table; return the row that was still waiting to be known as a header."""
        row = [self._row(self._first)] if self._first else []
        self._header, self._first = [], []
        return row

    def _row(self, cells: list[str]) -> str:
        parts = []
        for place, cell in enumerate(cells):
            name = self._header[place] if place < len(self._header) else ""
            if not cell:
                continue
            is_label_column = not re.search(r"[^\W\d_]", cell)
            parts.append(cell if not name or (is_label_column and "." in cell) else f"{name}: {cell}")
        return "; ".join(parts)
