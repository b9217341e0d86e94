"""How much the archive holds, counted once for each of its revisions: every answer tells it."""

import threading

from index.catalog import ArchiveStats, Catalog
from index.hit import Filters

KEPT = 64  # filters


class KnownStats:
    """`Catalog.stats`, remembered until the catalog changes. Safe to use from several threads.

    Args:
        catalog: the archive's.
    """

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._lock = threading.Lock()
        self._revision = -1
        self._known: dict[Filters | None, ArchiveStats] = {}

    def stats(self, filters: Filters | None = None) -> ArchiveStats:
        """Return how much the archive, or what the filters leave of it, holds."""
        # Read before counting: what a writer adds meanwhile is counted anew at the next call.
        revision = self._catalog.state().revision
        with self._lock:
            if revision != self._revision or len(self._known) >= KEPT:
                self._revision, self._known = revision, {}
            if filters in self._known:
                return self._known[filters]
        counted = self._catalog.stats(filters)
        with self._lock:
            if revision == self._revision:
                self._known[filters] = counted
        return counted
