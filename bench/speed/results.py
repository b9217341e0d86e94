"""What the benches of speed measured: kept as JSON, so that plots can be drawn later, shown as tables."""

import json
import os
import platform
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np


def save(folder: Path, name: str, figures: dict[str, Any]) -> None:
    """Write FOLDER/NAME.json, with the machine and how busy it was."""
    folder.mkdir(parents=True, exist_ok=True)
    machine = {
        "processors": os.cpu_count(),
        "load": round(os.getloadavg()[0], 2),
        "python": platform.python_version(),
    }
    text = json.dumps({"machine": machine, **figures}, indent=1, ensure_ascii=False)
    (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def load(folder: Path, name: str) -> dict[str, Any] | None:
    """Return what was saved under a name, None when nothing was."""
    path = folder / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None


def percentile(seconds: Sequence[float], share: float) -> float:
    return float(np.percentile(seconds, share))


def ms(seconds: float) -> str:
    return f"{1000 * seconds:.1f}"


def print_table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a Markdown table; all columns but the first are aligned to the right."""
    print("| " + " | ".join(head) + " |")
    print("| --- |" + " ---: |" * (len(head) - 1))
    for row in rows:
        print("| " + " | ".join(map(str, row)) + " |")
    print(flush=True)
