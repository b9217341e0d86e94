"""Vectors in Chroma: embedded in the archive's folder, or on a server."""

import threading
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np

from index.embedding.base import Vectors
from index.errors import ArchiveError
from index.records import PassageRecord

# Chroma's defaults are 100, 100 and 16; a wider search costs little and lifts recall@10 at 100,000 vectors.
HNSW = {"space": "cosine", "ef_construction": 128, "ef_search": 192, "max_neighbors": 24}

BYTES_PER_NUMBER = 16  # at most, of a vector's number on its way to a server


class Chroma(Protocol):
    """Where Chroma runs: see `index.chroma_embedded` and `index.chroma_server`."""

    @property
    def on_server(self) -> bool:
        """Whether it is on a server: then every client sees what another wrote, and files are not ours."""
        ...

    @property
    def where(self) -> str:
        """The place, for messages."""
        ...

    @property
    def collection(self) -> str:
        """Name of the archive's collection."""
        ...

    @property
    def most_bytes(self) -> int | None:
        """Bytes that one request may take, any number when None."""
        ...

    @property
    def present(self) -> bool:
        """Whether there may be something to open."""
        ...

    def connect(self) -> Any:
        """Return a new client."""
        ...

    def disconnect(self, client: Any) -> None:
        """Close a client."""
        ...

    def discard(self) -> None:
        """Throw away, without opening it, what lies here."""
        ...

    def explained(self, error: Exception) -> ArchiveError:
        """Return the error that tells a user what Chroma said."""
        ...


class VectorIndex:
    """The vectors of all held passages, by passage id; derived from the catalog, so it may be deleted.

    Nothing is imported or opened before it is needed. Only the archive's one writer may `apply` or `clear`.
    Filters are not Chroma's business here: its metadata filter took 240 ms at 100,000 vectors, where
    `index.nearest` needs a few.

    Args:
        chroma: where it lies.
    """

    def __init__(self, chroma: Chroma) -> None:
        self._chroma = chroma
        self._client: Any = None
        self._lock = threading.RLock()  # a refresh must not pull the client from under a query
        self._collection: Any = None

    @property
    def where(self) -> str:
        """The place, for messages."""
        return f"The index {self._chroma.where}"

    @property
    def on_server(self) -> bool:
        """Whether a server holds it."""
        return self._chroma.on_server

    @property
    def revision(self) -> int:
        """The catalog revision that has been reached, as seen when last opened or refreshed."""
        with self._lock:
            collection = self._open()
            return int((collection.metadata or {}).get("revision", 0)) if collection is not None else 0

    def is_at(self, revision: int) -> bool:
        """Whether it is there and at a revision; of files only whether they are there, at no cost."""
        return self.revision == revision if self.on_server else self._chroma.present

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
            rows = min(limit, self._rows_at_once(upserts))
            for start in range(0, len(upserts), rows):
                part = upserts[start : start + rows]
                self._ask(
                    collection.upsert,
                    ids=[record.passage.passage_id for record in part],
                    embeddings=np.stack([_vector(record) for record in part]),
                )
            self._ask(collection.modify, metadata={"revision": revision})

    def clear(self) -> None:
        """Drop every vector, so that the next catch-up starts from nothing."""
        with self._lock:
            if self.on_server:
                if self._open() is not None:
                    self._ask(self._client.delete_collection, self._chroma.collection)
                self._collection = None
            else:
                self.close()
                self._chroma.discard()

    def refresh(self) -> None:
        """See what other processes have written since."""
        with self._lock:
            if self.on_server:
                self._collection = None  # the next one is asked of the server
            else:
                self.close()

    def close(self) -> None:
        """Release Chroma; embedded, it is opened anew when needed, and only then sees what others wrote."""
        with self._lock:
            client, self._client, self._collection = self._client, None, None
            if client is not None:
                self._chroma.disconnect(client)

    def _open(self, *, create: bool = False) -> Any:
        """Return the collection, or None when there is none and it is not to be made."""
        if self._collection is not None:
            return self._collection
        if self._client is None:
            if not create and not self._chroma.present:
                return None
            self._client = self._ask(self._chroma.connect)
        from chromadb.errors import NotFoundError

        try:
            self._collection = self._client.get_collection(self._chroma.collection, embedding_function=None)
        except NotFoundError:
            if create:
                self._collection = self._ask(
                    self._client.create_collection,
                    self._chroma.collection,
                    embedding_function=None,
                    configuration={"hnsw": HNSW},
                    metadata={"revision": 0},
                )
        except Exception as error:
            raise self._chroma.explained(error) from error
        return self._collection

    def _rows_at_once(self, records: Sequence[PassageRecord]) -> int:
        if self._chroma.most_bytes is None or not records:
            return max(len(records), 1)
        return max(1, self._chroma.most_bytes // (len(_vector(records[0])) * BYTES_PER_NUMBER))

    def _ask(self, call: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            return call(*args, **kwargs)
        except Exception as error:
            raise self._chroma.explained(error) from error


def _vector(record: PassageRecord) -> Vectors:
    if record.vector is None:
        raise ValueError(f"{record.passage.passage_id} comes without its vector")
    return record.vector
