"""A process with disks of its own, small or read-only, made for it by `unshare`; prints what each command said."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from index.archive import Archive
from index.errors import GroundwireError
from tests.index.archives import as_json, contents
from tests.support.embedder import CountingEmbedder


def main() -> None:
    home = Path(sys.argv[1])
    disk = home / "disk"
    disk.mkdir()
    told: dict[str, Any] = {}

    def mount(*options: str) -> None:
        subprocess.run(["mount", *options, str(disk)], check=True, capture_output=True)

    def tried(name: str, call: Callable[[Archive], Any]) -> None:
        try:
            with Archive.open(disk / "archive", CountingEmbedder(), create=True) as archive:
                told[name] = call(archive)
        except GroundwireError as error:
            told[name] = f"{type(error).__name__}: {error}"

    def index(archive: Archive) -> Any:
        report = archive.index([home / "news"])
        return [report.added, report.unchanged, report.articles]

    def found(archive: Archive) -> list[str]:
        return sorted({hit.article.article_id for hit in archive.search("visitors", k=50)})

    mount("-t", "tmpfs", "-o", "size=4m", "tmpfs")
    tried("before", lambda archive: archive.index([home / "first"]).added)
    held = sum(path.stat().st_blocks for path in disk.rglob("*")) * 512
    for more in (50_000, 400_000):  # the catalog does not fit, then what is derived from it
        mount("-o", f"remount,size={held + more}")
        tried(f"full {more}", index)
        tried(f"search {more}", found)
    mount("-o", "remount,size=16m")
    tried("roomy", index)
    tried("roomy search", found)
    tried("contents", lambda archive: as_json(contents(archive)))

    mount("-o", "remount,ro")
    tried("read-only search", found)
    tried("read-only article", lambda archive: archive.article("first/0.txt").text)
    tried("read-only index", index)
    tried("read-only repair", lambda archive: archive.repair().passages)
    mount("-o", "remount,rw")
    (disk / "archive" / "catalog.sqlite3-wal").write_bytes(b"x" * 100)  # as a writer that died leaves one
    mount("-o", "remount,ro")
    tried("read-only, not closed", found)
    print(json.dumps(told), file=sys.__stdout__, flush=True)
    os._exit(0)


if __name__ == "__main__":
    main()
