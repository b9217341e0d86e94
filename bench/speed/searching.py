"""The whole hybrid search beside its bare parts, with and without date filters, and its recall.

    python -m bench.speed.searching ARCHIVE_FOLDER [--queries 150] [--out FOLDER]

ARCHIVE_FOLDER is one that `bench.speed.large_archive` made. For each query, in turns: the bare embedding, the
bare Chroma query and the bare tantivy query for 10 results each, and the product's search for 10 with no
filter, and with filters that keep half, 7 % and 1 % of the days. Ratios are of percentiles:
unfiltered to the sum of the bare parts (bar 3), filtered to unfiltered (bar 3). Recall@10 is measured against
an exact search over every vector: of the vector side alone, and of the whole search (bar 0.98).
"""

import json
import re
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import timedelta
from typing import Any

import numpy as np

from bench.speed.corpus import DAYS, FIRST_DAY
from bench.speed.options import parser_of
from bench.speed.results import ms, percentile, print_table, save
from index.archive import Archive
from index.catalog_vectors import CatalogVectors
from index.embedding.base import Vectors
from index.embedding.minilm import MiniLmEmbedder
from index.hit import Filters
from index.search import POOL, HybridSearch
from index.stories import CatalogStories

K = 10
WARM_UP = 20
FILTERS: dict[str, Filters | None] = {
    "no filter": None,
    "half of the days": Filters(since=FIRST_DAY + timedelta(days=DAYS // 2)),
    "7 % of the days": Filters(
        since=FIRST_DAY + timedelta(days=DAYS // 3), until=FIRST_DAY + timedelta(days=DAYS // 3 + 69)
    ),
    "1 % of the days": Filters(
        since=FIRST_DAY + timedelta(days=DAYS // 3), until=FIRST_DAY + timedelta(days=DAYS // 3 + 9)
    ),
}


class Exact:
    """The nearest vectors by comparing all of them, held in memory."""

    def __init__(self, kept: CatalogVectors) -> None:
        blocks = list(kept.blocks(None))
        self._names = np.array([name for names, _ in blocks for name in names])
        self._rows = np.concatenate([rows for _, rows in blocks])
        self._allowed = {
            filters: np.isin(self._names, [name for names, _ in kept.blocks(filters) for name in names])
            for filters in FILTERS.values()
            if filters
        }

    def query(self, vector: Vectors, k: int, filters: Filters | None = None) -> list[tuple[str, float]]:
        scores = self._rows @ vector
        if filters:
            scores = np.where(self._allowed[filters], scores, -2.0)
        best = np.argsort(-scores, kind="stable")[:k]
        return [(str(self._names[n]), float(scores[n])) for n in best if scores[n] > -2]


def bare_parts(archive: Archive) -> dict[str, Callable[[str], object]]:
    """Return the embedding, Chroma and tantivy as one would use them alone."""
    embedder, derived = archive.embedder, archive._derived
    collection, index = derived.vectors._open(), derived.words._open()
    analyzer = derived.words._opened[1]
    vectors: dict[str, Vectors] = {}

    def embed(query: str) -> None:
        vectors[query] = embedder.embed([query])[0]

    def chroma(query: str) -> None:
        collection.query(query_embeddings=[vectors[query]], n_results=K, include=["distances"])

    def tantivy(query: str) -> None:
        # A word that is analysed into several would be a phrase to tantivy, which needs positions.
        words = " ".join(w for w in re.findall(r"\w+", query.lower()) if len(analyzer.analyze(w)) == 1)
        searcher = index.searcher()
        found = searcher.search(index.parse_query(words, ["words"]), K).hits
        for _, address in found:
            searcher.doc(address)

    return {"embedding": embed, "Chroma": chroma, "tantivy": tantivy}


def measure(archive: Archive, queries: Sequence[str]) -> dict[str, list[float]]:
    """Return seconds by part; the parts take turns in who comes first."""
    parts = bare_parts(archive)

    def search_with(filters: Filters | None) -> Callable[[str], object]:
        return lambda query: archive.search(query, K, filters)

    ours = {name: search_with(filters) for name, filters in FILTERS.items()}
    seconds: dict[str, list[float]] = {name: [] for name in (*parts, *ours)}
    for n, query in enumerate(queries):
        turns = [parts, ours] if n % 2 else [ours, parts]
        for part in turns:
            for name, call in part.items():
                start = time.perf_counter()
                call(query)
                seconds[name].append(time.perf_counter() - start)
    found = {name: times[WARM_UP:] for name, times in seconds.items()}
    found["sum of the bare"] = [sum(times) for times in zip(*(found[name] for name in parts), strict=True)]
    return found


def recall(archive: Archive, queries: Sequence[str]) -> dict[str, dict[str, float]]:
    """Return recall@10 by filter: of the vectors, and of the whole search."""
    kept, derived = CatalogVectors(archive.catalog.engine), archive._derived
    exact = Exact(kept)
    whole = {
        name: HybridSearch(
            catalog=archive.catalog,
            vectors=kept,
            dense=dense,
            lexical=derived.lexical,
            embedder=archive.embedder,
            stories=CatalogStories(archive.catalog.engine, archive.catalog),
        )
        for name, dense in (("found", derived.nearest), ("wanted", exact))
    }
    result: dict[str, dict[str, float]] = {}
    for name, filters in FILTERS.items():
        vector_side, hybrid = [], []
        for query in queries:
            vector = archive.embedder.embed([query])[0]
            near = {i for i, _ in derived.nearest.query(vector, POOL, filters)[:K]}
            true = {i for i, _ in exact.query(vector, K, filters)}
            vector_side.append(len(near & true) / len(true))
            found, wanted = (
                {hit.passage.passage_id for hit in whole[side].search(query, K, filters)}
                for side in ("found", "wanted")
            )
            hybrid.append(len(found & wanted) / len(wanted))
        result[name] = {"vectors": float(np.mean(vector_side)), "search": float(np.mean(hybrid))}
    return result


def report(about: dict[str, Any], times: dict[str, list[float]], found: dict[str, dict[str, float]]) -> dict:
    p = {name: {share: percentile(t, share) for share in (50, 95)} for name, t in times.items()}
    rows = [
        (name, ms(p[name][50]), ms(p[name][95]), "", "", "", "")
        for name in ("embedding", "Chroma", "tantivy")
    ]
    rows.append(
        ("sum of the bare", ms(p["sum of the bare"][50]), ms(p["sum of the bare"][95]), "", "", "", "")
    )
    ratios = {}
    for name in FILTERS:
        base = "sum of the bare" if name == "no filter" else "no filter"
        ratios[name] = {share: p[name][share] / p[base][share] for share in (50, 95)}
        rows.append(
            (
                f"search, {name}",
                ms(p[name][50]),
                ms(p[name][95]),
                f"{ratios[name][50]:.2f}",
                f"{ratios[name][95]:.2f}",
                f"{found[name]['vectors']:.3f}",
                f"{found[name]['search']:.3f}",
            )
        )
    print(f"{about['passages']} passages, {about['embedded']} of them embedded, {about['asked']} queries\n")
    head = ("", "p50, ms", "p95, ms", "ratio p50", "ratio p95", "recall@10, vectors", "recall@10, search")
    print_table(head, rows)
    return {"percentiles": p, "ratios": ratios, "recall": found}


def main() -> None:
    parser = parser_of(__doc__, "folder")
    parser.add_argument("--queries", type=int, default=150)
    options = parser.parse_args()
    about = json.loads((options.folder / "about.json").read_text(encoding="utf-8"))
    with closing(Archive.open(options.folder / "archive", MiniLmEmbedder())) as archive:
        asked = about["queries"][: options.queries + WARM_UP]
        archive.search(asked[0], K)
        times = measure(archive, asked)
        found = recall(archive, asked[WARM_UP:])
    about = {"passages": about["passages"], "embedded": about["embedded"], "asked": len(asked) - WARM_UP}
    figures = report(about, times, found)
    save(options.out, f"searching-{about['passages']}", {**about, **figures, "seconds": times})


if __name__ == "__main__":
    main()
