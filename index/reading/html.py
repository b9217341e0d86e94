"""HTML pages: the article and what the page tells of it, by trafilatura."""

import html
import logging
import re
from collections.abc import Iterator
from typing import BinaryIO

from index.cleaning_normal import one_line
from index.dates import parse_date
from index.reading.bounded import read_all
from index.reading.decoding import declared_encoding, decode
from index.reading.draft import Draft, Problem
from index.reading.limits import LIMITS, Limits
from index.reading.page_metadata import page_metadata, parse_page

MOST_TAGS = 60_000  # opening and closing; pages of news have some thousand

# An article has at least one of these: 25 characters that end like a sentence, or 80 that do not.
_SENTENCE = re.compile(r".{24,}[.!?…。！？؟।]|.{80,}")
_PUBLISHED = r"""=\s*["'](?:article:published_time|datePublished|publish-?date|parsely-pub-date)["']"""
_CONTENT = r"""\bcontent\s*=\s*["']"""
_META_TIME = re.compile(
    rf"""<meta\s(?:[^<>]{{0,300}}{_PUBLISHED}[^<>]{{0,300}}{_CONTENT}(?P<content>[^"'<>]{{10,60}})|"""
    rf"""[^<>]{{0,300}}{_CONTENT}(?P<again>[^"'<>]{{10,60}})["'][^<>]{{0,300}}{_PUBLISHED})""",
    re.IGNORECASE,
)
_JSON_TIME = re.compile(r'"datePublished"\s*:\s*"([^"]{10,60})"')
_NO_CHARACTER = re.compile("[\0\ud800-\udfff]")
_LETTER = re.compile(r"[^\W\d_]")


def read_html(stream: BinaryIO, limits: Limits = LIMITS) -> Iterator[Draft | Problem]:
    """Yield the article of a page."""
    data = read_all(stream, min(limits.page_bytes, limits.article_bytes))
    page = decode(data, declared=declared_encoding(data))
    if page is None:
        yield Problem("it is not text")
        return
    draft = extract(page)
    yield Problem("the page has no article in it") if draft is None else draft


def extract(page: str, most_tags: int = MOST_TAGS) -> Draft | None:
    """Return the article of an HTML page, or None when there is none in it.

    Args:
        page: the page; one of more than `Limits.page_bytes` characters is taken to hold none.
        most_tags: the time that trafilatura takes grows with the square of these; of a page with more only
            the paragraphs are taken, furniture and all.
    """
    from trafilatura import bare_extraction

    if len(page) > LIMITS.page_bytes:
        return None
    if page.count("<") > most_tags:
        return _paragraphs(_NO_CHARACTER.sub("", page))

    for name in ("trafilatura", "htmldate"):  # what they log of a bad page is told once, by its rejection
        logging.getLogger(name).setLevel(logging.CRITICAL)
    found = bare_extraction(
        _NO_CHARACTER.sub("", page),
        # Without its second opinions trafilatura is twice as fast and no worse: see bench/extraction.py.
        fast=True,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if found is None or isinstance(found, dict) or not _is_article(found.text or ""):
        return None
    told = page_metadata(page)
    return Draft(
        text=found.text or "",
        title=found.title or told.title,
        outlet=told.outlet or found.sitename,
        author=told.author or found.author,
        url=told.url or found.url,
        published_at=_published_at(page, found.date),
        modified_at=told.modified_at,
        language=told.language,
    )


def _paragraphs(page: str) -> Draft | None:
    """Return all paragraphs of a page, and what its metadata tells."""
    tree = parse_page(page)
    blocks = (one_line(block.text_content()) for block in tree.iter("p", "pre")) if tree is not None else ()
    text = "\n".join(filter(None, blocks))
    if not _is_article(text):
        return None
    told = page_metadata(page)
    return Draft(
        text=text,
        title=told.title,
        outlet=told.outlet,
        author=told.author,
        url=told.url,
        published_at=_published_at(page, None),
        modified_at=told.modified_at,
        language=told.language,
    )


def _published_at(page: str, day: str | None) -> str | None:
    """Return the time of publication that the page's metadata tells, if it falls on `day`, else `day`.

    trafilatura finds no day that this machine's clock holds to be in the future; what the metadata tells in
    so many words is then taken as it is, since the clock may be the one that is wrong.
    """
    told = [match["content"] or match["again"] for match in _META_TIME.finditer(page)]
    told += [match[1] for match in _JSON_TIME.finditer(page)]
    times = [time for time in map(parse_date, map(html.unescape, told[:20])) if time]
    if day is None:
        return times[0] if times else None
    return next((time for time in times if "T" in time and time.startswith(day)), day)


def _is_article(text: str) -> bool:
    return any(_SENTENCE.search(line) and len(_LETTER.findall(line)) >= 20 for line in text.split("\n"))
