"""Keeps complete replies of a model, so that the same question over the same evidence costs nothing.

What is kept is the model's text under a hash of all that led to it: model, endpoint, prompt, question,
evidence and options. Nothing of those, and no key, is stored. A reply from the cache is parsed and checked
like any other.
"""

import hashlib
import json
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from app.model.client import Message, Model, ReplyEnd

_MAX_REPLIES = 5_000
_SCHEMA = "CREATE TABLE IF NOT EXISTS reply (hash TEXT PRIMARY KEY, text TEXT NOT NULL, made REAL NOT NULL)"


class ReplyCache:
    """Replies by hash in one SQLite file; one that cannot be used is as good as empty.

    Args:
        path: the file; its folder is made when first written.
        clock: seconds since the epoch.
    """

    def __init__(self, path: Path, clock: Callable[[], float] = time.time) -> None:
        self._path = path
        self._clock = clock

    def get(self, key: str) -> str | None:
        """Return the reply kept under `key`."""
        if not self._path.exists():
            return None
        try:
            with closing(self._open()) as database:
                row = database.execute("SELECT text FROM reply WHERE hash = ?", (key,)).fetchone()
        except (sqlite3.Error, OSError):
            return None
        return row[0] if row and isinstance(row[0], str) else None

    def put(self, key: str, text: str) -> None:
        """Keep a reply; the oldest go when there are many."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with closing(self._open()) as database, database:
                database.execute(_SCHEMA)
                database.execute("INSERT OR REPLACE INTO reply VALUES (?, ?, ?)", (key, text, self._clock()))
                database.execute(
                    "DELETE FROM reply WHERE hash IN "
                    "(SELECT hash FROM reply ORDER BY made DESC LIMIT -1 OFFSET ?)",
                    (_MAX_REPLIES,),
                )
        except (sqlite3.Error, OSError):
            return

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, timeout=5)


class CachedModel:
    """A model whose complete replies are kept.

    Args:
        model: asked when nothing is kept.
        cache: where replies are kept.
        options: what else changes a reply: endpoint, temperature.
    """

    def __init__(self, model: Model, cache: ReplyCache, options: Sequence[str]) -> None:
        self._model = model
        self._cache = cache
        self._options = tuple(options)

    @property
    def name(self) -> str:
        """The model's name."""
        return self._model.name

    def reply(self, messages: Sequence[Message], max_tokens: int) -> Iterator[str | ReplyEnd]:
        """Yield a kept reply in one piece, or the model's; see `app.model.client.Model.reply`."""
        key = self._key(messages, max_tokens)
        kept = self._cache.get(key)
        if kept is not None:
            yield kept
            yield ReplyEnd(complete=True, usage={"cached": 1})
            return
        written: list[str] = []
        for piece in self._model.reply(messages, max_tokens):
            if isinstance(piece, str):
                written.append(piece)
            elif piece.complete:
                self._cache.put(key, "".join(written))
            yield piece

    def close(self) -> None:
        """Close the model's connections."""
        self._model.close()

    def _key(self, messages: Sequence[Message], max_tokens: int) -> str:
        parts = [self._model.name, *self._options, max_tokens, list(messages)]
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
