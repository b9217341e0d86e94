"""Measures a checker on LingNLI's validation pairs that did not calibrate it; they trained nothing.

    python -m training.evaluate_checker --data DATA --model runs/checker-int8

`training.verdict` measures it on citations judged by people.
"""

import argparse
from pathlib import Path

import numpy as np

from training.checker_sets import read_nli
from training.intervals import interval
from training.pair_checker import OnnxChecker


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--limit", type=int, help="pairs, evenly spaced")
    args = parser.parse_args()
    checker = OnnxChecker(args.model)
    path = args.data / "checker/lingnli/lingnli_val.jsonl.gz"
    pairs = [pair for n, pair in enumerate(read_nli(path, "lingnli")) if n % 4]
    if args.limit and args.limit < len(pairs):
        pairs = [pairs[n * len(pairs) // args.limit] for n in range(args.limit)]
    guesses = [int(np.argmax(checker.probabilities(pair.claim, pair.evidence))) for pair in pairs]
    right = [float(guess == pair.label) for guess, pair in zip(guesses, pairs, strict=True)]
    print(f"LingNLI val accuracy {interval(right, [pair.evidence for pair in pairs])} of {len(pairs)}")
    for label, name in enumerate(("supported", "unsupported", "contradicted")):
        here = [r for r, pair in zip(right, pairs, strict=True) if pair.label == label]
        print(f"  of {len(here)} {name}: {sum(here) / len(here):.3f}")


if __name__ == "__main__":
    main()
