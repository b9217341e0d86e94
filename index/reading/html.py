"""HTML pages: the article and what the page tells of it, by trafilatura."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from index.reading.bounded import read_all
from index.reading.decoding import declared_encoding, decode
from index.reading.draft import Draft, Problem

# An article has at least one of these: 25 characters that end like a sentence, or 80 that do not.
_SENTENCE = re.compile(r".{24,}[.!?…。！？؟।]|.{80,}")
_LETTER = re.compile(r"[^\W\d_]")


def read_html(stream: BinaryIO) -> Iterator[Draft | Problem]:
    """Yield the article of a page."""
    data = read_all(stream)
    page = decode(data, declared=declared_encoding(data))
    if page is None:
        yield Problem("it is not text")
        return
    draft = extract(page)
    yield Problem("the page has no article in it") if draft is None else draft


def extract(page: str) -> Draft | None:
    """Return the article of an HTML page, or None when there is none in it."""
    from trafilatura import bare_extraction

    found = bare_extraction(
        page.replace("\0", ""),
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if found is None or isinstance(found, dict) or not _is_article(found.text or ""):
        return None
    return Draft(
        text=found.text or "",
        title=found.title,
        outlet=found.sitename,
        author=found.author,
        url=found.url,
        published_at=found.date,
    )


def _is_article(text: str) -> bool:
    return any(_SENTENCE.search(line) and len(_LETTER.findall(line)) >= 20 for line in text.split("\n"))
