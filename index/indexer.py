"""From sources to the catalog: read, compare, split, embed, write, in batches that are all or nothing."""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from sqlalchemy import Engine

from index import catalog_schema as schema
from index.article import Article, Passage
from index.catalog_held import HeldArticles
from index.catalog_sources import KnownSource, SourceBook
from index.catalog_writer import writing
from index.compare import Outcome, decide, write_decision
from index.embedding.base import Embedder
from index.passages import split_passages
from index.pending import Pending, embed_in_turns
from index.reading import READER_VERSION, Rejection, SourceFile, discover, read

Progress = Callable[[int, int, str], None]
"""Told `(articles done, articles in all as far as known, stage)`."""

BATCH_PASSAGES = 256  # embedded and written together: what a crash can cost at most
BATCH_STEPS = 1_000
SOURCES_AT_ONCE = 500  # looked up together
RACY_NS = 2_000_000_000  # a file changed this recently may change again within its clock's resolution


class Indexer:
    """One run over given paths.

    Args:
        engine: the catalog's; the caller holds the archive's write lock.
        embedder: turns passages into vectors.
        progress: told how far the run is.
    """

    def __init__(self, engine: Engine, embedder: Embedder, progress: Progress | None = None) -> None:
        self._engine = engine
        self._embedder = embedder
        self._progress = progress
        self._pending = Pending()
        self._counts = dict.fromkeys(Outcome, 0)
        self._rejected: list[Rejection] = []
        self._read_id = 0
        self._sources_left = 0

    @property
    def counts(self) -> dict[Outcome, int]:
        """How many articles had which outcome so far."""
        return self._counts

    @property
    def rejected(self) -> tuple[Rejection, ...]:
        """What could not be used so far."""
        return tuple(self._rejected)

    def run(self, paths: Sequence[Path]) -> None:
        """Read what is new or changed under `paths` into the catalog.

        Broken off at any moment, it keeps every batch written until then, and the next run does the rest.
        """
        with writing(self._engine) as catalog:
            self._read_id = SourceBook(catalog.connection).next_read()
        if self._progress:
            self._sources_left = sum(1 for _ in discover(paths))
        for group in _groups(discover(paths), SOURCES_AT_ONCE):
            files = [item for item in group if isinstance(item, SourceFile)]
            with self._engine.connect() as connection:
                known = SourceBook(connection).known([key for f in files if (key := source_key(f))])
            for item in group:
                self._sources_left -= 1
                if isinstance(item, Rejection):
                    self._rejected.append(item)
                elif (key := source_key(item)) is None:
                    self._rejected.append(Rejection(item.display, "its name is not valid text; rename it"))
                else:
                    self._source(item, key, known.get(key))
                self._tell("reading")
        self._flush()
        self.adopt_orphans()

    def _source(self, source: SourceFile, key: str, known: KnownSource | None) -> None:
        if known and known.fingerprint is not None and self._unchanged(source, key, known):
            self._counts[Outcome.UNCHANGED] += known.articles
            self._counts[Outcome.DUPLICATE] += known.copies
            self._rejected += [Rejection(path, reason) for path, reason in known.rejected]
            return
        if known:
            source = replace(source, name=known.name)  # so that its articles keep their ids
        mark, sha256 = fingerprint(source), _sha256(source)
        self._pending.steps.append(lambda _, book: book.begin(key, source.name))
        for item in read(source):
            if isinstance(item, Rejection):
                self._reject(item, key)
            else:
                self._article(item, key, source)
        if sha256 is not None and _as_seen(source):
            self._pending.steps.append(lambda _, book: book.finish(key, mark, sha256))

    def _unchanged(self, source: SourceFile, key: str, known: KnownSource) -> bool:
        mark = fingerprint(source)
        if known.fingerprint == mark:
            return True
        settled = mark.removeprefix("~")
        if (known.fingerprint or "").removeprefix("~").split("/")[0] != settled.split("/")[0]:
            return False  # another reader would read it otherwise
        if known.sha256 is None or _sha256(source) != known.sha256:
            return False
        self._pending.steps.append(lambda _, book: book.finish(key, mark, known.sha256))
        self._flush_when_full()
        return True

    def _article(self, article: Article, key: str, source: SourceFile) -> None:
        if problem := unusable(article):
            self._reject(Rejection(source.display, problem), key)
            return
        if self._pending.touches(article):
            self._flush()
        with self._engine.connect() as connection:
            decision = decide(
                article,
                key,
                self._read_id,
                catalog=HeldArticles(connection),
                book=SourceBook(connection),
                exists=os.path.lexists,
            )
        if decision.outcome is Outcome.REJECTED:
            self._reject(Rejection(source.display, decision.reason), key)
            return
        self._counts[decision.outcome] += 1
        if decision.write:
            parts = self._split(article) if decision.indexed else []
            self._pending.put(article, key, self._read_id, decision, parts)
        else:
            self._pending.keep(article, key, self._read_id, decision)
        self._tell("reading")
        self._flush_when_full()

    def _reject(self, rejection: Rejection, key: str) -> None:
        self._rejected.append(rejection)
        self._pending.steps.append(lambda _, book: book.reject(key, rejection.path, rejection.reason))

    def _split(self, article: Article) -> list[Passage]:
        return split_passages(article, self._embedder.count_tokens, max_tokens=self._embedder.max_tokens)

    def adopt_orphans(self) -> None:
        """Settle copies whose original is gone or has changed; the first of several becomes the original."""
        while True:
            with self._engine.connect() as connection:
                orphans = HeldArticles(connection).orphaned_copies(limit=100)
            if not orphans:
                return
            for article, owner in orphans:
                if self._pending.touches(article):
                    self._flush()
                with self._engine.connect() as connection:
                    decision = write_decision(article, Outcome.UNCHANGED, None, HeldArticles(connection))
                parts = self._split(article) if decision.indexed else []
                self._pending.put(article, owner, None, decision, parts)
                self._flush_when_full()
            self._flush()

    def _flush_when_full(self) -> None:
        if len(self._pending.texts) >= BATCH_PASSAGES or len(self._pending.steps) >= BATCH_STEPS:
            self._flush()

    def _flush(self) -> None:
        pending = self._pending
        if not pending.steps:
            return
        if pending.texts:
            self._tell("embedding")
            pending.rows = embed_in_turns(self._embedder.embed, pending.texts, BATCH_PASSAGES)
        with writing(self._engine) as catalog:
            if pending.texts:
                schema.set_meta(catalog.connection, "embedder", self._embedder.name)
            pending.write(catalog, SourceBook(catalog.connection))
        self._pending = Pending()
        self._tell("reading")

    def _tell(self, stage: str) -> None:
        if self._progress:
            seen = sum(self._counts.values())
            self._progress(seen, seen + max(self._sources_left, 0), stage)


