"""Bringing a derived index to the catalog's revision, from wherever it stands."""

from collections.abc import Sequence
from typing import Protocol

from sqlalchemy import Engine

from index.catalog_changes import added_since, removed_since
from index.records import PassageRecord

BATCH = 2_000  # passages held in memory at once


class DerivedIndex(Protocol):
    """An index that can be rebuilt from the catalog."""

    @property
    def where(self) -> str:
        """The place, for messages."""
        ...

    @property
    def revision(self) -> int:
        """The catalog revision that has been reached; 0 when empty."""
        ...

    def apply(self, upserts: Sequence[PassageRecord], deletes: Sequence[str], revision: int) -> None:
        """Delete, then add or replace, then note the revision; doing it again changes nothing."""
        ...

    def count(self) -> int:
        """Return how many passages are held."""
        ...

    def clear(self) -> None:
        """Drop everything."""
        ...

    def close(self) -> None:
        """Release files; they are opened again when needed."""
        ...


def catch_up(engine: Engine, index: DerivedIndex, target: int, *, with_vectors: bool) -> int:
    """Apply what changed since the index's own revision, and return how many passages were added or replaced.

    Args:
        engine: the catalog's.
        index: the derived index.
        target: the catalog's revision.
        with_vectors: whether the records carry their vectors.
    """
    since = index.revision
    if since > target:  # the catalog was put back to an older copy: nothing in the index can be trusted
        index.clear()
        since = 0
    if since == target:
        return 0
    deletes: Sequence[str] = removed_since(engine, since, target)
    done = 0
    for complete, records in added_since(engine, since, target, BATCH, with_vectors=with_vectors):
        # Never noted as further than what is surely complete, so a crash between two batches loses nothing.
        index.apply(records, deletes, max(since, complete))
        deletes = ()
        done += len(records)
    index.apply((), deletes, target)
    return done
