"""Begins a run, or goes on with one."""

from collections.abc import Sequence
from pathlib import Path

from eval.cases import Case
from eval.runs.folder import RunFolder
from eval.runs.manifest import Manifest
from index.errors import InputError

_FILES = ("manifest.json", "summary.json", "scores.jsonl", "answers.jsonl", "articles.jsonl", "cases.jsonl")


def begin_run(
    path: Path, manifest: Manifest, cases: Sequence[Case], *, fresh: bool = False
) -> tuple[RunFolder, int]:
    """Return the run in `path` and how many answers it holds already.

    Args:
        path: the folder; made when it is not there.
        manifest: what the run is of; a run that is there must have the same fingerprint.
        cases: the cases.
        fresh: drop what is there.

    Raises:
        InputError: another run is there, or files that are no run, or it cannot be written.
    """
    folder = RunFolder(path)
    if fresh:
        for name in _FILES:
            (path / name).unlink(missing_ok=True)
    if folder.exists():
        if folder.manifest().fingerprint != manifest.fingerprint:
            raise InputError(
                f"{path} holds a run of other cases, settings, code or archive",
                hint="Give another --out, or --fresh to replace it",
            )
        folder.mend()
        return folder, sum(record.answer is not None for record in folder.records().values())
    if path.is_dir() and any(p.name not in _FILES for p in path.iterdir()):
        raise InputError(f"{path} holds other files", hint="Give an empty or a new folder as --out")
    for name in _FILES:  # left by a run that was cut off before it had begun
        (path / name).unlink(missing_ok=True)
    folder.begin(manifest, cases)
    return folder, 0
