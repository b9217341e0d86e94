"""A process that indexes and dies by SIGKILL at a given point, so that none of Python's own tidying runs."""

import multiprocessing
import os
import signal
from pathlib import Path
from typing import Any

from index import derived, indexer
from index.archive import Archive
from index.catalog_writer import CatalogWriter
from index.embedding_ahead import EmbeddingAhead
from index.stores import LOCAL, Stores
from index.vectors import VectorIndex
from index.words import WordIndex
from tests.support.embedder import CountingEmbedder

POINTS = {
    "embed": (CountingEmbedder, "embed"),
    "put": (CatalogWriter, "put"),
    "passages": (CatalogWriter, "_gather"),
    "remove": (CatalogWriter, "remove"),
    "vectors": (VectorIndex, "apply"),
    "words": (WordIndex, "apply"),
    "flush": (indexer.Indexer, "flush"),
    "start": (EmbeddingAhead, "start"),
    "settle": (EmbeddingAhead, "settle"),
    "catch-up": (derived.DerivedIndexes, "catch_up"),
    "meanwhile": (derived.DerivedIndexes, "catch_up_meanwhile"),
}


def index_and_die(
    archive: Path, folder: Path, point: str, count: int, *, prune: bool, stores: Stores = LOCAL
) -> None:
    """Index in a process of its own that dies at the `count`-th passing of `point`.

    Args:
        point: a name of `POINTS`: before the call; with `-after`, once it is done.
    """
    # A server that has loaded everything once forks each process: seconds less for each kill point.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["chromadb", "datasketch", "psycopg", __name__])
    process = context.Process(target=_index, args=(archive, folder, point, count, prune, stores))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL, f"{point} was not passed {count} times"


def _index(archive: Path, folder: Path, point: str, count: int, prune: bool, stores: Stores) -> None:
    indexer.BATCH_PASSAGES = 4
    if point.startswith("meanwhile"):
        indexer.STORE_PASSAGES = 4
    _trap(*POINTS[point.removesuffix("-after")], count, after=point.endswith("-after"))
    with Archive.open(archive, CountingEmbedder(), create=True, stores=stores) as opened:
        opened.index([folder], prune=prune)


def _trap(owner: Any, name: str, count: int, *, after: bool) -> None:
    original, passed = getattr(owner, name), 0

    def trapped(*args: Any, **kwargs: Any) -> Any:
        nonlocal passed
        passed += 1
        if passed == count and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        result = original(*args, **kwargs)
        if passed == count and after:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(owner, name, trapped)
