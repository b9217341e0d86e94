"""Time and peak memory of indexing few and many articles.

    python -m bench.speed.growth TEXTS… [--small 1000] [--large 20000] [--work FOLDER] [--out FOLDER]

Each size is indexed into a new archive by a process of its own, whose peak of resident memory the system
keeps. Articles are short, cut from the texts. Chroma holds all of its vectors in memory while it is open, so
that its share grows: another process gives the same vectors to Chroma alone. Bars: time per article within
1.3 of that at the small size; memory, less what Chroma alone grows by, that of the small size.
"""

import argparse
import json
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from bench.speed.corpus import read_texts, short_texts, write_articles
from bench.speed.options import parser_of
from bench.speed.results import print_table, save

PER_FILE = 500  # articles


def index_in_this_process(folder: Path, archive_folder: Path) -> dict[str, object]:
    """Index, and return seconds, peak memory in MB, and when each part of the articles was done."""
    from index.archive import Archive
    from index.embedding.minilm import MiniLmEmbedder
    from index.memory_pool import share_freed_memory

    share_freed_memory()  # as `groundwire index` does
    embedder = MiniLmEmbedder()
    embedder.embed(["loads the model"])
    course: list[tuple[int, float]] = []
    start = time.perf_counter()

    def progress(done: int, _total: int, _stage: str) -> None:
        if not course or done >= course[-1][0] + 250:
            course.append((done, time.perf_counter() - start))

    with closing(Archive.open(archive_folder, embedder, create=True)) as archive:
        report = archive.index([folder], progress=progress)
    seconds = time.perf_counter() - start
    return {"articles": report.articles, "seconds": seconds, "peak": peak_memory(), "course": course}


def chroma_in_this_process(archive_folder: Path, folder: Path) -> dict[str, object]:
    """Give an archive's vectors to a new collection of Chroma's; return seconds and peak memory in MB."""
    import chromadb
    from chromadb.config import Settings

    from index.archive import Archive
    from index.catalog_vectors import CatalogVectors
    from index.catch_up import BATCH
    from index.vectors import HNSW

    settings = Settings(anonymized_telemetry=False)
    with closing(chromadb.PersistentClient(path=str(folder), settings=settings)) as client:
        collection = client.create_collection("bare", embedding_function=None, configuration={"hnsw": HNSW})
        start = time.perf_counter()
        with closing(Archive.open(archive_folder)) as archive:
            for ids, rows in CatalogVectors(archive.catalog.engine).blocks(None, BATCH):
                collection.upsert(ids=ids, embeddings=rows)
    return {"seconds": time.perf_counter() - start, "peak": peak_memory()}


def peak_memory() -> float:
    """Return the most memory that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def write_folder(folder: Path, texts: list[str]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for start in range(0, len(texts), PER_FILE):
        write_articles(folder / f"{start:06}.jsonl", texts[start : start + PER_FILE], start)


def main() -> None:
    parser = parser_of(__doc__, "texts", work=True)
    parser.add_argument("--small", type=int, default=1_000)
    parser.add_argument("--large", type=int, default=20_000)
    parser.add_argument("--child", choices=CHILDREN, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        print(json.dumps(CHILDREN[options.child](*options.texts)))
        return
    runs = short_texts(read_texts(options.texts))
    found, alone = [], []
    for size in (options.small, options.large):
        if len(runs) < size:
            parser.error(f"the texts give {len(runs)} short articles; {size} are needed")
        folder, place, bare = (
            options.work / f"short-{size}{part}" for part in ("", "-archive", "-chroma-alone")
        )
        write_folder(folder, runs[:size])
        for old in (place, bare):
            shutil.rmtree(old, ignore_errors=True)
        found.append(in_a_child("index", folder, place))
        alone.append(in_a_child("chroma", place, bare))
        save(options.out, f"growth-{size}", found[-1] | {"chroma_alone": alone[-1]})
    small, large = found
    each = [run["seconds"] / run["articles"] for run in found]
    rows = [
        (
            f"{run['articles']:,} articles",
            f"{run['seconds']:.1f}",
            f"{1000 * one:.2f}",
            f"{run['peak']:.0f}",
            f"{chroma['peak']:.0f}",
        )
        for run, one, chroma in zip(found, each, alone, strict=True)
    ]
    grown, chroma_grown = large["peak"] - small["peak"], alone[1]["peak"] - alone[0]["peak"]
    rows.append(
        ("ratio", "", f"{each[1] / each[0]:.2f} (bar 1.3)", f"{large['peak'] / small['peak']:.2f}", "")
    )
    rows.append(("grown by", "", "", f"{grown:.0f}", f"{chroma_grown:.0f}"))
    print_table(("", "seconds", "ms per article", "peak memory, MB", "of Chroma alone, MB"), rows)


def in_a_child(job: str, *paths: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.speed.growth", *map(str, paths), "--child", job]
    child = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return dict(json.loads(child.stdout))


CHILDREN: dict[str, Callable[[Path, Path], dict[str, object]]] = {
    "index": index_in_this_process,
    "chroma": chroma_in_this_process,
}


if __name__ == "__main__":
    main()
