"""Fits the temperature of a checker's probabilities (Guo et al. 2017) on held-out pairs; writes `model.json`.

    python -m training.calibrate_checker --data DATA --model runs/checker-int8

The pairs are every fourth of LingNLI's validation set; `evaluate_checker` reports on the others.
"""

import argparse
import json
from pathlib import Path

import numpy as np

from training.checker_sets import read_nli
from training.pair_checker import OnnxChecker


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--limit", type=int, default=1500)
    args = parser.parse_args()
    path = args.model / "model.json"
    about = json.loads(path.read_text(encoding="utf-8"))
    about["calibration"] = {"temperature": 1.0}
    path.write_text(json.dumps(about, indent=2) + "\n", encoding="utf-8")
    checker = OnnxChecker(args.model)
    pairs = read_nli(args.data / "checker/lingnli/lingnli_val.jsonl.gz", "lingnli")[::4][: args.limit]
    logits = np.log([checker.probabilities(pair.claim, pair.evidence) for pair in pairs])
    labels = np.array([pair.label for pair in pairs])

    def loss(temperature: float) -> float:
        scaled = logits / temperature
        shares = scaled - np.log(np.exp(scaled).sum(axis=1, keepdims=True))
        return float(-shares[np.arange(len(labels)), labels].mean())

    best = min((loss(t), t) for t in np.arange(0.5, 3.01, 0.05))
    print(f"temperature {best[1]:.2f}: cross-entropy {best[0]:.3f}, {loss(1.0):.3f} without")
    about["calibration"] = {"temperature": round(float(best[1]), 2)}
    path.write_text(json.dumps(about, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
