"""Reads case files, JSONL or YAML, and tells the line and field of each thing wrong in them."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import yaml
from pydantic import ValidationError

from eval.cases import Case
from index.errors import InputError

_YAML_ENDINGS = {".yaml", ".yml"}
_SHOWN_PROBLEMS = 20


class CaseFileError(InputError):
    """A case file with errors; `problems` holds one line for each, starting with `file:line`."""

    def __init__(self, path: Path, problems: list[str]) -> None:
        self.problems = problems
        more = f"\n… and {len(problems) - _SHOWN_PROBLEMS} more" if len(problems) > _SHOWN_PROBLEMS else ""
        super().__init__("\n".join(problems[:_SHOWN_PROBLEMS]) + more, hint="")
        self.path = path


def load_cases(path: str | Path) -> list[Case]:
    """Return the cases of a `.jsonl`, `.yaml` or `.yml` file, in order.

    Raises:
        InputError: the file cannot be read or holds no case.
        CaseFileError: cases that break the format, all of them named at once.
    """
    path = Path(path)
    text = _read(path)
    cases: list[Case] = []
    problems: list[str] = []
    seen: dict[str, int] = {}
    for line, raw in _yaml_items(path, text) if path.suffix.lower() in _YAML_ENDINGS else _jsonl_items(text):
        if isinstance(raw, _Problem):
            problems.append(f"{path}:{raw.line}: {raw.text}")
            continue
        value, lines = raw
        try:
            case = Case.model_validate(value)
        except ValidationError as error:
            name = value.get("id") if isinstance(value, dict) else None
            problems += [
                f"{path}:{lines.at(e['loc']) or line}: "
                f"{f'case {name!r}, ' if isinstance(name, str) else ''}{_field(e['loc'])}: {_said(e['msg'])}"
                for e in error.errors(include_url=False, include_input=False)
            ]
            continue
        if case.id in seen:
            problems.append(f"{path}:{line}: id: {case.id!r} was already used on line {seen[case.id]}")
            continue
        seen[case.id] = line
        cases.append(case)
    if problems:
        raise CaseFileError(path, problems)
    if not cases:
        raise InputError(
            f"{path} holds no case", hint="Each line of a JSONL file is one case; see eval/CASES.md"
        )
    return cases


class _Problem:
    def __init__(self, line: int, text: str) -> None:
        self.line, self.text = line, text


class _Lines:
    """Finds the line of a field in a YAML tree; without a tree (JSONL) it knows none."""

    def __init__(self, node: yaml.Node | None = None) -> None:
        self.node = node

    def at(self, where: tuple[int | str, ...]) -> int | None:
        if self.node is None:
            return None
        node = self.node
        for step in where:
            child: yaml.Node | None = None
            if isinstance(node, yaml.MappingNode):
                child = next((v for k, v in node.value if k.value == step), None)
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
                child = node.value[step]
            # pydantic names the union member that it tried ("number"), which is no step in the file
            node = child or node
        return int(node.start_mark.line) + 1


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise InputError(f"there is no case file {path}") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8 (byte {error.start})", hint="Save it as UTF-8") from None
    except OSError as error:
        raise InputError(f"cannot read the case file {path}: {error.strerror or error}") from None


def _jsonl_items(text: str) -> Iterator[tuple[int, tuple[object, _Lines] | _Problem]]:
    for line, row in enumerate(text.split("\n"), 1):
        if not row.strip():
            continue
        try:
            yield line, (json.loads(row), _Lines())
        except (ValueError, RecursionError) as error:
            told = (
                f"not JSON: {error.msg} (column {error.colno})"
                if isinstance(error, json.JSONDecodeError)
                else "not JSON"
            )
            yield line, _Problem(line, told)


class _Loader(yaml.SafeLoader):
    """YAML as people mean it: dates stay text; only true and false are booleans (not yes, no, on, off)."""


_Loader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern)
        for tag, pattern in found
        if tag not in {"tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool"}
    ]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), ["t", "f"])


def _yaml_items(path: Path, text: str) -> Iterator[tuple[int, tuple[object, _Lines] | _Problem]]:
    loader = _Loader(text)
    try:
        root = loader.get_single_node()
        if root is None:
            return
        if not isinstance(root, yaml.SequenceNode):
            yield 1, _Problem(1, "a YAML case file is a list of cases")
            return
        for node in root.value:
            yield node.start_mark.line + 1, (loader.construct_document(node), _Lines(node))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        yield line, _Problem(line, f"not YAML: {error.problem}")
    except (yaml.YAMLError, RecursionError):
        yield 1, _Problem(1, f"not YAML: {path.name} cannot be read")
    finally:
        loader.dispose()


def _field(where: tuple[int | str, ...]) -> str:
    steps = [f"[{step}]" if isinstance(step, int) else f".{step}" for step in where]
    return "".join(steps).removeprefix(".") or "case"


def _said(message: str) -> str:
    return message.removeprefix("Value error, ")
