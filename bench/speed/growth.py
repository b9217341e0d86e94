"""Time and peak memory of indexing few and many articles.

    python -m bench.speed.growth TEXTS… [--small 1000] [--large 20000] [--work FOLDER] [--out FOLDER]

Each size is indexed into a new archive by a process of its own, whose peak of resident memory the system
keeps. Articles are short, cut from the texts. Bars: time per article within 1.3 of that at the small size.
"""

import argparse
import json
import resource
import shutil
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from bench.speed.corpus import read_texts, short_texts, write_articles
from bench.speed.results import print_table, save

PER_FILE = 500  # articles


def index_in_this_process(folder: Path, archive_folder: Path) -> dict[str, object]:
    """Index, and return seconds, peak memory in MB, and when each part of the articles was done."""
    from index.archive import Archive
    from index.embedding.minilm import MiniLmEmbedder

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
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"articles": report.articles, "seconds": seconds, "peak": peak, "course": course}


def write_folder(folder: Path, texts: list[str]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for start in range(0, len(texts), PER_FILE):
        write_articles(folder / f"{start:06}.jsonl", texts[start : start + PER_FILE], start)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument("--small", type=int, default=1_000)
    parser.add_argument("--large", type=int, default=20_000)
    parser.add_argument("--work", type=Path, default=Path("runs/speed/work"))
    parser.add_argument("--out", type=Path, default=Path("runs/speed"))
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        print(json.dumps(index_in_this_process(options.texts[0], options.texts[1])))
        return
    runs = short_texts(read_texts(options.texts))
    found = []
    for size in (options.small, options.large):
        if len(runs) < size:
            parser.error(f"the texts give {len(runs)} short articles; {size} are needed")
        folder, place = options.work / f"short-{size}", options.work / f"short-{size}-archive"
        write_folder(folder, runs[:size])
        shutil.rmtree(place, ignore_errors=True)
        command = [sys.executable, "-m", "bench.speed.growth", str(folder), str(place), "--child"]
        child = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
        found.append(json.loads(child.stdout))
        save(options.out, f"growth-{size}", found[-1])
    small, large = found
    each = [run["seconds"] / run["articles"] for run in found]
    rows = [
        (f"{run['articles']:,} articles", f"{run['seconds']:.1f}", f"{1000 * one:.2f}", f"{run['peak']:.0f}")
        for run, one in zip(found, each, strict=True)
    ]
    rows.append(("ratio", "", f"{each[1] / each[0]:.2f} (bar 1.3)", f"{large['peak'] / small['peak']:.2f}"))
    print_table(("", "seconds", "ms per article", "peak memory, MB"), rows)


if __name__ == "__main__":
    main()
