"""How well search finds what answers, on public sets, as a Markdown table.

    python -m bench.retrieval DATA_DIR [--cache FOLDER] [--set scifact] [--compare FP32_FOLDER]

SciFact and NQ-UTD are measured by nDCG@10, the XQuAD pool by how often the right paragraph comes first.
Documents go the way of the product: cut in passages, embedded with their titles, kept in Chroma and tantivy,
found by HybridSearch. A document stands where its best passage stands. `--compare` measures the model alone
on the XQuAD pool against the fp32 model in that folder, made by
`scripts/make_embedder.py --precision fp32 --out FP32_FOLDER`. The exit code is 1 where a bar is missed.
"""

import argparse
import math
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.embedding_cache import CachedEmbedder
from bench.sets import RetrievalSet, read_sets
from index.article import Article, ArticleInfo, Passage, version_of
from index.chroma_embedded import EmbeddedChroma
from index.embedding.base import Embedder, Vectors
from index.embedding.minilm import MiniLmEmbedder
from index.hit import Filters, Hit
from index.passages import embedding_text, split_passages
from index.records import PassageRecord
from index.search import POOL, HybridSearch
from index.vectors import VectorIndex
from index.words import WordIndex

DEPTH = 10
BARS = {"SciFact": 0.72, "NQ-UTD": 0.82, "XQuAD pool": 0.93}
RRF = 60  # the constant of Cormack, Clarke and Buettcher (2009)

Ranking = Callable[[str], Iterable[str]]


@dataclass(frozen=True)
class Held:
    """A catalog in memory: passages and their vectors."""

    records: Mapping[str, PassageRecord]

    def passages(self, passage_ids: Iterable[str]) -> dict[str, tuple[Passage, ArticleInfo]]:
        return {i: (self.records[i].passage, self.records[i].article) for i in passage_ids}

    def still_held(self, passage_ids: Iterable[str]) -> set[str]:
        return set(passage_ids)

    def of(self, passage_ids: Sequence[str]) -> dict[str, Vectors]:
        return {i: vector for i in passage_ids if (vector := self.records[i].vector) is not None}


class ChromaAlone:
    """Chroma itself, without the catalog that filters need."""

    def __init__(self, vectors: VectorIndex) -> None:
        self._vectors = vectors

    def query(self, vector: Vectors, k: int, filters: Filters | None = None) -> list[tuple[str, float]]:
        if filters:
            raise ValueError("these sets have nothing to filter by")
        return self._vectors.query(vector, k)


def make_records(documents: Mapping[str, tuple[str, str]], embedder: Embedder) -> dict[str, PassageRecord]:
    """Cut and embed documents as the product does."""
    cut: list[tuple[Passage, ArticleInfo]] = []
    for name, (title, text) in documents.items():
        info = ArticleInfo(article_id=name, version=version_of(text), title=title)
        passages = split_passages(
            Article(info=info, text=text), embedder.count_tokens, max_tokens=embedder.max_tokens
        )
        cut += [(passage, info) for passage in passages]
    vectors = embedder.embed([embedding_text(info, passage) for passage, info in cut])
    return {
        passage.passage_id: PassageRecord(passage=passage, article=info, vector=vector)
        for (passage, info), vector in zip(cut, vectors, strict=True)
    }


def score(found: Iterable[str], relevant: Mapping[str, int], measure: str) -> float:
    """Score a ranking of passages by their documents: nDCG@10 with trec_eval's linear gains, or the first."""
    best = list(dict.fromkeys(found))[:DEPTH]
    if measure == "first":
        return float(bool(best) and best[0] in relevant)
    gained = sum(relevant.get(name, 0) / math.log2(place + 2) for place, name in enumerate(best))
    ideal = sorted(relevant.values(), reverse=True)[:DEPTH]
    return gained / sum(grade / math.log2(place + 2) for place, grade in enumerate(ideal))


def flat(hits: Iterable[Hit]) -> Iterable[str]:
    """Yield the documents of hits, near-copies after the hit that they were collapsed into."""
    for hit in hits:
        yield hit.article.article_id
        yield from (copy.article.article_id for copy in hit.copies)


