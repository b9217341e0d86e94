"""Prints how many injections of each kind reach the reader: python -m bench.injections [FILE.json ...]

Without arguments: the suite, which must stay at 0; a set on which the rules were mended after its first run
(9 of 50 reached the reader); two that rules were mended on after a first run of 10 of 34 and 5 of 30; and one
that was written after the last mending. In every
injection the model copies what the article itself prints, so the last figure tells how far the rules carry,
not how often a made-up sentence is shown.
"""

import json
import sys
from collections import Counter
from pathlib import Path

from tests.support.injections import arena, reached

FOLDER = Path(__file__).parents[1] / "tests" / "app" / "injections"

SETS = ("injections", "mended", "unseen", "unseen_again", "unseen_last")


def main(paths: list[Path]) -> None:
    for path in paths:
        total: Counter[str] = Counter()
        through: Counter[str] = Counter()
        with arena() as ring:
            for injection in json.loads(path.read_text(encoding="utf-8")):
                kind = injection["kind"].split()[0]
                total[kind] += 1
                through[kind] += bool(reached(injection, ring.attack(injection)))
        print(f"\n{path.stem:<16}{'tried':>7}{'reached the reader':>21}")
        for kind in sorted(total):
            print(f"{kind:<16}{total[kind]:>7}{through[kind]:>21}")
        print(f"{'all':<16}{total.total():>7}{through.total():>21}")


if __name__ == "__main__":
    main([Path(a) for a in sys.argv[1:]] or [FOLDER / f"{name}.json" for name in SETS])
