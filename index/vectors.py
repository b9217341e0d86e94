"""Vectors in Chroma: embedded in the archive's folder, or on a `chroma run` server by URL."""

import secrets
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index.embedding.base import Vectors
from index.errors import ArchiveError
from index.records import PassageRecord

COLLECTION = "groundwire-passages"

# Chroma's defaults are 100, 100 and 16; a wider search costs little and lifts recall@10 at 100,000 vectors.
HNSW = {"space": "cosine", "ef_construction": 128, "ef_search": 192, "max_neighbors": 24}


class VectorIndex:
    """The vectors of all held passages, by passage id; derived from the catalog, so it may be deleted.

    Nothing is imported or opened before it is needed. Only the archive's one writer may `apply` or `clear`.
    Filters are not Chroma's business here: its metadata filter took 240 ms at 100,000 vectors, where
    `index.nearest` needs a few.

    Args:
        folder: where Chroma keeps its files; ignored with a `url`.
        url: address of a Chroma server, such as `http://localhost:8000`.
        name: name of the collection, for several archives on one server.
    """

    def __init__(self, folder: Path, *, url: str | None = None, name: str = COLLECTION) -> None:
        self._folder = folder
        self._url = url
        self._name = name
        self._client: Any = None
        self._lock = threading.RLock()  # a refresh must not pull the client from under a query
        self._collection: Any = None

    @property
    def revision(self) -> int:
        """The catalog revision that has been reached, as seen when last opened or refreshed."""
        with self._lock:
            collection = self._open()
            return int((collection.metadata or {}).get("revision", 0)) if collection is not None else 0

    @property
    def present(self) -> bool:
        """Whether there is anything to open, as far as can be told without opening it."""
        return self._url is not None or (self._folder / "chroma.sqlite3").is_file()

    def count(self) -> int:
        """Return how many vectors are held."""
        with self._lock:
            collection = self._open()
            return int(self._ask(collection.count)) if collection is not None else 0

    def query(self, vector: Vectors, k: int) -> list[tuple[str, float]]:
        """Return at most `k` passage ids with their cosine similarity to `vector`, best first."""
        with self._lock:
            collection = self._open()
            if collection is None or k < 1:
                return []
            found = self._ask(
                collection.query, query_embeddings=[np.asarray(vector)], n_results=k, include=["distances"]
            )
            return [(i, 1.0 - float(d)) for i, d in zip(found["ids"][0], found["distances"][0], strict=True)]

    def apply(self, upserts: Sequence[PassageRecord], deletes: Sequence[str], revision: int) -> None:
        """Delete, then add or replace, then note that the catalog's `revision` has been reached.

        Doing it again changes nothing, so a crash in between needs only the same call.
        """
        with self._lock:
            collection = self._open(create=True)
            limit = int(self._ask(self._client.get_max_batch_size))
            for start in range(0, len(deletes), limit):
                self._ask(collection.delete, ids=list(deletes[start : start + limit]))
            for start in range(0, len(upserts), limit):
                part = upserts[start : start + limit]
                self._ask(
                    collection.upsert,
                    ids=[record.passage.passage_id for record in part],
                    embeddings=np.stack([_vector(record) for record in part]),
                )
            self._ask(collection.modify, metadata={"revision": revision})

    def clear(self) -> None:
        """Drop every vector, so that the next catch-up starts from nothing."""
        with self._lock:
            if self._open() is not None:
                self._ask(self._client.delete_collection, self._name)
            self._collection = None

    def close(self) -> None:
        """Release Chroma; it is opened anew when needed, and only then sees what other processes wrote."""
        with self._lock:
            client, self._client, self._collection = self._client, None, None
            if client is not None:
                client.close()

    def _open(self, *, create: bool = False) -> Any:
        """Return the collection, or None when there is none and it is not to be made."""
        if self._collection is not None:
            return self._collection
        if self._client is None:
            if not create and not self.present:
                return None
            self._client = self._ask(self._connect)
        from chromadb.errors import NotFoundError

        try:
            self._collection = self._client.get_collection(self._name, embedding_function=None)
        except NotFoundError:
            if create:
                self._collection = self._ask(
                    self._client.create_collection,
                    self._name,
                    embedding_function=None,
                    configuration={"hnsw": HNSW},
                    metadata={"revision": 0},
                )
        except Exception as error:
            raise self._broken(error) from error
        return self._collection

    def _connect(self) -> Any:
        import chromadb
        from chromadb.config import Settings

        settings = Settings(anonymized_telemetry=False)
        if self._url is not None:
            from urllib.parse import urlsplit

            parts = urlsplit(self._url)
            secure = parts.scheme == "https"
            return chromadb.HttpClient(
                host=parts.hostname or "localhost",
                port=parts.port or (443 if secure else 8000),
                ssl=secure,
                settings=settings,
            )
        return chromadb.PersistentClient(path=_private_spelling(self._folder), settings=settings)

    def _ask(self, call: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            return call(*args, **kwargs)
        except Exception as error:
            raise self._broken(error) from error

    def _broken(self, error: Exception) -> ArchiveError:
        where = self._url or str(self._folder)
        hint = (
            "Is the Chroma server running?"
            if self._url
            else "`groundwire repair` rebuilds it from the catalog"
        )
        said = " ".join(str(error).split())[:200]
        return ArchiveError(f"The vector index {where} cannot be used: {said}", hint=hint)


def _vector(record: PassageRecord) -> Vectors:
    if record.vector is None:
        raise ValueError(f"{record.passage.passage_id} comes without its vector")
    return record.vector


def _private_spelling(folder: Path) -> str:
    """Return a spelling of the path that no other client in this process uses.

    Chroma shares one engine between the clients of one path, so that a new client sees nothing new while an
    older one lives. Its cure, `SharedSystemClient.clear_system_cache()`, pulls the engine from under every
    other client in the process; to the system `a/./b` and `a//b` are the same folder, but not to that cache.
    """
    bits = secrets.randbits(40)
    return str(folder) + "".join("/." if bits >> n & 1 else "/" for n in range(40))
