"""The options that the benches of speed share."""

import argparse
from pathlib import Path


def parser_of(doc: str | None, *positional: str, work: bool = False) -> argparse.ArgumentParser:
    """Return a parser with `--out`, and with `--work` where it is asked for.

    Args:
        doc: what the bench says of itself.
        positional: `texts` takes one path or more, any other name one path.
        work: whether the bench makes files that are no results.
    """
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawTextHelpFormatter)
    for name in positional:
        parser.add_argument(name, type=Path, nargs="+" if name == "texts" else None)
    if work:
        parser.add_argument("--work", type=Path, default=Path("runs/speed/work"))
    parser.add_argument("--out", type=Path, default=Path("runs/speed"))
    return parser
