"""Word documents (`.docx`), by python-docx: paragraphs and tables in the order of the page."""

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from index.reading.bounded import Allowance, TooLarge, read_all
from index.reading.draft import Draft, Problem
from index.reading.limits import LIMITS, Limits
from index.reading.zip_directory import counts_more_than

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table

_TITLES = ("title", "heading 1")


def read_docx(stream: BinaryIO, limits: Limits = LIMITS) -> Iterator[Draft | Problem]:
    """Yield the article that a document holds.

    Its author and times are left out: a document's properties tell who saved the file and when.
    """
    data = read_all(stream, limits.article_bytes)
    problem = _unusable(data, limits)
    if problem:
        yield Problem(problem)
        return
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import XMLSyntaxError

    try:
        document = Document(io.BytesIO(data))
    except XMLSyntaxError:
        yield Problem("its XML is broken, or grows too large")
        return
    except (PackageNotFoundError, KeyError, ValueError) as error:
        yield Problem(f"it is not a Word document ({type(error).__name__})")
        return
    title, blocks = _blocks(document)
    yield Draft(text="\n\n".join(blocks), title=title or document.core_properties.title or None)


def _unusable(data: bytes, limits: Limits) -> str | None:
    """Return why the document cannot be opened, told from its table of contents alone."""
    if counts_more_than(io.BytesIO(data), limits.bundle_members):
        return f"it holds more than {limits.bundle_members:,} files"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as bundle:
            # No more than this comes out: a member is cut off at the size that it claims.
            Allowance(len(data), limits).take(sum(member.file_size for member in bundle.infolist()))
    except zipfile.BadZipFile:
        encrypted = data.startswith(b"\xd0\xcf\x11\xe0")  # the older container, which holds encrypted ones
        return "it is encrypted, or of Word before 2007" if encrypted else "it is not a Word document"
    except TooLarge as error:
        return str(error)
    return None


def _blocks(document: "Document") -> tuple[str | None, list[str]]:
    """Return the title, where a paragraph is styled as one, and the text of all other blocks."""
    title: str | None = None
    blocks: list[str] = []
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            blocks += _rows(block)
            continue
        text = block.text.strip()
        style = (block.style.name or "").lower() if block.style is not None else ""
        if title is None and not blocks and text and style in _TITLES:
            title = text
        elif text:
            blocks.append(text)
    return title, blocks


def _rows(table: "Table") -> Iterator[str]:
    for row in table.rows:
        cells: list[str] = []
        for cell in row.cells:
            text = " ".join(cell.text.split())
            if text and text not in cells[-1:]:  # a merged cell is given once for each column
                cells.append(text)
        if cells:
            yield " | ".join(cells)
