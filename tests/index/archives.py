"""Helpers for tests of the archive: articles on disk, and what an archive holds, in comparable form."""

import json
from pathlib import Path
from typing import Any

from sqlalchemy import text

from index.archive import Archive

_WORDS = """
harbour lantern meadow copper violin glacier orchard thunder pebble saffron walnut compass
"""
WORDS = _WORDS.split()


def story(n: int, extra: str = "") -> str:
    """An invented article of a few sentences; every n gives other words."""
    a, b, c = WORDS[n % 12], WORDS[(n // 12 + 5) % 12], WORDS[(n * 7 + 3) % 12]
    lines = [
        f"The {a} of Ostrava Vale number {n} was opened on Monday by the council of Little {b.title()}.",
        f"Some {n + 3} visitors came to see the {c}, and the mayor spoke about the {b} for an hour.",
        f"A second {a} will follow in the year after, said the builder, who asked for patience with the {c}.",
    ]
    return "\n\n".join([*lines, extra] if extra else lines) + "\n"


def write(folder: Path, name: str, body: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(body, encoding="utf-8")
    return path


def jsonl(folder: Path, name: str, rows: list[dict[str, Any]]) -> Path:
    return write(folder, name, "".join(json.dumps(row) + "\n" for row in rows))


def contents(archive: Archive) -> dict[str, Any]:
    """All that an archive holds, without row numbers, revisions and times, which differ by history."""
    query = """
        select p.passage_id, p.start, p."end", p.sentences, p.day, p.outlet_key, v.vector
        from passages p join vectors v using (passage_key) where p.removed_revision is null order by 1
    """
    articles = """
        select a.article_id, v.version, v.title, v.outlet, v.published_at, v.source_path, v.text, a.owner,
               o.article_id as original, a.indexed
        from articles a join versions v using (version_key)
        left join articles o on o.article_key = a.copy_of order by 1
    """
    with archive.catalog.engine.connect() as connection:
        passages = [tuple(row) for row in connection.execute(text(query))]
        held = [
            tuple(archive._keys.path(row.owner) if value is row.owner else value for value in row)
            for row in connection.execute(text(articles))
        ]
    words = archive._derived.words
    found = {row[0] for query in WORDS for row in words.query(query, 1_000)}
    return {"articles": held, "passages": passages, "vectors": vectors_of(archive), "words": found}


def vectors_of(archive: Archive) -> dict[str, list[float]]:
    """What Chroma holds, asked of Chroma itself."""
    collection = archive._derived.vectors._open()
    if collection is None:
        return {}
    found = collection.get(include=["embeddings"])
    rows = [[round(float(x), 4) for x in row] for row in found["embeddings"]]
    return dict(sorted(zip(found["ids"], rows, strict=True)))


def as_json(held: dict[str, Any]) -> dict[str, Any]:
    """Return `contents` as another process can send it."""
    told = json.dumps(held, default=lambda value: sorted(value) if isinstance(value, set) else repr(value))
    return dict(json.loads(told))


def nearest(archive: Archive, query: str, k: int = 2) -> list[str]:
    """The passages that are nearest by Chroma's word, asked as in an archive too large to compare all."""
    archive.search(query, k=1)  # sees what was written
    archive._derived.nearest._exact_below = -1
    return [found for found, _ in archive._derived.nearest.query(archive.embedder.embed([query])[0], k)]
