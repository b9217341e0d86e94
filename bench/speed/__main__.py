"""All benches of speed, one after another; what was measured before is passed over.

    python -m bench.speed TEXTS… [--out runs/speed] [--peer PYTHON MODEL]
        [--articles 1000] [--growth 1000 20000] [--passages 10000 100000]

TEXTS are files or folders that Groundwire reads, enough for 100,400 short passages; articles for the indexing
bench come from the first of them. Figures are kept as JSON in OUT, the plots are drawn into OUT/speed.png.
`--peer` names a Python with the `peers` extra and a folder of all-MiniLM-L6-v2 at full precision. Smaller
sizes show in minutes that everything runs.
"""

import argparse
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.speed.options import parser_of


def steps(options: argparse.Namespace) -> Iterator[tuple[Path, list[str]]]:
    """Yield what each step leaves behind, and its command."""
    work, out = options.out / "work", options.out
    here, there = ["--work", str(work), "--out", str(out)], ["--out", str(out)]
    texts, module = [str(path) for path in options.texts], [sys.executable, "-m"]
    articles = ["--articles", str(options.articles)]
    yield out / "indexing.json", [*module, "bench.speed.indexing", texts[0], *articles, *here]
    if options.peer:
        python, model = options.peer
        stock = [python, "bench/speed/llama_index_stock.py", str(work / "articles"), model, *there]
        yield out / "llama-index-1024.json", stock
        yield out / "llama-index-256.json", [*stock, "--chunk", "256"]
    small, large = map(str, options.growth)
    growing = [*module, "bench.speed.growth", *texts, "--small", small, "--large", large, *here]
    yield out / f"growth-{large}.json", growing
    for size in map(str, options.passages):
        archive = work / f"passages-{size}"
        making = [*module, "bench.speed.large_archive", str(archive), *texts, "--passages", size]
        yield archive / "about.json", [*making, "--cache", str(work / "vectors")]
        yield (
            out / f"searching-{size}.json",
            [*module, "bench.speed.searching", str(archive), *there],
        )
    yield out / "opening.json", [*module, "bench.speed.opening", str(archive), *there]
    yield out / "speed.png", [*module, "bench.speed.plots", str(out), str(out / "speed.png")]


def main() -> None:
    parser = parser_of(__doc__, "texts")
    parser.add_argument("--peer", nargs=2, metavar=("PYTHON", "MODEL"))
    parser.add_argument("--articles", type=int, default=1_000)
    parser.add_argument("--growth", type=int, nargs=2, default=(1_000, 20_000))
    parser.add_argument("--passages", type=int, nargs="+", default=(10_000, 100_000))
    options = parser.parse_args()
    for left_behind, command in steps(options):
        if left_behind.exists():
            print(f"{left_behind} is there", flush=True)
        else:
            subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
