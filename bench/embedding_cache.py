"""An embedder that keeps its vectors in a file, so that a benchmark run again embeds nothing."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.embedding.base import Embedder, Vectors


class CachedEmbedder:
    """Embeds each text once; vectors are kept as float16, at about 1e-3 of error.

    Args:
        inner: embeds what is not yet kept.
        path: `.npz` file, made by `save`; kept in memory alone when None.
    """

    def __init__(self, inner: Embedder, path: Path | None) -> None:
        self.inner = inner
        self.path = path
        self.name = inner.name
        self.dimensions = inner.dimensions
        self.max_tokens = inner.max_tokens
        self._rows: dict[str, np.ndarray] = {}
        if path and path.is_file():
            with np.load(path) as kept:
                self._rows = dict(zip(kept["keys"].tolist(), kept["vectors"], strict=True))
        self._loaded = len(self._rows)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return self.inner.count_tokens(texts)

    def embed(self, texts: Sequence[str]) -> Vectors:
        keys = [hashlib.sha256(f"{self.name}\n{text}".encode()).hexdigest()[:24] for text in texts]
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._rows}
        order = sorted(new, key=lambda key: len(new[key]))  # like lengths together: little padding
        for start in range(0, len(order), 16):
            batch = order[start : start + 16]
            for key, vector in zip(batch, self.inner.embed([new[key] for key in batch]), strict=True):
                self._rows[key] = vector.astype(np.float16)
        if not keys:
            return np.zeros((0, self.dimensions), np.float32)
        return np.stack([self._rows[key] for key in keys]).astype(np.float32)

    def save(self) -> None:
        """Write what is new to the file."""
        if self.path and len(self._rows) > self._loaded:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            keys = np.array(list(self._rows))
            np.savez(self.path, keys=keys, vectors=np.stack(list(self._rows.values())))
            self._loaded = len(self._rows)