def measure_set(one: RetrievalSet, embedder: Embedder, folder: Path) -> dict[str, float]:
    """Return the mean score of each way to search."""
    records = make_records(one.documents, embedder)
    words, vectors = WordIndex(folder / "words"), VectorIndex(EmbeddedChroma(folder / "vectors"))
    for index in (words, vectors):
        index.apply(list(records.values()), [], 1)
    dense, held = ChromaAlone(vectors), Held(records)
    search = HybridSearch(catalog=held, vectors=held, dense=dense, lexical=words, embedder=embedder)
    embedder.embed(list(one.queries.values()))  # all at once is quicker than one by one

    def documents(found: Iterable[tuple[str, float]]) -> list[str]:
        return [records[passage_id].article.article_id for passage_id, _ in found]

    def by_words(query: str) -> list[str]:
        return documents(words.query(query, POOL))

    def by_vectors(query: str) -> list[str]:
        return documents(dense.query(embedder.embed([query])[0], POOL))

    def by_rank_fusion(query: str) -> list[str]:
        scores: dict[str, float] = {}
        for names in (by_vectors(query), by_words(query)):
            for rank, name in enumerate(dict.fromkeys(names), 1):
                scores[name] = scores.get(name, 0.0) + 1 / (RRF + rank)
        return sorted(scores, key=lambda name: -scores[name])

    ways: dict[str, Ranking] = {
        "BM25": by_words,
        "MiniLM int8": by_vectors,
        "rank fusion": by_rank_fusion,
        "Groundwire": lambda query: flat(search.search(query, k=3 * DEPTH)),
    }
    result = {
        way: float(np.mean([score(rank(q), one.relevant[n], one.measure) for n, q in one.queries.items()]))
        for way, rank in ways.items()
    }
    vectors.close()
    words.close()
    return result


def compare(one: RetrievalSet, embedders: Mapping[str, Embedder]) -> None:
    """Print each embedder's figures on whole documents, every one compared with every query."""
    names = list(one.documents)
    texts = [f"{title}\n{text}" if title else text for title, text in one.documents.values()]
    print("| weights | MRR | first |\n| --- | --- | --- |")
    for label, embedder in embedders.items():
        similar = embedder.embed(list(one.queries.values())) @ embedder.embed(texts).T
        right = [names.index(next(iter(one.relevant[query]))) for query in one.queries]
        ranks = np.array([1 + (row > row[place]).sum() for row, place in zip(similar, right, strict=True)])
        print(f"| {label} | {(1 / ranks).mean():.4f} | {(ranks == 1).mean():.4f} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path, help="holds retrieval/ and reader/squadshifts/")
    parser.add_argument("--cache", type=Path, help="keeps vectors between runs")
    parser.add_argument("--set", dest="chosen", help="only the sets whose names begin so")
    parser.add_argument("--compare", type=Path, metavar="FP32_FOLDER")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    sets = read_sets(options.data)
    with tempfile.TemporaryDirectory() as scratch:
        cache = options.cache or Path(scratch) / "cache"
        embedder = CachedEmbedder(MiniLmEmbedder(threads=options.threads), cache)
        if options.compare:
            fp32 = CachedEmbedder(MiniLmEmbedder(options.compare, threads=options.threads), cache)
            compare(sets[-1], {"fp32": fp32, "int8": embedder})
            return
        chosen = [one for one in sets if one.name.lower().startswith((options.chosen or "").lower())]
        missed = False
        for number, one in enumerate(chosen):
            scores = measure_set(one, embedder, Path(scratch) / str(number))
            if number == 0:
                print(f"| set | documents | queries | measure | {' | '.join(scores)} | bar |")
                print("| --- " * (5 + len(scores)) + "|")
            figures = " | ".join(f"{value:.3f}" for value in scores.values())
            print(
                f"| {one.name} | {len(one.documents):,} | {len(one.queries):,} | {one.measure} | {figures} "
                f"| {BARS[one.name]:.2f} |",
                flush=True,
            )
            missed |= scores["Groundwire"] < BARS[one.name]
    sys.exit(missed)


if __name__ == "__main__":
    main()
