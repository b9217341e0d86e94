"""Reads the question-answering sets into one form."""

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Question:
    """A question on a context.

    Args:
        id: as the set gives it.
        question: the question.
        context: the paragraph.
        answers: gold (start, end) offsets in `context`, one per annotator; empty when it has no answer.
        source: the set's name.
        group: questions on one paragraph or document share it; splits never cut through a group.
        title: of the context's article, "" when unknown.
    """

    id: str
    question: str
    context: str
    answers: tuple[tuple[int, int], ...]
    source: str
    group: str
    title: str = ""


def held_out(paragraphs: Iterable[str]) -> set[str]:
    """Return every 30th paragraph by name: of SQuADShifts new-wiki these train no reader."""
    return set(sorted(set(paragraphs))[::30])


def _open(path: Path) -> Iterator[dict]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def read_squadshifts(folder: Path, name: str) -> list[Question]:
    """Return one domain of SQuADShifts: `amazon_reviews`, `reddit` or `new_wiki`."""
    with gzip.open(folder / f"{name}_v1.0.json.gz", "rt", encoding="utf-8") as file:
        data = json.load(file)["data"]
    found = []
    for number, paragraph in enumerate(p for article in data for p in article["paragraphs"]):
        context = paragraph["context"]
        for item in paragraph["qas"]:
            spans = tuple(
                (a["answer_start"], a["answer_start"] + len(a["text"]))
                for a in item["answers"]
                if context[a["answer_start"] : a["answer_start"] + len(a["text"])] == a["text"]
            )
            if spans:
                group = f"{name}-{number}"
                found.append(Question(item["id"], item["question"], context, spans, name, group))
    return found


def _spans(item: dict) -> tuple[tuple[int, int], ...]:
    return tuple((a["start"], a["start"] + len(a["text"])) for a in item["answers"] if a["text"])


def read_qed(path: Path) -> list[Question]:
    """Return QED's questions whose answer one sentence gives (the clean part, by the set's README)."""
    return [
        Question(
            item["id"],
            item["question"],
            item["context"],
            _spans(item),
            "qed",
            group=item["title"],
            title=item["title"],
        )
        for item in _open(path)
        if item["answer_type"] == "single_sentence" and item["answers"]
    ]


def read_qed_unanswered(path: Path) -> list[tuple[str, str]]:
    """Return QED's questions whose paragraph people found no answer in, with that paragraph."""
    return [(item["question"], item["context"]) for item in _open(path) if item["answer_type"] == "none"]


def _document(sentence_id: str) -> str:
    return ":".join(sentence_id.split(":")[:3])


def read_qamr(paths: list[Path]) -> list[Question]:
    """Return QAMR's questions; `group` is the document that the sentence comes from."""
    return [
        Question(item["id"], item["question"], item["context"], _spans(item), "qamr", _document(item["id"]))
        for path in paths
        for item in _open(path)
        if item["answers"]
    ]


def read_squad(path: Path) -> list[Question]:
    """Return a SQuAD development set; its questions without an answer have empty `answers`."""
    return [
        Question(
            item["id"],
            item["question"],
            item["context"],
            () if item["is_impossible"] else _spans(item),
            item["source"],
            group=item["title"],
            title=item["title"].replace("_", " "),
        )
        for item in _open(path)
    ]
