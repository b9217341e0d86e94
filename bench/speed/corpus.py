"""Many short articles and queries for the benches of scale, cut from any folder of texts."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

from index.article import Article
from index.reading import discover, read
from index.reading.source import SourceFile
from index.sentences import split_sentences

LEAST = 120  # characters from which on a run of sentences is taken for a short article
LONGEST = 600
QUERY_WORDS = 9
FIRST_DAY = date(2020, 1, 1)
DAYS = 1_000  # publication days, each with as many articles, so that a filter can keep a given share
OUTLETS = ("Northshore Ledger", "Keldria Wire", "Marrowgate Courier", "Velling Post", "Orsk Herald")


def read_texts(folders: Iterable[Path]) -> Iterator[str]:
    """Yield the clean texts of everything under the folders that Groundwire reads."""
    for source in discover(list(folders)):
        if isinstance(source, SourceFile):
            yield from (item.text for item in read(source) if isinstance(item, Article))


def short_texts(texts: Iterable[str]) -> list[str]:
    """Return runs of whole sentences, each once, in an order that has nothing to do with where they stood."""
    runs = dict.fromkeys(run for text in texts for run in _runs(text))
    return sorted(runs, key=lambda run: hashlib.sha256(run.encode()).digest())


def write_articles(path: Path, texts: Iterable[str], first: int = 0) -> None:
    """Write one article a line, numbered from `first`, dated and with an outlet in turn."""
    with path.open("w", encoding="utf-8") as out:
        for n, text in enumerate(texts, first):
            day = FIRST_DAY + timedelta(days=n % DAYS)
            row = {"id": f"a{n}", "text": text, "published_at": day.isoformat(), "outlet": OUTLETS[n % 5]}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def as_query(text: str) -> str:
    """Return the first words of a text; given texts that were not indexed, these are fresh queries."""
    return " ".join(text.split()[:QUERY_WORDS])


def _runs(text: str) -> Iterator[str]:
    start = end = None
    for span in split_sentences(text):
        start = span.start if start is None else start
        end = span.end
        if end - start >= LEAST:
            if end - start <= LONGEST:
                yield " ".join(text[start:end].split())
            start = None
