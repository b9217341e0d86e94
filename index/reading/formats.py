"""The formats that can be read. To add one: write its reader in a file here, and name it in `READERS`."""

from pathlib import PurePath

from index.reading.csv_table import read_csv
from index.reading.docx import read_docx
from index.reading.draft import FormatReader
from index.reading.email_message import read_eml, read_mhtml
from index.reading.html import read_html
from index.reading.jsonl import read_jsonl
from index.reading.markdown import read_markdown
from index.reading.packed import gzip_reader, zip_reader
from index.reading.pdf import read_pdf
from index.reading.plain import read_plain

READERS: dict[str, FormatReader] = {
    ".txt": read_plain,
    ".md": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".mhtml": read_mhtml,
    ".mht": read_mhtml,
    ".pdf": read_pdf,
    ".docx": read_docx,
    ".jsonl": read_jsonl,
    ".csv": read_csv,
    ".eml": read_eml,
}
BUNDLES = (".gz", ".zip")
UNOPENED = frozenset([".tar", ".tgz", ".tbz", ".tbz2", ".txz", ".gz", ".bz2", ".xz", ".zst", ".7z", ".rar"])
"""Endings of bundles that are not opened; `.gz` is one where the ending before it is not known."""


def reader_for(path: PurePath) -> FormatReader | None:
    """Return the reader for a file's ending, whatever its case, or None for an ending that is not known.

    What `.gz` is packed around is told by the ending before it: `news.jsonl.gz`.
    """
    ending = path.suffix.lower()
    if ending == ".zip":
        return zip_reader(reader_for)
    if ending == ".gz":
        inner = READERS.get(PurePath(path.stem).suffix.lower())
        return gzip_reader(inner) if inner else None
    return READERS.get(ending)
