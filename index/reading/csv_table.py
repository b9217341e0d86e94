"""Tables with commas, semicolons, tabs or bars between columns: one article a row, named by the first row."""

import csv
from collections.abc import Iterator
from typing import BinaryIO

from index.reading.bounded import TooLarge
from index.reading.csv_rows import csv_rows
from index.reading.decoding import decode
from index.reading.draft import Draft, Problem
from index.reading.html import extract
from index.reading.limits import LIMITS, Limits, size_of
from index.reading.lines import split_lines

_COLUMNS = {
    "text": "text body content article article_text full_text fulltext maintext",
    "html": "html page",
    "article_id": "id article_id uid guid",
    "title": "title headline",
    "outlet": "outlet source publisher publication newspaper site",
    "author": "author authors byline",
    "url": "url link canonical_url",
    "published_at": "published_at date published publication_date publish_date date_published pubdate",
    "modified_at": "modified_at modified date_modified updated updated_at",
    "language": "language lang",
}
_FIELD_OF = {name: field for field, names in _COLUMNS.items() for name in names.split()}


def read_csv(stream: BinaryIO, limits: Limits = LIMITS) -> Iterator[Draft | Problem]:
    """Yield the article of every row: `text` or `html`, and optional fields, by the names of the columns."""
    lines = _lines(stream, limits.article_bytes)
    first = next(lines, "")
    # The module's own bound of 128 kB is one number for the whole process; a long article is longer.
    csv.field_size_limit(max(csv.field_size_limit(), limits.article_bytes))
    rows = csv_rows(first, lines, max(",;\t|", key=first.count), limits.article_bytes)
    head = next(rows)
    if isinstance(head, Problem):
        yield Problem("its first line cannot be read as a table's")
        return
    names = [_FIELD_OF.get(name.strip().lower().replace(" ", "_")) for name in head[1]]
    if "text" not in names and "html" not in names:
        yield Problem('its first line names no column "text" (or "html", "body", "content", "article")')
        return
    for row in rows:
        if isinstance(row, Problem):
            yield row
        elif any(cell.strip() for cell in row[1]):
            yield _article(row[1], names, row[0])


def _article(row: list[str], names: list[str | None], line: int) -> Draft | Problem:
    if len(row) > len(names):
        return Problem(f"the row has {len(row)} columns where the first line names {len(names)}", line)
    fields: dict[str, str] = {}
    for name, cell in zip(names, row, strict=False):
        if name is not None and cell.strip():
            fields.setdefault(name, cell)
    text, page = fields.pop("text", ""), fields.pop("html", "")
    if text:
        return Draft(text=text, line=line, several=True, **fields)
    found = extract(page) if page else None
    if found is None:
        return Problem("its html has no article in it" if page else "the row has no text in it", line)
    told = {name: getattr(found, name) for name in ("title", "outlet", "author", "url", "published_at")}
    told |= {"modified_at": found.modified_at, "language": found.language}
    return Draft(text=found.text, line=line, several=True, **(told | fields))


def _lines(stream: BinaryIO, most: int) -> Iterator[str]:
    for line in split_lines(stream, most):
        if line is None:
            raise TooLarge(f"a line is longer than {size_of(most)}; the rest of the file was not read")
        yield decode(line) or ""
