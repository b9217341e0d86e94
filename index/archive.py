"""The archive: one folder, one object. Articles go in, hits come out."""

import threading
import time
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from index.article import Article, ArticleInfo
from index.catalog import ArchiveStats
from index.catalog_vectors import CatalogVectors
from index.derived import DerivedIndexes
from index.embedding.base import Embedder
from index.embedding.recent import RecentVectors
from index.exact_copies import with_exact_copies
from index.hit import Filters, Hit
from index.known_stats import KnownStats
from index.opening import Parts, open_parts
from index.report import IndexReport, RepairReport
from index.search import HybridSearch, turns_of
from index.stores import LOCAL, Stores
from index.stories import CatalogStories
from index.vectors import VectorIndex

if TYPE_CHECKING:
    from index.fetching.policy import FetchPolicy
    from index.fetching.web_run import WebSources
    from index.indexer import Progress
    from index.reading import Limits

PATIENCE = 3.0
"""Seconds that a writer waits for another: enough for a reader that just finishes what a dead writer left."""

__all__ = ["Archive", "ArchiveStats", "IndexReport"]


class Archive:
    """Articles, their passages, and the search over them. Safe to use from several threads.

    Any number of readers may have it open while one writer indexes; each sees what was written at its next
    query. Close it, or use it as a context manager. Make one with `open`.

    Args:
        path: the archive's folder.
        parts: see `index.opening`.
        embedder: the embedded model when None; loaded when first needed.
    """

    def __init__(self, path: Path, parts: Parts, embedder: Embedder | None = None) -> None:
        self.path = path
        self.catalog = parts.catalog
        self._keys = parts.keys
        self._embedder = embedder
        self._recent: RecentVectors | None = None
        self._stats = KnownStats(parts.catalog)
        self._derived = DerivedIndexes(path, parts.catalog, VectorIndex(parts.chroma))
        self._lock = threading.Lock()
        self._turns = turns_of(parts.catalog.database.shared)

    @classmethod
    def open(
        cls,
        path: Path | str,
        embedder: Embedder | None = None,
        *,
        create: bool = False,
        stores: Stores = LOCAL,
    ) -> Self:
        """Open the archive in a folder, or on servers. No index and no model is loaded yet.

        Args:
            path: the folder; of an archive on servers it is this machine's own part, made when it is missing.
            embedder: the one that made the archive, or will; the embedded model when None.
            create: make the archive when the folder is missing or empty, or the database is empty.
            stores: where catalog and vectors lie.

        Raises:
            NotAnArchive: folder or database is missing or holds something else; nothing is written there.
            ArchiveTooNew: a newer Groundwire made it.
            ArchiveError: it cannot be read.
            SettingsError: an address in `stores` cannot be used.
        """
        path = Path(path)
        return cls(path, open_parts(path, stores, create=create), embedder)

    @property
    def embedder(self) -> Embedder:
        """The embedder of queries and passages."""
        with self._lock:
            if self._embedder is None:
                from index.embedding.factory import make_embedder

                self._embedder = make_embedder()
            return self._embedder

    @property
    def query_embedder(self) -> RecentVectors:
        """The same, for questions and what they are compared with: it remembers its latest vectors."""
        embedder = self.embedder
        with self._lock:
            if self._recent is None:
                self._recent = RecentVectors(embedder)
            return self._recent

    def index(
        self,
        paths: Sequence[Path | str],
        prune: bool = False,
        progress: "Progress | None" = None,
        *,
        web: "WebSources | None" = None,
        policy: "FetchPolicy | None" = None,
        limits: "Limits | None" = None,
    ) -> IndexReport:
        """Bring articles from files and the web into the archive; what has not changed is not even read.

        What is written stays written when this is broken off, by Ctrl-C or otherwise; the next run does
        the rest.

        Args:
            paths: files and folders.
            prune: remove articles that no file under `paths` holds any longer.
            progress: told `(articles done, articles in all as far as known, stage)`.
            web: pages, feeds and sitemaps to fetch.
            policy: how they are fetched; see `FetchPolicy`.
            limits: how much one source may take while it is read; see `Limits`.

        Raises:
            ArchiveLocked: another process is writing.
            EmbedderMismatch: the archive was made with another embedder.
            ArchiveError: it cannot be written.
        """
        from index.compare import Outcome
        from index.indexer import Indexer
        from index.prune import prune as take_out
        from index.reading import LIMITS

        start = time.monotonic()
        given = [Path(path) for path in paths]
        with self.catalog.database.write_lock(PATIENCE):
            self.catalog.check_embedder(self.embedder.name)
            indexer = Indexer(
                self.catalog.engine,
                self.embedder,
                progress,
                limits or LIMITS,
                self._keys,
                self._derived.catch_up_meanwhile,
            )
            with closing(indexer):
                indexer.run(given)
                if web:
                    from index.fetching.web_run import fetch_into

                    fetch_into(indexer, web, policy, limits or LIMITS)
                removed = 0
                if prune:
                    removed = take_out(self.catalog.engine, given, self._keys)
                    indexer.adopt_orphans()
            if not self._derived.up_to_date():
                if progress:
                    done = sum(indexer.counts.values())
                    progress(done, done, "storing")
                self._derived.catch_up()
            stats = self.catalog.stats()
        return IndexReport(
            added=indexer.counts[Outcome.ADDED],
            updated=indexer.counts[Outcome.UPDATED],
            unchanged=indexer.counts[Outcome.UNCHANGED],
            duplicates=indexer.counts[Outcome.DUPLICATE],
            removed=removed,
            rejected=indexer.rejected,
            articles=stats.articles,
            passages=stats.passages,
            seconds=time.monotonic() - start,
        )

    def search(self, query: str, k: int = 10, filters: Filters | None = None) -> list[Hit]:
        """Return at most `k` hits, best first; only of passages that the archive holds at this moment.

        Articles of exactly the same text are among the copies of a hit.

        Raises:
            InputError: the query holds no word, or `k` is below 1.
            EmbedderMismatch: the archive was made with another embedder.
            ArchiveError: it cannot be read.
        """
        self.catalog.check_embedder(self.embedder.name)
        self._derived.sync()
        hybrid = HybridSearch(
            catalog=self.catalog,
            vectors=CatalogVectors(self.catalog.engine),
            dense=self._derived.nearest,
            lexical=self._derived.lexical,
            embedder=self.query_embedder,
            stories=CatalogStories(self.catalog.engine, self.catalog),
            turns=self._turns,
        )
        return with_exact_copies(hybrid.search(query, k, filters), self.catalog)

    def count_vectors(self) -> int:
        """Return how many vectors the vector index holds; raises `ArchiveError` when it cannot be asked."""
        return self._derived.vectors.count()

    def article(self, article_id: str, version: str | None = None) -> Article:
        """Return an article's current version, or the given one, however old.

        Raises:
            InputError: there is no such article or version.
        """
        return self.catalog.article(article_id, version)

    @property
    def revision(self) -> int:
        """Grows with every change of what can be found."""
        return self.catalog.state().revision

    def versions(self, article_id: str) -> list[ArticleInfo]:
        """Return every version of an article, oldest first."""
        return self.catalog.versions(article_id)

    def current_version(self, article_id: str) -> str | None:
        """Return the current version of an article, None when it was removed or never known."""
        return self.catalog.current_version(article_id)

    def articles(
        self, filters: Filters | None = None, *, offset: int = 0, limit: int = 100
    ) -> list[ArticleInfo]:
        """Return a page of the articles, newest first."""
        return self.catalog.articles(filters, offset=offset, limit=limit)

    def copies(self, article_ids: Iterable[str]) -> dict[str, list[ArticleInfo]]:
        """Return, by article, the other articles of exactly its text, which are not indexed themselves."""
        return self.catalog.copies(article_ids)

    def stats(self, filters: Filters | None = None) -> ArchiveStats:
        """Return how much the archive, or what the filters leave of it, holds."""
        return self._stats.stats(filters)

    def repair(self, progress: "Progress | None" = None) -> RepairReport:
        """Build every derived index anew from the catalog, which keeps texts and vectors.

        No file is read. A passage is embedded again only where the catalog has lost its vector.

        Raises:
            ArchiveLocked: another process is writing.
            EmbedderMismatch: vectors are lost, and the archive was made with another embedder.
            ArchiveError: it cannot be written.
        """
        from index.repair import repair

        if progress:
            progress(0, 0, "storing")
        with self.catalog.database.write_lock(PATIENCE):
            return repair(self.catalog, self._derived, lambda: self.embedder)

    def remove(self, article_ids: Iterable[str], *, forget: Path | None = None) -> int:
        """Take articles out of what can be found, and return how many; see `index.removal`.

        Args:
            article_ids: those that are not there are passed over.
            forget: folder whose files are deleted with the last article that they gave.

        Raises:
            ArchiveLocked: another process is writing.
            ArchiveError: it cannot be written.
        """
        from index.indexer import Indexer
        from index.removal import forget_sources, remove_articles

        with self.catalog.database.write_lock(PATIENCE):
            before = self.catalog.held()
            keys = remove_articles(self.catalog.engine, article_ids)
            removed = before - self.catalog.held()
            if forget is not None:
                files = {key: Path(path) for key in keys if (path := self._keys.path(key))}
                own = [key for key, path in files.items() if path.is_relative_to(forget.absolute())]
                for key in forget_sources(self.catalog.engine, own):
                    files[key].unlink(missing_ok=True)
            Indexer(self.catalog.engine, self.embedder).adopt_orphans()
            if not self._derived.up_to_date():
                self._derived.catch_up()
        return removed

    def close(self) -> None:
        """Release files and memory."""
        self._derived.close()
        self.catalog.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
