"""The derived indexes of one archive: kept up by whoever holds the lock, refreshed by whoever reads.

What lies in the folder of an archive that one machine uses is guarded by the archive's own lock. Where
several machines share a catalog, each keeps up what lies in its own folder, under a lock of that folder, and
only vectors on a server are kept up for all, under the archive's lock.
"""

import logging
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

from index.broken import WordsUnlessBroken, panics_as_errors
from index.catalog import Catalog, CatalogState
from index.catalog_vectors import CatalogVectors
from index.catalog_writer import writing
from index.catch_up import DerivedIndex, catch_up
from index.disk import is_writable
from index.embedding.base import Vectors
from index.errors import ArchiveError, ArchiveLocked, DiskFull
from index.lock import write_lock
from index.nearest import EXACT_BELOW, NearestPassages
from index.published import Published
from index.vectors import VectorIndex
from index.words import WordIndex

OWN_PATIENCE = 30.0
"""Seconds to wait for another process of this machine that brings the machine's own indexes up to date."""

REST = 15.0
"""Seconds for which a reader does not ask a server again that could not be reached."""


class DerivedIndexes:
    """Opens, refreshes and repairs what is derived from the catalog.

    Args:
        archive: the archive's folder.
        catalog: its open catalog.
        vectors: the vector index.
    """

    def __init__(self, archive: Path, catalog: Catalog, vectors: VectorIndex) -> None:
        self._archive = archive
        self._catalog = catalog
        self._lock = threading.RLock()
        self._seen: CatalogState | None = None
        self._trusted = False  # whether Chroma was seen to be where the catalog says it is
        self._rest_until = 0.0
        self._kept = CatalogVectors(catalog.engine)
        self.vectors = vectors
        self.words = WordIndex(archive / "words")
        # Chroma cannot be opened where it cannot write: there the catalog's own vectors are compared.
        exact = EXACT_BELOW if vectors.on_server or is_writable(archive) else sys.maxsize
        self.nearest = NearestPassages(self._kept, self, exact_below=exact)
        self.lexical = WordsUnlessBroken(self.words)
        shared = catalog.database.shared
        self._own: list[DerivedIndex] = [self.words] if shared else []
        self._common: list[DerivedIndex] = [] if shared else [self.words]
        mine = shared and not vectors.on_server
        (self._own if mine else self._common).append(vectors)
        self._published = Published(catalog, archive / "vectors.json" if mine else None, vectors.on_server)

    def sync(self) -> None:
        """See what other processes have written; called before each query; cheap when nothing has.

        Where a writer died before it had caught up, this process does it, unless another one is writing or
        the folder may not be written to: then the query finds what is there, and nothing that is gone.
        """
        state = self._published.state()
        if state == self._seen:
            return
        with self._lock:
            if self._seen is not None and (self._own or state.published != self._seen.published):
                self._refresh()
            if self._differs(state) and not self._heal():
                return  # asked again at the next query
            self._seen = self._published.state()

    def query(self, vector: Vectors, k: int) -> list[tuple[str, float]]:
        """Ask Chroma, after making sure that it holds what the catalog says; see `VectorIndex.query`.

        Raises:
            ArchiveError: it cannot be asked, or is behind and cannot be brought up to date now.
        """
        if time.monotonic() < self._rest_until:
            raise ArchiveError("The vector index could not be reached a moment ago", retryable=True)
        try:
            with self._lock:
                if not self._trusted:
                    reached = self.vectors.revision >= self._published.state().published
                    self._trusted = reached or self._heal(surely=True)
                trusted = self._trusted
            if trusted:
                return self.vectors.query(vector, k)
        except ArchiveError as error:
            self._rest_after(error)
            raise
        raise ArchiveError("The vector index is behind, and is brought up to date", retryable=True)

    def up_to_date(self) -> bool:
        """Whether there is nothing to catch up, told without opening any index in a folder."""
        state = self._published.state()
        if state.revision == 0:
            return True
        return not self._differs(state) and self.vectors.is_at(state.published)

    def catch_up(self) -> None:
        """Bring every derived index to the catalog's revision, then tell readers. The caller holds the lock.

        An index that is broken, or does not hold as many passages as the catalog, is built anew.
        """
        with self._lock:
            state = self._published.state()
            if self._seen is None or state.published != self._seen.published:
                self._refresh()  # another process may have written since it was opened
            with suppress(ArchiveLocked):  # another process does it now; the next query sees to the rest
                self._catch_up_own()
            for index in self._common:
                self._bring(index, state.revision)
            if self.vectors in self._common:
                self._published.note(state.revision)
            self._seen, self._trusted = self._published.state(), True

    def catch_up_meanwhile(self) -> None:
        """Do the same in the middle of a run, as far as it goes; what hinders it is told at the run's end."""
        with suppress(ArchiveError):
            self.catch_up()

    def rebuild(self) -> None:
        """Throw every derived index away and build it anew from the catalog. The caller holds the lock.

        Nothing is read or embedded again: the catalog keeps texts and vectors.
        """
        with self._lock:
            self.close()
            with writing(self._catalog.engine) as catalog:
                catalog.revision()  # a new one, so that open readers let go of the old files
            if self._own:
                with write_lock(self._archive, OWN_PATIENCE):
                    for index in self._own:
                        index.clear()
            for index in self._common:
                index.clear()
            self.catch_up()

    def close(self) -> None:
        """Release what is open."""
        with self._lock:
            self.vectors.close()
            self.words.close()
            self._seen, self._trusted = None, False

    def _differs(self, state: CatalogState) -> bool:
        """Whether an index is behind the catalog, or ahead of one that was put back to an older copy."""
        return state.published < state.revision or self.words.revision != state.revision

    def _refresh(self) -> None:
        self.vectors.refresh()
        self.words.close()
        self._trusted = False

    def _heal(self, *, surely: bool = False) -> bool:
        """Catch up what is this machine's own, and in place of a writer that died; False if it cannot be.

        Args:
            surely: open what there is, however far it is said to be.
        """
        try:
            self._catch_up_own()
            state = self._published.state()
            done = self._own and state.published >= state.revision
            if done and (self.vectors in self._own or not surely):
                return True
            if time.monotonic() < self._rest_until:
                return False
            with self._catalog.database.write_lock():
                self._refresh()
                if surely or not self.up_to_date():  # the writer may have come to its end meanwhile
                    self.catch_up()
        except ArchiveError as error:
            self._rest_after(error)
            return False
        return True

    def _rest_after(self, error: ArchiveError) -> None:
        """Leave a server alone for a while that was away; embedded, nothing is ever away."""
        if self.vectors.on_server and error.retryable and not isinstance(error, ArchiveLocked):
            self._rest_until = time.monotonic() + REST
            self._trusted = False

    def _catch_up_own(self) -> None:
        """Bring what is this machine's own to the catalog's revision."""
        if not self._own:
            return
        with write_lock(self._archive, OWN_PATIENCE):
            self._refresh()  # another process of this machine may have done it
            target = self._catalog.state().revision
            for index in self._own:
                self._bring(index, target)
            if self.vectors in self._own:
                self._published.note(target)

    def _bring(self, index: DerivedIndex, target: int) -> None:
        def bring() -> bool:
            with panics_as_errors(index.where):
                catch_up(self._catalog.engine, index, target, with_vectors=index is self.vectors)
                # A catalog that has moved on has another count, and the next catch-up sees to it.
                return index.count() == self._kept.count(None) or self._catalog.state().revision != target

        try:
            if bring():
                return
        except ArchiveError as error:
            at_server = index is self.vectors and self.vectors.on_server
            if error.retryable or at_server or isinstance(error, DiskFull):
                index.close()
                raise  # neither a server that is away nor a full disk is mended by making an index anew
            logging.getLogger("groundwire").warning("%s; it is rebuilt now", error.message)
        index.clear()
        bring()
