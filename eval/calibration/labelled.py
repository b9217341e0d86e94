"""Reads claims that people labelled: JSONL, plain or gzipped, or CSV.

Each row has a claim, its evidence and a label. The usual names of public sets are understood:

- `claim` or `hypothesis`;
- `evidence`, `references`, `gold_evidence`, `evidence_sentence` or `premise`: a text, or a list of texts or
  of objects with a `text`;
- `label`, `attribution_label` or `gold_label`;
- optional `src_dataset` or `dataset`, else the set is called after the file and its folder;
- optional `labels` or `annotator_labels`, those of several people, for their agreement;
- `evidences` in place of evidence and label: a list of `evidence` with `evidence_label` and `votes`, each a
  claim of its own.

Labels either mean "carried" or "not carried"; "partially supported" is not, since a part is missing. A label
that is neither is an error, never guessed.
"""

import csv
import gzip
import json
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import InputError

_CARRIED = frozenset(
    {"supported", "supports", "support", "entailment", "entails", "attributable", "true", "yes", "1"}
)
_NOT_CARRIED = frozenset(
    {
        "unsupported", "not supported", "partially supported", "refutes", "refuted", "refute",
        "contradiction", "contradicts", "contradicted", "contradictory", "neutral", "not entailment",
        "not entailed", "not attributable", "extrapolatory", "not enough info", "nei",
        "not enough information", "disputed", "false", "no", "0",
    }
)  # fmt: skip
_CLAIMS = ("claim", "hypothesis")
_EVIDENCE = ("evidence", "references", "gold_evidence", "evidence_sentence", "premise")
_LABELS = ("label", "attribution_label", "gold_label")
_VOTES = ("labels", "annotator_labels")


@dataclass(frozen=True, slots=True)
class Labelled:
    """One claim with its evidence, whether people say that it is carried, and the set it comes from."""

    claim: str
    evidence: tuple[str, ...]
    carried: bool
    dataset: str
    votes: tuple[bool, ...] = ()


def read_labelled(path: Path) -> list[Labelled]:
    """Return the labelled claims of a file.

    Raises:
        InputError: it cannot be read, a line is no labelled claim (with its number), or there are none.
    """
    found: list[Labelled] = []
    for number, row in _rows(path):
        try:
            found += _items(json.loads(row) if isinstance(row, str) else row, path)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise InputError(f"{path}:{number}: not a labelled claim ({_told(error)})") from None
    if not found:
        raise InputError(f"{path} holds no labelled claim")
    return found


def _rows(path: Path) -> Iterator[tuple[int, str | dict[str, Any]]]:
    """Yield rows with their line numbers: JSON text, or the fields of a CSV row."""
    if ".csv" in path.suffixes:
        reader = csv.DictReader(_lines(path))
        for row in reader:
            yield reader.line_num, dict(row)
        return
    for number, line in enumerate(_lines(path), 1):
        if line.strip():
            yield number, line


def _lines(path: Path) -> Iterator[str]:
    try:
        if path.suffix == ".gz":
            with gzip.open(path, "rt", encoding="utf-8") as stream:
                yield from stream
        else:
            with path.open(encoding="utf-8-sig") as stream:
                yield from stream
    except FileNotFoundError:
        raise InputError(f"there is no file {path}") from None
    except (OSError, UnicodeDecodeError, EOFError, zlib.error) as error:
        raise InputError(f"cannot read {path}: {error}") from None


def _items(row: dict[str, Any], path: Path) -> Iterator[Labelled]:
    claim = _first(row, _CLAIMS)
    dataset = str(row.get("src_dataset") or row.get("dataset") or _name(path))
    if isinstance(row.get("evidences"), list):
        for one in row["evidences"]:
            votes = [vote for vote in one.get("votes") or () if vote is not None]
            yield _labelled(claim, one["evidence"], one["evidence_label"], dataset, votes)
        return
    evidence, label = _first(row, _EVIDENCE), _first(row, _LABELS)
    yield _labelled(claim, evidence, label, dataset, _first(row, _VOTES) or ())


def _labelled(claim: Any, evidence: Any, label: Any, dataset: str, votes: Sequence[Any]) -> Labelled:
    texts = tuple(_texts(evidence))
    if not str(claim or "").strip() or evidence is None or label is None:
        raise KeyError("claim, evidence and label")
    return Labelled(str(claim), texts, _carried(label), dataset, tuple(_carried(v) for v in votes))


def _first(row: dict[str, Any], names: Sequence[str]) -> Any:
    return next((row[name] for name in names if row.get(name) is not None), None)


def _texts(evidence: Any) -> Iterator[str]:
    for part in evidence if isinstance(evidence, list) else [evidence]:
        yield str(part["text"]) if isinstance(part, dict) else str(part)


def _name(path: Path) -> str:
    name = re.sub(r"(\.jsonl|\.json|\.csv)?(\.gz)?$", "", path.name)
    return f"{path.parent.name}/{name}".lstrip("/")


def _carried(label: object) -> bool:
    plain = str(label).strip().casefold().replace("_", " ")
    if plain not in _CARRIED | _NOT_CARRIED:
        raise ValueError(f"the label {str(label)[:40]!r} is not known")
    return plain in _CARRIED


def _told(error: Exception) -> str:
    return f"it lacks {error.args[0]}" if isinstance(error, KeyError) else str(error).split("\n")[0][:100]
