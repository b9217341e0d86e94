"""A second process that writes to an archive: one command a line on standard input, one report a line out."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from index.archive import Archive
from index.stores import Stores
from tests.support.embedder import CountingEmbedder


def main() -> None:
    archive, folder, stores = sys.argv[1:]
    with Archive.open(
        archive, CountingEmbedder(), create=True, stores=Stores(**json.loads(stores))
    ) as opened:
        for line in sys.stdin:
            report = opened.index([folder], prune=line.strip() == "prune")
            print(json.dumps(asdict(report)), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
