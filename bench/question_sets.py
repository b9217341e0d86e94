"""Reads the shared question-answering sets into one shape."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a set; `key` names it, `title` its article."""

    key: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One question; `gold` maps a paragraph's key to spans of its text that answer it."""

    question: str
    gold: dict[str, list[tuple[int, int]]]
    near: str = ""  # the paragraph that comes nearest when nothing answers


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Paragraphs and the questions on them."""

    name: str
    paragraphs: list[Paragraph]
    asked: list[Asked]


def _open(path: Path) -> Any:
    return gzip.open(path, "rt", encoding="utf-8")


def squad_form(path: Path, name: str) -> QuestionSet:
    """Read SQuAD v1.1 JSON (XQuAD, SQuADShifts)."""
    with _open(path) as file:
        data = json.load(file)["data"]
    paragraphs: dict[str, Paragraph] = {}
    asked = []
    for article in data:
        for paragraph in article["paragraphs"]:
            text = paragraph["context"]
            if text not in paragraphs:
                title = str(article.get("title", "")).replace("_", " ")
                paragraphs[text] = Paragraph(
                    f"{name}-{len(paragraphs)}", title if "xquad" in name else "", text
                )
            key = paragraphs[text].key
            for qa in paragraph["qas"]:
                spans = [(a["answer_start"], a["answer_start"] + len(a["text"])) for a in qa["answers"]]
                asked.append(Asked(qa["question"].strip(), {key: sorted(set(spans))}))
    return QuestionSet(name, list(paragraphs.values()), asked)


def _json_lines(path: Path) -> Iterator[dict[str, Any]]:
    with _open(path) as file:
        for line in file:
            yield json.loads(line)


def flat_form(path: Path, name: str) -> QuestionSet:
    """Read the flat JSON lines of QED and QAMR; items without an answer have an empty `gold`."""
    paragraphs: dict[str, Paragraph] = {}
    asked = []
    for row in _json_lines(path):
        text = row["context"]
        paragraph = paragraphs.setdefault(text, Paragraph(f"{name}-{len(paragraphs)}", row["title"], text))
        spans = sorted({(a["start"], a["start"] + len(a["text"])) for a in row["answers"] if a["text"]})
        if row.get("answer_type") == "none":
            spans = []
        gold = {paragraph.key: spans} if spans else {}
        asked.append(Asked(row["question"].strip(), gold, paragraph.key))
    return QuestionSet(name, list(paragraphs.values()), asked)


def clapnq(folder: Path) -> QuestionSet:
    """Read CLAPNQ dev: gold is the selected sentences, found again in the passage's text."""
    paragraphs: dict[str, Paragraph] = {}
    asked = []
    for kind in ("answerable", "unanswerable"):
        for row in _json_lines(folder / f"clapnq_dev_{kind}.jsonl.gz"):
            gold: dict[str, list[tuple[int, int]]] = {}
            first = ""
            for passage in row["passages"]:
                text = passage["text"]
                paragraph = paragraphs.setdefault(
                    text, Paragraph(f"clapnq-{len(paragraphs)}", passage["title"], text)
                )
                first = first or paragraph.key
                spans = []
                for output in row["output"] if kind == "answerable" else []:
                    for sentence in output["selected_sentences"]:
                        start = text.find(sentence.strip())
                        if start >= 0:
                            spans.append((start, start + len(sentence.strip())))
                if spans:
                    gold[paragraph.key] = sorted(set(spans))
            if gold or kind == "unanswerable":
                asked.append(Asked(row["input"].strip(), gold, first))
    return QuestionSet("clapnq", list(paragraphs.values()), asked)
