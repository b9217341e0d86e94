"""A fake embedder: hashed bags of words, the same in every process, that counts what it was asked."""

import hashlib
import re
from collections.abc import Sequence

import numpy as np

from index.embedding.base import Vectors


class CountingEmbedder:
    """Unit vectors from hashed words; `texts` lists all that was embedded."""

    def __init__(self, name: str = "bag-of-words-64", dimensions: int = 64, max_tokens: int = 40) -> None:
        self.name = name
        self.dimensions = dimensions
        self.max_tokens = max_tokens
        self.texts: list[str] = []

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.texts += texts
        rows = np.full((len(texts), self.dimensions), 1e-3, dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in re.findall(r"\w+", text.casefold()):
                digest = hashlib.sha256(word.encode()).digest()
                row[digest[0] % self.dimensions] += 1
                row[digest[1] % self.dimensions] += 0.5
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)
