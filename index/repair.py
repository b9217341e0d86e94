"""Making an archive whole again from its catalog, which keeps texts and vectors."""

import time
from collections.abc import Callable

from index.catalog import Catalog
from index.derived import DerivedIndexes
from index.embedding.base import Embedder
from index.lost_vectors import count_lost_vectors, make_lost_vectors
from index.report import RepairReport


def repair(catalog: Catalog, derived: DerivedIndexes, embedder: Callable[[], Embedder]) -> RepairReport:
    """Build every derived index anew; embed again only what the catalog has lost the vectors of.

    Args:
        catalog: the truth; the caller holds its write lock.
        derived: what is built from it.
        embedder: loads the embedder, which is seldom needed.

    Raises:
        EmbedderMismatch: vectors are lost, and another embedder made the archive.
        ArchiveError: it cannot be written.
    """
    start = time.monotonic()
    made = 0
    if count_lost_vectors(catalog.engine):
        catalog.check_embedder(embedder().name)
        made = make_lost_vectors(catalog.engine, embedder())
    derived.rebuild()
    stats = catalog.stats()
    return RepairReport(
        articles=stats.articles,
        passages=stats.passages,
        embeddings_kept=stats.passages - made,
        embeddings_made=made,
        seconds=time.monotonic() - start,
    )
