"""The folder of a run: all that is needed to score and show it again, without the archive.

    manifest.json   what was asked with what: see `eval.runs.manifest`
    cases.jsonl     the cases, as validated
    answers.jsonl   one `Record` a line, each on disk before the next question ends
    articles.jsonl  every article version that an answer cites, and those that gold spans name
    scores.jsonl    one `Scored` a line
    summary.json    the figures

A line that a crash cut off is dropped when the run goes on, and that question asked again.
"""

import json
import os
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from eval.articles import StoredArticles
from eval.case_file import load_cases
from eval.cases import Case
from eval.records import Record
from eval.runs.manifest import Manifest, hash_of_cases
from eval.scored import Scored
from eval.summary import Summary
from index.article import Article, ArticleInfo
from index.errors import InputError

M = TypeVar("M", bound=BaseModel)


class RunFolder:
    """Reads and writes the files of a run.

    Args:
        path: the folder.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()

    @classmethod
    def existing(cls, path: Path) -> "RunFolder":
        """Return the run in `path`.

        Raises:
            InputError: it holds no run.
        """
        folder = cls(path)
        if not folder.exists():
            raise InputError(f"{path} is not a run folder", hint="`groundwire eval run` makes one")
        return folder

    def exists(self) -> bool:
        """Whether a run was begun here."""
        return (self.path / "manifest.json").is_file()

    def begin(self, manifest: Manifest, cases: Sequence[Case]) -> None:
        """Write what the run is of; the manifest comes last, so that a folder with one is whole.

        Raises:
            InputError: the folder cannot be written.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            self._replace("cases.jsonl", "".join(_line(case) for case in cases))
            self.write_manifest(manifest)
        except OSError as error:
            raise InputError(f"cannot write the run folder {self.path}: {error.strerror}") from None

    def manifest(self) -> Manifest:
        """Return what the run is of."""
        return self._load("manifest.json", Manifest)

    def write_manifest(self, manifest: Manifest) -> None:
        """Replace the manifest."""
        self._replace("manifest.json", manifest.model_dump_json(indent=2) + "\n")

    def cases(self) -> list[Case]:
        """Return the run's cases.

        Raises:
            InputError: they cannot be read, or are not those that the run was begun with.
        """
        found = load_cases(self.path / "cases.jsonl")
        if hash_of_cases(found) != self.manifest().cases_hash:
            raise InputError(
                f"{self.path / 'cases.jsonl'} holds other cases than the run was begun with",
                hint="Run it again with --fresh",
            )
        return found

    def records(self) -> dict[str, Record]:
        """Return the answers by case; of several to one case (a retry of a failure) the last counts.

        Raises:
            InputError: a line that is not the last one cannot be read.
        """
        return {record.case_id: record for record in self._lines("answers.jsonl", Record)}

    def scored(self) -> list[Scored]:
        """Return the scored answers, one for each case.

        Raises:
            InputError: the run was not scored, or a line of its scores is missing or cannot be read.
        """
        found, wanted = self._lines("scores.jsonl", Scored), self.summary().cases
        if len(found) != wanted:
            raise InputError(
                f"{self.path / 'scores.jsonl'} holds {len(found)} of {wanted} scored answers",
                hint=f"Run `groundwire eval score {self.path}`",
            )
        return found

    def summary(self) -> Summary:
        """Return the figures.

        Raises:
            InputError: the run was not scored.
        """
        if not (self.path / "summary.json").is_file():
            raise InputError(f"{self.path} is not scored", hint=f"Run `groundwire eval score {self.path}`")
        return self._load("summary.json", Summary)

    def articles(self) -> StoredArticles:
        """Return the articles that the run keeps."""
        return StoredArticles(
            Article(info=ArticleInfo(**{k: v for k, v in row.items() if k != "text"}), text=row["text"])
            for row in self._rows("articles.jsonl")
        )

    def kept_articles(self) -> set[tuple[str, str]]:
        """Return `(article_id, version)` of every article that the run keeps."""
        return {(row["article_id"], row["version"]) for row in self._rows("articles.jsonl")}

    def mend(self) -> None:
        """Drop last lines that a crash cut off, so that appending goes on from whole ones."""
        for name in ("answers.jsonl", "articles.jsonl"):
            path = self.path / name
            if path.is_file() and (content := path.read_bytes()) and not content.endswith(b"\n"):
                self._replace_bytes(name, content[: content.rfind(b"\n") + 1])

    def add(self, record: Record, articles: Iterable[Article] = ()) -> None:
        """Append an answer and the articles that it needs, on disk when this returns. Thread-safe."""
        rows = [{**_info(a.info), "text": a.text} for a in articles]
        with self._lock:
            if rows:
                self._append("articles.jsonl", "".join(_json(row) for row in rows))
            self._append("answers.jsonl", _line(record))

    def write_articles(self, articles: Iterable[Article]) -> None:
        """Append articles."""
        with self._lock:
            self._append(
                "articles.jsonl", "".join(_json({**_info(a.info), "text": a.text}) for a in articles)
            )

    def drop_scores(self) -> None:
        """Remove the scores and the figures, since the answers that they were made of are about to change."""
        for name in ("summary.json", "scores.jsonl"):
            (self.path / name).unlink(missing_ok=True)

    def write_scores(self, scored: Sequence[Scored], summary: Summary) -> None:
        """Replace the scores, then the figures: a run that holds figures holds all of its scores."""
        self.drop_scores()
        self._replace("scores.jsonl", "".join(_line(row) for row in scored))
        self._replace("summary.json", summary.model_dump_json(indent=2) + "\n")

    def _append(self, name: str, text: str) -> None:
        with (self.path / name).open("ab") as stream:
            stream.write(text.encode("utf-8", "surrogatepass"))
            stream.flush()
            os.fsync(stream.fileno())

    def _replace(self, name: str, text: str) -> None:
        self._replace_bytes(name, text.encode("utf-8", "surrogatepass"))

    def _replace_bytes(self, name: str, content: bytes) -> None:
        part = self.path / f"{name}.part"
        part.write_bytes(content)
        part.replace(self.path / name)

    def _load(self, name: str, model: type[M]) -> M:
        path = self.path / name
        try:
            return model.model_validate_json(path.read_bytes())
        except (OSError, ValidationError) as error:
            raise InputError(
                f"{path} cannot be read: {_short(error)}", hint="Run it again with --fresh"
            ) from None

    def _rows(self, name: str) -> list[dict[str, Any]]:
        path = self.path / name
        if not path.is_file():
            return []
        lines = path.read_bytes().decode("utf-8", "surrogatepass").split("\n")
        whole, _cut = lines[:-1], lines[-1]
        rows: list[dict[str, Any]] = []
        for number, line in enumerate(whole, 1):
            try:
                rows.append(json.loads(line))
            except ValueError:
                raise InputError(f"{path}:{number}: not JSON", hint="Run it again with --fresh") from None
        return rows

    def _lines(self, name: str, model: type[M]) -> list[M]:
        found: list[M] = []
        for number, row in enumerate(self._rows(name), 1):
            try:
                found.append(model.model_validate(row))
            except ValidationError as error:
                raise InputError(f"{self.path / name}:{number}: {_short(error)}") from None
        return found


def _info(info: ArticleInfo) -> dict[str, Any]:
    return {name: getattr(info, name) for name in ArticleInfo.__slots__}


def _line(model: BaseModel) -> str:
    return _json(model.model_dump(mode="json"))


def _json(value: Any) -> str:
    # ASCII escapes keep lone surrogates, which hostile text may hold, readable again
    return json.dumps(value, ensure_ascii=True) + "\n"


def _short(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False, include_input=False)[0]
        return f"{'.'.join(str(p) for p in first['loc']) or 'it'}: {first['msg']}"
    return str(error)
