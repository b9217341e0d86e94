"""The revision that a derived index has reached, noted in a file beside it."""

import json
import os
from pathlib import Path


def read_note(path: Path, form: int) -> int | None:
    """Return the revision noted, None when there is no note or one of another form of index."""
    try:
        state = json.loads(path.read_bytes())
        return int(state["revision"]) if state["format"] == form else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_note(path: Path, form: int, revision: int) -> None:
    """Note a revision so that it survives a crash; called only once what it stands for does.

    Raises:
        OSError: the file cannot be written.
    """
    fresh = path.with_suffix(".new")
    with fresh.open("w", encoding="utf-8") as file:
        json.dump({"format": form, "revision": revision}, file)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
