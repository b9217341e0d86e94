"""Cold time of `groundwire --help` and `groundwire ask` beside the bare imports of the libraries they use.

    python bench/cold_start.py ARCHIVE [--runs N]

Every run is a new process; the commands and their imports take turns, and medians are compared.
"""

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
QUESTION = "How many people died in the fire on the Calla Rune?"
IMPORTS = {
    "help": "import typer, rich",
    "ask": "import typer, rich, numpy, sqlalchemy, pydantic_settings, onnxruntime, tokenizers, tantivy,"
    " tiktoken",
}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("archive", type=Path)
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    python = [sys.executable]
    command = [*python, str(ROOT / "groundwire.py")]
    pairs = {
        "groundwire --help": ([*command, "--help"], [*python, "-c", IMPORTS["help"]]),
        "groundwire ask": (
            [*command, "ask", QUESTION, "--archive", str(options.archive)],
            [*python, "-c", IMPORTS["ask"]],
        ),
    }
    print("| command | seconds, median | its bare imports | ratio |\n| --- | ---: | ---: | ---: |")
    for name, (ours, bare) in pairs.items():
        times: tuple[list[float], list[float]] = ([], [])
        for run in range(options.runs + 1):
            for kept, arguments in zip(times, (ours, bare), strict=True):
                start = time.perf_counter()
                subprocess.run(arguments, check=True, capture_output=True)
                if run:  # the first warms the disk
                    kept.append(time.perf_counter() - start)
        a, b = map(statistics.median, times)
        print(f"| `{name}` | {a:.2f} | {b:.2f} | {a / b:.2f} |")


if __name__ == "__main__":
    main()
