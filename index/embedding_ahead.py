"""Embedding one batch in a thread while the one before is written and the next is read."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event

import numpy as np

from index.article import Article
from index.embedding.base import Vectors
from index.pending import Pending

TURN = 64
"""Texts embedded at once: one huge article takes no more memory than many small ones, and Ctrl-C waits for no
more than this."""


class EmbeddingAhead:
    """Holds the one batch that is being embedded.

    At any moment one batch is embedded, and at most one more is gathered or written, so memory does not grow
    with what is indexed. Batches are written in order, by the caller's thread; what is written does not
    depend on how long anything takes.

    Args:
        embed: turns texts into unit vectors.
        write: writes a batch whose vectors are there.
    """

    def __init__(self, embed: Callable[[Sequence[str]], Vectors], write: Callable[[Pending], None]) -> None:
        self._embed = embed
        self._write = write
        self._batch: Pending | None = None
        self._rows: Future[Vectors] | None = None
        self._stopped = Event()

    def start(self, batch: Pending) -> None:
        """Wait for the batch before, begin to embed this one, and meanwhile write the one before."""
        done = self._take()
        self._batch = batch
        if batch.texts:
            thread = ThreadPoolExecutor(1)
            self._rows = thread.submit(self._vectors, batch.texts)
            thread.shutdown(wait=False)  # it ends once this batch is embedded
        if done is not None:
            try:
                self._write(done)
            except BaseException:
                self.stop()
                self._batch = self._rows = None  # never written where the one before is not
                raise

    def settle(self) -> None:
        """Wait for the batch that is being embedded, if any, and write it.

        Raises:
            ModelError: it could not be embedded; nothing of it is written.
        """
        done = self._take()
        if done is not None:
            self._write(done)

    def touches(self, article: Article) -> bool:
        """Whether the batch that is being embedded concerns this article or its text."""
        return self._batch is not None and self._batch.touches(article)

    def stop(self) -> None:
        """Embed no further; a batch that was not settled is lost."""
        self._stopped.set()

    def _take(self) -> Pending | None:
        """Return the batch with its vectors, once they are there; None when there is none."""
        batch, rows = self._batch, self._rows
        self._batch = self._rows = None
        if batch is not None and rows is not None:
            batch.rows = rows.result()
        return batch

    def _vectors(self, texts: Sequence[str]) -> Vectors:
        # Texts of like length together: a run of the model is as long as the longest text in it.
        order = sorted(range(len(texts)), key=lambda n: len(texts[n]))
        parts = []
        for start in range(0, len(order), TURN):
            if self._stopped.is_set():
                raise RuntimeError("embedding was stopped")
            parts.append(self._embed([texts[n] for n in order[start : start + TURN]]))
        rows = np.concatenate(parts)
        vectors = np.empty_like(rows)
        vectors[order] = rows
        return vectors