def source_key(source: SourceFile) -> str | None:
    """Return the path by which the catalog knows a file, None when the name cannot be written as text."""
    key = os.path.normpath(source.path)
    try:
        key.encode()
    except UnicodeEncodeError:
        return None
    return key


def fingerprint(source: SourceFile) -> str:
    """Return the mark of a file that need not be read again; `~` before one too young to be trusted alone."""
    racy = time.time_ns() - source.mtime_ns < RACY_NS
    return f"{'~' * racy}{READER_VERSION}/{source.fingerprint}"


def unusable(article: Article) -> str | None:
    """Return why an article's text cannot be kept, None when it can."""
    try:
        article.text.encode()
    except UnicodeEncodeError:
        return "its text holds lone surrogates, which are no characters"
    return "its text holds NUL characters" if "\0" in article.text else None


def _sha256(source: SourceFile) -> str | None:
    try:
        return source.sha256()
    except OSError:
        return None  # reading it will tell why


def _as_seen(source: SourceFile) -> bool:
    """Whether the file still is as it was when its reading began."""
    try:
        found = source.path.stat()
    except OSError:
        return False
    return (found.st_size, found.st_mtime_ns) == (source.size, source.mtime_ns)


def _groups(items: Iterable[SourceFile | Rejection], size: int) -> Iterator[list[SourceFile | Rejection]]:
    iterator = iter(items)
    while group := list(islice(iterator, size)):
        yield group
