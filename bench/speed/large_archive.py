"""Make an archive of many passages for the benches of search and of opening.

    python -m bench.speed.large_archive OUT TEXTS… [--passages 100000] [--embed 5000] [--cache FOLDER]

Texts are real, cut from whatever Groundwire reads under TEXTS into short articles of a passage each, with
publication days and outlets in turn. Only the first `--embed` are embedded by the shipped model; the vectors
of the others are blends of those (`bench.speed.blended_vectors`), unless `--embed` is as large. Catalog,
Chroma and tantivy are written by the product's own code. OUT/about.json gets queries from texts left over.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from bench.embedding_cache import CachedEmbedder
from bench.speed.blended_vectors import blend
from bench.speed.corpus import DAYS, FIRST_DAY, OUTLETS, as_query, read_texts, short_texts
from index import catalog_schema as schema
from index.archive import Archive
from index.article import Article, ArticleInfo, Passage, passage_id_of, version_of
from index.catalog_writer import writing
from index.copy_signature import signature_of
from index.embedding.base import Embedder, Vectors
from index.embedding.minilm import MiniLmEmbedder
from index.sentences import split_sentences

QUERIES = 400
BATCH = 2_000


def article_of(n: int, text: str) -> tuple[Article, Passage]:
    name, version = f"a{n}", version_of(text)
    day = FIRST_DAY + timedelta(days=n % DAYS)
    info = ArticleInfo(
        article_id=name,
        version=version,
        published_at=day.isoformat(),
        outlet=OUTLETS[n % 5],
        source_path=name,
    )
    passage = Passage(
        passage_id=passage_id_of(name, version, 0),
        article_id=name,
        version=version,
        ordinal=0,
        start=0,
        end=len(text),
        text=text,
        sentences=tuple(split_sentences(text)),
    )
    return Article(info=info, text=text), passage


def fill(folder: Path, texts: Sequence[str], vectors: Vectors, embedder: Embedder) -> None:
    """Write catalog, Chroma and tantivy."""
    with closing(Archive.open(folder, embedder, create=True)) as archive:
        for batch in _slices(len(texts)):
            with writing(archive.catalog.engine) as catalog:
                schema.set_meta(catalog.connection, "embedder", embedder.name)
                for n in batch:
                    article, passage = article_of(n, texts[n])
                    signature = signature_of(article.text)
                    catalog.put(article, "bench", [passage], vectors[n : n + 1], signature=signature)
            print(f"{batch.stop} passages in the catalog", flush=True)
        archive.index([])  # brings Chroma and tantivy up


def _slices(count: int) -> Iterator[range]:
    for start in range(0, count, BATCH):
        yield range(start, min(start + BATCH, count))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--embed", type=int, default=5_000)
    parser.add_argument("--cache", type=Path)
    options = parser.parse_args()
    if options.passages < DAYS:
        parser.error(f"at least {DAYS} passages, so that every filter by day keeps some")
    runs = short_texts(read_texts(options.texts))
    if len(runs) < options.passages + QUERIES:
        parser.error(f"the texts give {len(runs)} passages; {options.passages + QUERIES} are needed")
    real = MiniLmEmbedder()
    embedder = CachedEmbedder(real, options.cache) if options.cache else real
    embedded = min(options.embed, options.passages)
    vectors = blend(embedder.embed(runs[:embedded]), options.passages)
    options.out.mkdir(parents=True, exist_ok=True)
    fill(options.out / "archive", runs[: options.passages], vectors, real)
    left = runs[options.passages : options.passages + QUERIES]
    about = {"passages": options.passages, "embedded": embedded, "queries": [as_query(text) for text in left]}
    (options.out / "about.json").write_text(json.dumps(about), encoding="utf-8")


if __name__ == "__main__":
    main()
