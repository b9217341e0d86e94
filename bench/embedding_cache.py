"""Vectors kept between runs, so that a benchmark embeds a text once."""

import hashlib
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from index.embedding.base import Embedder, Vectors
from index.embedding.delegating import Delegating

CHUNK = 256  # texts after which what was done is kept


class CachedEmbedder(Delegating):
    """An embedder that keeps what it embedded in `FOLDER/vectors.sqlite`.

    Args:
        embedder: does the work.
        folder: made when missing.
    """

    def __init__(self, embedder: Embedder, folder: Path) -> None:
        super().__init__(embedder)
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / "vectors.sqlite"
        with closing(sqlite3.connect(self._path)) as connection, connection:
            connection.execute(
                "create table if not exists vectors (key blob primary key, vector blob) without rowid"
            )

    def embed(self, texts: Sequence[str]) -> Vectors:
        keys = [hashlib.sha256(f"{self.name}\0{text}".encode()).digest() for text in texts]
        with closing(sqlite3.connect(self._path)) as connection:
            known = {key: self._get(connection, key) for key in keys}
            missing = {key: text for key, text in zip(keys, texts, strict=True) if known[key] is None}
            todo = sorted(missing.items(), key=lambda item: len(item[1]))
            for start in range(0, len(todo), CHUNK):
                part = todo[start : start + CHUNK]
                rows = self._embedder.embed([text for _, text in part])
                known.update({key: row for (key, _), row in zip(part, rows, strict=True)})
                with connection:
                    values = [(key, row.tobytes()) for (key, _), row in zip(part, rows, strict=True)]
                    connection.executemany("insert or replace into vectors values (?, ?)", values)
        return np.array([known[key] for key in keys], dtype=np.float32).reshape(len(texts), self.dimensions)

    def _get(self, connection: sqlite3.Connection, key: bytes) -> Vectors | None:
        row = connection.execute("select vector from vectors where key = ?", (key,)).fetchone()
        return np.frombuffer(row[0], dtype=np.float32) if row else None
