"""Several processes over one archive: `python -m bench.processes [--operations N] [--readers N] [--seed N]`.

A writer changes, adds and removes articles; readers that stay open query all the while, and a second writer
tries to write. Whenever nothing changes during a query, it must have found exactly what the writer reported.
"""

import argparse
import tempfile
import time
from pathlib import Path

from tests.index.shared_archive import run


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--operations", type=int, default=1_000)
    parser.add_argument("--readers", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        found = run(Path(folder), operations=asked.operations, readers=asked.readers, seed=asked.seed)
    print(f"writes            {found.written:,} ({found.locked:,} times the other writer was told to wait)")
    print(f"queries           {found.queries:,} by {asked.readers} readers")
    print(f"compared exactly  {found.exact:,}")
    print(f"seconds           {time.monotonic() - start:.0f}")
    if found.problems:
        raise SystemExit("\n".join([f"{len(found.problems)} problems", *found.problems[:20]]))
    print("every reader found what was written, and nothing else")


if __name__ == "__main__":
    main()
