"""Reads claims that people labelled: JSONL, plain or gzipped.

Each line has a claim, its evidence (a text or a list of texts) and a label. The usual names of public sets
are
understood: `claim`; `evidence` or `references`; `label` or `attribution_label`; optional `src_dataset` or
`dataset`; optional `labels`, the labels of several people, for their agreement. Labels that mean "carried":
supported, supports, entailment, entails, attributable, true, yes, 1. Everything else is "not carried"; so is
"partially supported", since a claim of which a part is missing is not carried.
"""

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import InputError

_CARRIED = frozenset(
    {"supported", "supports", "support", "entailment", "entails", "attributable", "true", "yes", "1"}
)


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
    for number, line in enumerate(_lines(path), 1):
        if not line.strip():
            continue
        try:
            found.append(_item(json.loads(line), path))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise InputError(f"{path}:{number}: not a labelled claim ({_told(error)})") from None
    if not found:
        raise InputError(f"{path} holds no labelled claim")
    return found


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


def _item(row: dict[str, Any], path: Path) -> Labelled:
    evidence = next((row[k] for k in ("evidence", "references") if k in row), None)
    label = next((row[k] for k in ("label", "attribution_label") if k in row), None)
    if evidence is None or label is None or not str(row["claim"]).strip():
        raise KeyError("claim, evidence and label")
    texts = (evidence,) if isinstance(evidence, str) else tuple(str(t) for t in evidence)
    dataset = str(row.get("src_dataset") or row.get("dataset") or path.name.split(".")[0])
    votes = tuple(_carried(v) for v in row.get("labels", ()))
    return Labelled(str(row["claim"]), texts, _carried(label), dataset, votes)


def _carried(label: object) -> bool:
    return str(label).strip().casefold().replace("_", " ") in _CARRIED


def _told(error: Exception) -> str:
    return f"it lacks {error.args[0]}" if isinstance(error, KeyError) else str(error).split("\n")[0][:100]
