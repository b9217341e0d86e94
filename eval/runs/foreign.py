"""Answers of another system, read in the JSON contract.

A JSONL file; each line is either

    {"id": "<case id>", "answer": {…an answer in the contract…}, "retrieved": [...]?, "seconds": 0.1?}

or an answer in the contract by itself, matched to the case with the same question. `retrieved` lists
passages in order of rank with `article_id`, `version`, `start`, `end` and `text`; without it retrieval is
not scored.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from app.contract import CONTRACT
from eval.articles import ArticleSource
from eval.cases import Case
from eval.records import Record
from eval.runs.begin import begin_run
from eval.runs.folder import RunFolder
from eval.runs.keeper import Keeper
from eval.runs.manifest import make_manifest
from index.errors import InputError


class AnswersFileError(InputError):
    """An answers file with errors; `problems` holds one line for each."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


def load_answers(path: Path, cases: Sequence[Case]) -> dict[str, Record]:
    """Return the answers by case id. Cases without an answer are left out, and counted as failed by scoring.

    Raises:
        InputError: the file cannot be read or answers none of the cases.
        AnswersFileError: lines that are no answers, of an unknown contract, to no case, or to one case twice.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except FileNotFoundError:
        raise InputError(f"there is no answers file {path}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot read the answers file {path}: {error}") from None
    by_question = {_plain(case.question): case.id for case in cases}
    ids = {case.id for case in cases}
    records: dict[str, Record] = {}
    problems: list[str] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = _record(line, by_question, ids)
            if record.case_id in records:
                raise ValueError(f"the case {record.case_id!r} was answered before")
        except (ValueError, RecursionError) as error:
            problems.append(f"{path}:{number}: {_told(error)}")
            continue
        records[record.case_id] = record
    if problems:
        raise AnswersFileError(problems)
    if not records:
        raise InputError(f"{path} answers none of the cases")
    return records


def take_in(
    path: Path,
    cases: Sequence[Case],
    records: dict[str, Record],
    articles: ArticleSource,
    *,
    source: str,
    seed: int = 0,
) -> RunFolder:
    """Make a run folder of another system's answers, with the articles that they cite; what was there is
    dropped.

    Args:
        path: the folder.
        cases: the cases.
        records: the answers by case.
        articles: the archive that the answers cite.
        source: what the manifest calls the system.
        seed: of the bootstrap.

    Raises:
        InputError: the folder cannot be written, or holds other files.
    """
    manifest = make_manifest(cases, system={"answers": source}, archive={}, seed=seed)
    folder, _ = begin_run(path, manifest, cases, fresh=True)
    keeper = Keeper(folder, articles)
    keeper.gold(cases)
    for record in records.values():
        keeper.add(record)
    return folder


def _record(line: str, by_question: dict[str, str], ids: set[str]) -> Record:
    row = json.loads(line)
    if not isinstance(row, dict):
        raise ValueError("not a JSON object")
    answer = row["answer"] if isinstance(row.get("answer"), dict) else row
    version = answer.get("contract", CONTRACT)
    if version != CONTRACT:
        raise ValueError(f"contract version {version!r} is not known; this Groundwire reads {CONTRACT}")
    given: Any = row.get("id") if answer is not row else None
    case_id = given if given is not None else by_question.get(_plain(str(answer.get("question", ""))))
    if case_id not in ids:
        raise ValueError(
            f"there is no case {given!r}" if given is not None else "no case has this answer's question"
        )
    extra = {k: row[k] for k in ("retrieved", "seconds", "meta") if answer is not row and k in row}
    return Record.model_validate({"case_id": case_id, "answer": answer, **extra})


def _plain(question: str) -> str:
    return " ".join(question.casefold().split())


def _told(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"not JSON: {error.msg} (column {error.colno})"
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False, include_input=False)[0]
        return f"{'.'.join(str(p) for p in first['loc'])}: {first['msg']}"
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)
