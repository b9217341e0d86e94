"""From sources to the catalog: read, compare, split, embed, write, in batches that are all or nothing."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from sqlalchemy import Engine

from index import catalog_schema as schema
from index.article import Article, Passage
from index.catalog_held import HeldArticles
from index.catalog_listings import listed_entries, replace_entries
from index.catalog_signatures import fill_signatures
from index.catalog_sources import KnownSource, SourceBook
from index.catalog_writer import CatalogWriter, writing
from index.compare import Outcome, decide, unusable, write_decision
from index.embedding.base import Embedder
from index.embedding_ahead import EmbeddingAhead
from index.fetching.entry import Entry
from index.passages import split_passages
from index.pending import Pending
from index.reading import LIMITS, Limits, Rejection, SourceFile, discover, read
from index.source_keys import LOCAL_KEYS, SourceKeys
from index.source_marks import fingerprint, is_as_seen, sha256_of

Progress = Callable[[int, int, str], None]
"""Told `(articles done, articles in all as far as known, stage)`."""

BATCH_PASSAGES = 256  # embedded and written together; a crash can cost two batches, one of them embedded
BATCH_STEPS = 1_000
SOURCES_AT_ONCE = 500  # looked up together
STORE_PASSAGES = 2_048  # written to the catalog before the derived indexes are told of them


class Indexer:
    """One run over given paths.

    Args:
        engine: the catalog's; the caller holds the archive's write lock.
        embedder: turns passages into vectors.
        progress: told how far the run is.
        limits: how much one source may take while it is read.
        keys: by what files are known.
        store: called every STORE_PASSAGES passages, while the next ones are embedded: brings the derived
            indexes up to the catalog.
    """

    def __init__(
        self,
        engine: Engine,
        embedder: Embedder,
        progress: Progress | None = None,
        limits: Limits = LIMITS,
        keys: SourceKeys = LOCAL_KEYS,
        store: Callable[[], None] | None = None,
    ) -> None:
        self._engine = engine
        self._limits = limits
        self._keys = keys
        self._store = store
        self._not_stored = 0  # passages
        self._embedder = embedder
        self._progress = progress
        self._pending = Pending()
        self._ahead = EmbeddingAhead(embedder.embed, self._write)
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
        fill_signatures(self._engine)
        with writing(self._engine) as catalog:
            self._read_id = SourceBook(catalog.connection).next_read()
        if self._progress:
            self._sources_left = sum(1 for _ in discover(paths))
        for group in _groups(discover(paths), SOURCES_AT_ONCE):
            files = [item for item in group if isinstance(item, SourceFile)]
            keys = [self._keys.of(file.path) for file in files if not self._keys.problem(file.path)]
            with self._engine.connect() as connection:
                known = SourceBook(connection).known(keys)
            for item in group:
                self._sources_left -= 1
                if isinstance(item, Rejection):
                    self._rejected.append(item)
                elif problem := self._keys.problem(item.path):
                    self._rejected.append(Rejection(item.display, problem))
                else:
                    key = self._keys.of(item.path)
                    self._source(item, key, known.get(key))
                self._tell("reading")
        self.flush()
        self.adopt_orphans()

    def _source(self, source: SourceFile, key: str, known: KnownSource | None) -> None:
        if known and known.fingerprint is not None and self._unchanged(source, key, known):
            self.count_unchanged(known)
            return
        if known:
            source = replace(source, name=known.name)  # so that its articles keep their ids
        mark, sha256 = fingerprint(source), sha256_of(source)
        self.begin(key, source.name)
        self.take(read(source, self._limits), key, source.display)
        if sha256 is not None and is_as_seen(source):
            self.finish(key, mark, sha256)

    def known(self, key: str) -> KnownSource | None:
        """Return what is remembered of a source, with what this run decided so far."""
        self.flush()
        with self._engine.connect() as connection:
            return SourceBook(connection).known([key]).get(key)

    def listed(self, key: str) -> list[Entry]:
        """Return what a feed or sitemap listed when it was last read."""
        with self._engine.connect() as connection:
            return listed_entries(connection, key)

    def list_entries(self, key: str, entries: Sequence[Entry]) -> None:
        """Remember what a feed or sitemap lists now."""
        self._pending.steps.append(lambda catalog, _: replace_entries(catalog.connection, key, entries))

    def begin(self, key: str, name: str) -> None:
        """Note that a source is being read: until `finish`, the next run reads it again."""
        self._pending.steps.append(lambda _, book: book.begin(key, name))

    def take(self, items: Iterable[Article | Rejection], key: str, display: str) -> None:
        """Take in what was read of a source."""
        for item in items:
            if isinstance(item, Rejection):
                self._reject(item, key)
            else:
                self._article(item, key, display)

    def finish(
        self,
        key: str,
        mark: str,
        sha256: str | None,
        etag: str | None = None,
        last_modified: str | None = None,
    ) -> None:
        """Note that a source was read to its end."""
        self._pending.steps.append(lambda _, book: book.finish(key, mark, sha256, etag, last_modified))

    def count_unchanged(self, known: KnownSource) -> None:
        """Count the articles of a source that is as it was."""
        self._counts[Outcome.UNCHANGED] += known.articles
        self._counts[Outcome.DUPLICATE] += known.copies
        self._rejected += [Rejection(path, reason) for path, reason in known.rejected]

    def reject_once(self, rejection: Rejection) -> None:
        """Tell of something that may be otherwise at the next run, and is not remembered."""
        self._rejected.append(rejection)

    def forget(self, key: str) -> None:
        """Drop a source that is gone; what no other gives is taken out by `index.prune`."""
        self._pending.steps.append(lambda _, book: book.forget(key))

    def drop_stale(self, key: str) -> None:
        """Drop what a source gave once and does not give any longer."""

        def step(_: CatalogWriter, book: SourceBook) -> None:
            book.flush()  # what it gives now is noted before
            book.drop_stale_links([key])

        self._pending.steps.append(step)

    def expect(self, count: int) -> None:
        """Say how many sources are left, for the progress."""
        self._sources_left = count
        self._tell("fetching")

    def _unchanged(self, source: SourceFile, key: str, known: KnownSource) -> bool:
        mark = fingerprint(source)
        if known.fingerprint == mark:
            return True
        settled = mark.removeprefix("~")
        if (known.fingerprint or "").removeprefix("~").split("/")[0] != settled.split("/")[0]:
            return False  # another reader would read it otherwise
        if known.sha256 is None or sha256_of(source) != known.sha256:
            return False
        self._pending.steps.append(lambda _, book: book.finish(key, mark, known.sha256))
        self._flush_when_full()
        return True

    def _article(self, article: Article, key: str, display: str) -> None:
        if problem := unusable(article):
            self._reject(Rejection(display, problem), key)
            return
        self._settle(article)
        with self._engine.connect() as connection:
            decision = decide(
                article,
                key,
                self._read_id,
                catalog=HeldArticles(connection),
                book=SourceBook(connection),
                exists=self._keys.is_there,
            )
        if decision.outcome is Outcome.REJECTED:
            self._reject(Rejection(display, decision.reason), key)
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
                self._settle(article)
                with self._engine.connect() as connection:
                    decision = write_decision(article, Outcome.UNCHANGED, None, HeldArticles(connection))
                parts = self._split(article) if decision.indexed else []
                self._pending.put(article, owner, None, decision, parts)
                self._flush_when_full()
            self.flush()

    def _settle(self, article: Article) -> None:
        """Write what concerns this article, so that the catalog can be asked about it."""
        if self._pending.touches(article):
            self.flush()
        elif self._ahead.touches(article):
            self._ahead.settle()

    def _flush_when_full(self) -> None:
        if len(self._pending.texts) >= BATCH_PASSAGES or len(self._pending.steps) >= BATCH_STEPS:
            self._embed()

    def _embed(self) -> None:
        """Begin to embed what was decided so far, while reading goes on."""
        batch, self._pending = self._pending, Pending()
        if batch.texts:
            self._tell("embedding")
        self._ahead.start(batch)

    def flush(self) -> None:
        """Embed and write what was decided so far."""
        if self._pending.steps:
            self._embed()
        self._ahead.settle()

    def close(self) -> None:
        """Let go of what was not written; `flush` comes before, where all went well."""
        self._ahead.stop()

    def _write(self, batch: Pending) -> None:
        with writing(self._engine) as catalog:
            if batch.texts:
                schema.set_meta(catalog.connection, "embedder", self._embedder.name)
            batch.write(catalog, SourceBook(catalog.connection))
        self._not_stored += len(batch.texts)
        if self._store and self._not_stored >= STORE_PASSAGES:
            self._not_stored = 0
            self._store()
        self._tell("reading")

    def _tell(self, stage: str) -> None:
        if self._progress:
            seen = sum(self._counts.values())
            self._progress(seen, seen + max(self._sources_left, 0), stage)


def _groups(items: Iterable[SourceFile | Rejection], size: int) -> Iterator[list[SourceFile | Rejection]]:
    iterator = iter(items)
    while group := list(islice(iterator, size)):
        yield group
