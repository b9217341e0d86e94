"""The derived indexes of one archive: kept up by whoever holds the lock, refreshed by whoever reads."""

import logging
import shutil
import threading
from pathlib import Path

from index import catalog_schema as schema
from index.broken import WordsUnlessBroken, panics_as_errors
from index.catalog import Catalog, CatalogState
from index.catalog_vectors import CatalogVectors
from index.catalog_writer import writing
from index.catch_up import DerivedIndex, catch_up
from index.embedding.base import Vectors
from index.errors import ArchiveError
from index.lock import write_lock
from index.nearest import NearestPassages
from index.vectors import VectorIndex
from index.words import WordIndex


class DerivedIndexes:
    """Opens, refreshes and repairs what is derived from the catalog.

    Args:
        archive: the archive's folder.
        catalog: its open catalog.
    """

    def __init__(self, archive: Path, catalog: Catalog) -> None:
        self._archive = archive
        self._catalog = catalog
        self._lock = threading.RLock()
        self._seen: CatalogState | None = None
        self._trusted = False  # whether Chroma was seen to be where the catalog says it is
        self._kept = CatalogVectors(catalog.engine)
        self.vectors = VectorIndex(archive / "vectors")
        self.words = WordIndex(archive / "words")
        self.nearest = NearestPassages(self._kept, self)
        self.lexical = WordsUnlessBroken(self.words)

    def sync(self) -> None:
        """See what other processes have written; called before each query; cheap when nothing has.

        Where a writer died before it had caught up, this process does it, unless another one is writing or
        the folder may not be written to: then the query finds what is there, and nothing that is gone.
        """
        state = self._catalog.state()
        if state == self._seen:
            return
        with self._lock:
            if self._seen is not None and state.published != self._seen.published:
                self._refresh()
            if min(state.published, self.words.revision) < state.revision and not self._heal():
                return  # asked again at the next query
            self._seen = self._catalog.state()

    def query(self, vector: Vectors, k: int) -> list[tuple[str, float]]:
        """Ask Chroma, after making sure that it holds what the catalog says; see `VectorIndex.query`."""
        with self._lock:
            if not self._trusted:
                self._trusted = self.vectors.revision >= self._catalog.state().published or self._heal()
        return self.vectors.query(vector, k)

    def up_to_date(self) -> bool:
        """Whether there is nothing to catch up, told without opening any index."""
        state = self._catalog.state()
        behind = min(state.published, self.words.revision) < state.revision
        return state.revision == 0 or (not behind and self.vectors.present)

    def catch_up(self) -> None:
        """Bring every derived index to the catalog's revision, then tell readers. The caller holds the lock.

        An index that is broken, or does not hold as many passages as the catalog, is built anew.
        """
        with self._lock:
            target = self._catalog.state().revision
            self._bring(self.words, "words", target, with_vectors=False)
            self._bring(self.vectors, "vectors", target, with_vectors=True)
            with writing(self._catalog.engine) as catalog:
                schema.set_meta(catalog.connection, "published", target)
            self._seen, self._trusted = self._catalog.state(), True

    def rebuild(self) -> None:
        """Throw every derived index away and build it anew from the catalog. The caller holds the lock.

        Nothing is read or embedded again: the catalog keeps texts and vectors.
        """
        with self._lock:
            self.close()
            with writing(self._catalog.engine) as catalog:
                catalog.revision()  # a new one, so that open readers let go of the old files
            self._throw_away("words")
            self._throw_away("vectors")
            self.catch_up()

    def close(self) -> None:
        """Release what is open."""
        with self._lock:
            self._refresh()
            self._seen = None

    def _refresh(self) -> None:
        self.vectors.close()
        self.words.close()
        self._trusted = False

    def _heal(self) -> bool:
        """Catch up in place of a writer that died; False when that is not possible now."""
        try:
            with write_lock(self._archive):
                self._refresh()
                if not self.up_to_date():  # the writer may have come to its end meanwhile
                    self.catch_up()
        except ArchiveError:
            return False
        return True

    def _bring(self, index: DerivedIndex, folder: str, target: int, *, with_vectors: bool) -> None:
        def bring() -> bool:
            with panics_as_errors(f"The index {self._archive / folder}"):
                catch_up(self._catalog.engine, index, target, with_vectors=with_vectors)
                return index.count() == self._kept.count(None)

        try:
            if bring():
                return
        except ArchiveError as error:
            logging.getLogger("groundwire").warning("%s; it is rebuilt now", error.message)
        index.close()
        self._throw_away(folder)
        bring()

    def _throw_away(self, folder: str) -> None:
        shutil.rmtree(self._archive / folder, ignore_errors=True)
