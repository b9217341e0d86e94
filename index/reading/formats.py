"""The formats that can be read. To add one: write its reader in a file here, and name it in `READERS`."""

from pathlib import PurePath

from index.reading.draft import FormatReader
from index.reading.html import read_html
from index.reading.jsonl import read_jsonl
from index.reading.markdown import read_markdown
from index.reading.plain import read_plain

READERS: dict[str, FormatReader] = {
    ".txt": read_plain,
    ".md": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".jsonl": read_jsonl,
}


def reader_for(path: PurePath) -> FormatReader | None:
    """Return the reader for a file's ending, whatever its case, or None for an ending that is not known."""
    return READERS.get(path.suffix.lower())
