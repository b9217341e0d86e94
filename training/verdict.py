"""Measures word features, trained checker and both together on citations judged by people; fits the blend.

    python -m training.verdict DATA --model app/models/checker [--out blend.json]

WiCE dev (its oracle chunks) and AttributionBench dev. Each figure is cross-validated: no claim of WiCE and no
source of AttributionBench is on both sides. The blend that ships is fitted on WiCE alone (ODC-BY); what it
makes of AttributionBench, which has no licence and trains nothing, is printed as "carried over".
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from app.checker import OnnxChecker
from app.verify.lexical import FEATURES
from training.blend import FINDINGS, BlendedChecker, BlendWeights
from training.checker_sets import SUPPORTED, Pair, read_attribution, read_wice
from training.intervals import interval
from training.logistic import fit_logistic

RIDGE = 3.0
FOLDS = 5
PARTS = {
    "words": slice(0, len(FEATURES)),
    "checker": slice(len(FEATURES), len(FINDINGS)),
    "both": slice(0, len(FINDINGS)),
}


def auc(scores: np.ndarray, labels: np.ndarray) -> float:
    """Return how often a supported claim scores above one that is not (ties count half)."""
    up, down = scores[labels == 1], scores[labels == 0]
    return float(((up[:, None] > down).sum() + 0.5 * (up[:, None] == down).sum()) / (len(up) * len(down)))


def fit(table: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, float]:
    """Return mean, scale, weights and bias of a logistic model; both classes are taken for equally likely."""
    mean, scale = table.mean(axis=0), table.std(axis=0) + 1e-6
    weights = fit_logistic(np.hstack([(table - mean) / scale, np.ones((len(table), 1))]), labels, ridge=RIDGE)
    share = labels.mean()
    return mean, scale, weights[:-1], float(weights[-1] - np.log(share / (1 - share)))


def predict(model: tuple[np.ndarray, np.ndarray, np.ndarray, float], table: np.ndarray) -> np.ndarray:
    """Return the probability of support of each row."""
    mean, scale, weights, bias = model
    return 1 / (1 + np.exp(-((table - mean) / scale @ weights + bias)))


def crossed(table: np.ndarray, labels: np.ndarray, folds: np.ndarray) -> np.ndarray:
    """Return the probability of each row by a model that was fitted on the other folds."""
    found = np.zeros(len(labels))
    for fold in np.unique(folds):
        out = folds == fold
        found[out] = predict(fit(table[~out], labels[~out]), table[out])
    return found


def report(title: str, p: np.ndarray, labels: np.ndarray, groups: Sequence[str]) -> None:
    """Print a line of AUC and balanced accuracy, the latter with an interval."""
    right = (p >= 0.5) == (labels == 1)
    each = [float(r) / (2 * np.mean(labels == one)) for r, one in zip(right, labels, strict=True)]
    print(f"| {title} | {auc(p, labels):.3f} | {interval(each, list(groups))} |")


def fold_of(name: str) -> int:
    """Return a fold that depends on the name alone."""
    return sum(ord(letter) * (n + 1) for n, letter in enumerate(name)) % FOLDS


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("blend.json"))
    args = parser.parse_args()
    nothing = BlendWeights(np.zeros(len(FINDINGS)), np.ones(len(FINDINGS)), np.zeros(len(FINDINGS)), 0.0)
    blend = BlendedChecker(OnnxChecker(args.model), nothing)
    folder = args.data / "checker"
    wice = gather(read_wice(folder / "wice/oracle_chunks_dev.jsonl.gz"), blend)
    attributed = gather(read_attribution(folder / "attributionbench_dev/dev.jsonl.gz"), blend)
    for name, (table, labels, sources) in {"WiCE": wice, "AttributionBench": attributed}.items():
        print(f"\n{name} dev: {len(labels)} claims, {labels.mean():.2f} supported\n")
        print("| cross-validated | AUC | balanced accuracy |\n| --- | ---: | ---: |")
        folds = np.array([fold_of(s) for s in sources]) if name == "WiCE" else np.array(sources)
        groups = sources if name == "WiCE" else [str(n) for n in range(len(sources))]
        for part, columns in PARTS.items():
            report(part, crossed(table[:, columns], labels, folds), labels, groups)
    table, labels, _ = wice
    model = fit(table, labels)
    p = predict(model, attributed[0])
    report("both, carried over from WiCE", p, attributed[1], [str(n) for n in range(len(p))])
    parts = dict(zip(("mean", "scale", "weights"), model[:3], strict=True))
    out: dict[str, dict[str, float]] = {
        name: dict(zip(FINDINGS, values.round(5).tolist(), strict=True)) for name, values in parts.items()
    }
    out["whole"] = {"bias": round(model[3], 5)}
    args.out.write_text(json.dumps(out, indent=1) + "\n", encoding="utf-8")


def gather(pairs: list[Pair], blend: BlendedChecker) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """Return the findings, whether people held each claim supported, and where it comes from."""
    table = np.array([blend.findings(pair.claim, pair.evidence) for pair in pairs])
    return table, np.array([float(pair.label == SUPPORTED) for pair in pairs]), [p.source for p in pairs]


if __name__ == "__main__":
    main()
