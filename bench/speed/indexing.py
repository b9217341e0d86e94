"""Indexing articles beside the bare embedding of their passages, and indexing them again unchanged.

    python -m bench.speed.indexing TEXTS… [--articles 1000] [--parts 5] [--work FOLDER] [--out FOLDER]

The first `--articles` articles that Groundwire reads under TEXTS are written as plain text files into WORK,
where `bench.speed.llama_index_stock` finds them too. The model is loaded before the clock starts. Indexing
and the bare embedding take turns, part by part, so that a machine that is busy for a while slows both; the
bare embedding takes the very passages of a part, in batches as large as the product's. Bars: 1.2 times the
bare embedding; indexing again at least 100 times faster.
"""

import shutil
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path

from bench.speed.corpus import read_texts
from bench.speed.options import parser_of
from bench.speed.results import print_table, save
from index.archive import Archive
from index.embedding.base import Vectors
from index.embedding.minilm import SPECIAL_TOKENS, MiniLmEmbedder
from index.indexer import BATCH_PASSAGES

LEAST = 400  # characters of an article


class Recording:
    """The shipped embedder; keeps the texts it was given."""

    def __init__(self) -> None:
        self._real = MiniLmEmbedder()
        self.name, self.dimensions, self.max_tokens = (
            self._real.name,
            self._real.dimensions,
            self._real.max_tokens,
        )
        self.count_tokens = self._real.count_tokens
        self.texts: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.texts += texts
        return self._real.embed(texts)

    def tokens_read(self) -> int:
        """Return how many tokens the model read of the texts, its two special ones included."""
        return sum(min(n + SPECIAL_TOKENS, self.max_tokens) for n in self.count_tokens(self.texts))


def write_articles(texts: Sequence[Path], folder: Path, count: int, parts: int) -> int:
    """Write articles as text files in as many folders as there are parts, and return how many."""
    shutil.rmtree(folder, ignore_errors=True)
    found = dict.fromkeys(islice((t for t in read_texts(texts) if len(t) >= LEAST), count))
    for n, text in enumerate(found):
        path = folder / f"part-{n % parts}" / f"{n:05}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return len(found)


def timed(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def embed_bare(embedder: Recording) -> None:
    """Embed what was recorded once more, and nothing else."""
    texts = list(embedder.texts)
    for start in range(0, len(texts), BATCH_PASSAGES):
        embedder._real.embed(texts[start : start + BATCH_PASSAGES])


def main() -> None:
    parser = parser_of(__doc__, "texts", work=True)
    parser.add_argument("--articles", type=int, default=1_000)
    parser.add_argument("--parts", type=int, default=5)
    options = parser.parse_args()
    folder, place = options.work / "articles", options.work / "archive"
    count = write_articles(options.texts, folder, options.articles, options.parts)
    shutil.rmtree(place, ignore_errors=True)
    embedder = Recording()
    embedder.embed(["loads the model"])
    first = bare = 0.0
    tokens = 0
    with closing(Archive.open(place, embedder, create=True)) as archive:
        for part in sorted(folder.iterdir()):
            embedder.texts.clear()
            first += timed(lambda part=part: archive.index([part]))
            bare += timed(lambda: embed_bare(embedder))
            tokens += embedder.tokens_read()
        passages = archive.stats().passages
    with closing(Archive.open(place, embedder)) as archive:
        again = timed(lambda: archive.index(sorted(folder.iterdir())))
    print(f"{count} articles, {passages} passages, {tokens:,} tokens read\n")
    rows = [
        ("bare embedding of the passages", f"{bare:.1f}", "", ""),
        ("indexing", f"{first:.1f}", f"{first / bare:.2f} of the bare embedding", "at most 1.2"),
        ("indexing again, unchanged", f"{again:.2f}", f"{first / again:.0f} times faster", "at least 100"),
    ]
    print_table(("", "seconds", "ratio", "bar"), rows)
    figures = {"articles": count, "passages": passages, "tokens_read": tokens}
    figures |= {"bare": bare, "first": first, "again": again}
    save(options.out, "indexing", figures)


if __name__ == "__main__":
    main()
