"""Turn public article sets into a folder of .jsonl that `bench/liar.py` and `groundwire index` read.

python bench/liar_corpora.py DATA_DIR OUT_DIR: writes OUT_DIR/dev and OUT_DIR/heldout, articles split by the
hash of their id. Rules may be looked at on dev only.
"""

import gzip
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path


def articles(data: Path) -> Iterator[dict[str, str]]:
    for part in ("train", "dev"):
        with gzip.open(data / f"checker/polnear/polnear_{part}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                yield {"id": row["id"], "set": "polnear", "text": row["text"], "published_at": row["date"]}
    with gzip.open(data / "retrieval/nq_utd/corpus.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            date = row["metadata"].get("Date") or ""
            yield {"id": row["_id"], "set": "nq_utd", "text": row["text"], "published_at": date}
    truth = json.loads((data / "html/article_extraction/ground-truth.json").read_text(encoding="utf-8"))
    for key, row in truth.items():
        yield {"id": key, "set": "html", "text": row["articleBody"], "published_at": ""}


def main(data: Path, out: Path) -> None:
    files = {}
    for row in articles(data):
        half = "dev" if hashlib.sha256(row["id"].encode()).digest()[0] % 2 else "heldout"
        (out / half).mkdir(parents=True, exist_ok=True)
        key = (half, row.pop("set"))
        if key not in files:
            files[key] = (out / half / f"{key[1]}.jsonl").open("w", encoding="utf-8")
        files[key].write(json.dumps(row, ensure_ascii=False) + "\n")
    for file in files.values():
        file.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
