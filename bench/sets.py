"""The public retrieval sets, read from their folders."""

import csv
import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class RetrievalSet:
    """Documents, queries, and which documents answer which query.

    Args:
        documents: (title, text) by id.
        queries: text by id.
        relevant: grade by document id, by query id; a grade of 0 is not relevant.
        measure: "nDCG@10", or "first" for how often the first document is a right one.
    """

    name: str
    documents: dict[str, tuple[str, str]]
    queries: dict[str, str]
    relevant: dict[str, dict[str, int]]
    measure: str


def read_sets(data: Path) -> list[RetrievalSet]:
    """Read SciFact, NQ-UTD and the XQuAD pool from `DATA/retrieval` and `DATA/reader/squadshifts`."""
    folder = data / "retrieval"
    return [
        _beir("SciFact", folder / "scifact", "queries_test.jsonl"),
        _beir("NQ-UTD", folder / "nq_utd", "queries.jsonl"),
        _xquad(
            folder / "xquad_en" / "xquad.en.json.gz",
            data / "reader" / "squadshifts" / "new_wiki_v1.0.json.gz",
        ),
    ]


def _beir(name: str, folder: Path, queries_file: str) -> RetrievalSet:
    relevant: dict[str, dict[str, int]] = {}
    with (folder / "qrels" / "test.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if int(row["score"]) > 0:
                relevant.setdefault(row["query-id"], {})[row["corpus-id"]] = int(row["score"])
    with gzip.open(folder / "corpus.jsonl.gz", "rt", encoding="utf-8") as file:
        documents = {d["_id"]: (d["title"], d["text"]) for d in map(json.loads, file)}
    with (folder / queries_file).open(encoding="utf-8") as file:
        queries = {q["_id"]: q["text"] for q in map(json.loads, file) if q["_id"] in relevant}
    return RetrievalSet(name=name, documents=documents, queries=queries, relevant=relevant, measure="nDCG@10")


def _xquad(xquad: Path, others: Path) -> RetrievalSet:
    """Every paragraph once, XQuAD's questions; the other file's paragraphs only stand in the way."""
    documents, queries, relevant = {}, {}, {}
    place_of: dict[str, str] = {}
    for is_asked, path in ((True, xquad), (False, others)):
        for article in _squad_articles(path):
            for paragraph in article["paragraphs"]:
                text = paragraph["context"]
                place = place_of.setdefault(text, f"p{len(place_of)}")
                documents[place] = (article.get("title", "").replace("_", " "), text)
                for question in paragraph["qas"] if is_asked else ():
                    queries[question["id"]] = question["question"]
                    relevant[question["id"]] = {place: 1}
    return RetrievalSet(
        name="XQuAD pool", documents=documents, queries=queries, relevant=relevant, measure="first"
    )


def _squad_articles(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        articles: list[dict[str, Any]] = json.load(file)["data"]
    return articles
