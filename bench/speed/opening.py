"""Opening a large archive and answering the first query beside opening Chroma alone.

    python -m bench.speed.opening ARCHIVE_FOLDER [--runs 5] [--out FOLDER]

ARCHIVE_FOLDER is one that `bench.speed.large_archive` made. Every run is a new process, and the two take
turns; the clock starts before any library is imported. Chroma alone opens the archive's own collection and
answers one vector query. Bar: at most 2 times of that.
"""

import json
import statistics
import subprocess
import sys

from bench.speed.options import parser_of
from bench.speed.results import print_table, save

OURS = """
import sys, time
start = time.perf_counter()
from index.archive import Archive
with Archive.open(sys.argv[1]) as archive:
    assert archive.search(sys.argv[2], 10)
    print(time.perf_counter() - start)
"""
CHROMA = """
import sys, time
start = time.perf_counter()
import chromadb
from chromadb.config import Settings
settings = Settings(anonymized_telemetry=False)
client = chromadb.PersistentClient(path=sys.argv[1] + "/vectors", settings=settings)
collection = client.get_collection("groundwire-passages", embedding_function=None)
assert collection.query(query_embeddings=[[1.0] + [0.0] * 383], n_results=10)["ids"][0]
print(time.perf_counter() - start)
"""


def main() -> None:
    parser = parser_of(__doc__, "folder")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    about = json.loads((options.folder / "about.json").read_text(encoding="utf-8"))
    seconds: dict[str, list[float]] = {"Chroma alone": [], "Groundwire": []}
    for run in range(options.runs + 1):
        for name, script in (("Chroma alone", CHROMA), ("Groundwire", OURS)):
            command = [sys.executable, "-c", script, str(options.folder / "archive"), about["queries"][run]]
            child = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
            if run:  # the first warms the disk
                seconds[name].append(float(child.stdout))
    chroma, ours = (statistics.median(times) for times in seconds.values())
    rows = [
        ("Chroma alone", f"{chroma:.2f}", ""),
        ("Groundwire", f"{ours:.2f}", f"{ours / chroma:.2f} (bar 2)"),
    ]
    print(f"{about['passages']} passages, medians of {options.runs} new processes\n")
    print_table(("", "seconds to the first answer", "ratio"), rows)
    save(options.out, "opening", {"passages": about["passages"], "seconds": seconds})


if __name__ == "__main__":
    main()
