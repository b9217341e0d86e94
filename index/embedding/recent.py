"""Keeps the vectors of what was embedded last."""

import threading
from collections import OrderedDict
from collections.abc import Sequence

import numpy as np

from index.embedding.base import Embedder, Vectors
from index.embedding.delegating import Delegating

KEPT = 2_048  # texts; at 384 dimensions 3 MB


class RecentVectors(Delegating):
    """An embedder that does not embed again what it embedded a moment ago.

    One question is compared with passages, sentences and phrases, in several steps that share texts, and the
    next question meets some of the same sentences. Safe to use from several threads.

    Args:
        embedder: does the work; its vector of a text must not depend on the texts beside it.
        kept: most texts whose vectors are kept.
    """

    def __init__(self, embedder: Embedder, kept: int = KEPT) -> None:
        super().__init__(embedder)
        self._kept = kept
        self._vectors: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = threading.Lock()

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors of shape `(len(texts), dimensions)`; raises what the embedder raises."""
        found: dict[str, Vectors] = {}
        with self._lock:
            for text in texts:
                if text in self._vectors:
                    self._vectors.move_to_end(text)
                    found[text] = self._vectors[text]
        missing = [text for text in dict.fromkeys(texts) if text not in found]
        if missing:
            rows = self._embedder.embed(missing)
            found.update(zip(missing, rows, strict=True))
            self._keep(missing, rows)
        vectors = np.empty((len(texts), self.dimensions), dtype=np.float32)
        for place, text in enumerate(texts):
            vectors[place] = found[text]
        return vectors

    def forget(self) -> None:
        """Drop what is kept, so that the next question finds nothing prepared: for measurements."""
        with self._lock:
            self._vectors.clear()

    def _keep(self, texts: Sequence[str], rows: Vectors) -> None:
        with self._lock:
            for text, row in zip(texts, rows, strict=True):
                self._vectors[text] = row.copy()  # else it would hold the whole batch
                self._vectors.move_to_end(text)
            while len(self._vectors) > self._kept:
                self._vectors.popitem(last=False)
