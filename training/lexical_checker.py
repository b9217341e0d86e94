"""Train `app/verify/lexical.json`: python training/lexical_checker.py CHECKER_DIR OUT [--evaluate].

Trains on FoolMeTwice dev and test (Apache-2.0; Wikipedia CC BY-SA) and FEVEROUS-S dev (MIT; CC BY-SA 3.0):
claims with their gold evidence (supported, refuted) and with the gold evidence of another claim on the same
page or of the same kind (not supported). Word weights come from the same evidence. `--evaluate` prints the
area under the ROC curve on WiCE dev and AttributionBench dev, which train nothing.
"""

import argparse
import gzip
import json
import math
from collections import Counter
from pathlib import Path
from random import Random

import numpy as np

from app.verify.lexical import FEATURES, features
from app.words import words_of

STEMS = 3000
SEED = 7


def rows(path: Path) -> list[dict]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def text_of(evidence: object) -> str:
    if isinstance(evidence, str):
        return evidence
    if isinstance(evidence, dict):
        return text_of(evidence.get("text", ""))
    return " ".join(text_of(part) for part in evidence) if isinstance(evidence, list) else ""


def training_pairs(folder: Path) -> list[tuple[str, str, int]]:
    items = []
    for name in (
        "fool_me_twice_devtest/fm2_dev",
        "fool_me_twice_devtest/fm2_test",
        "feverous_s_dev/feverous_s_dev",
    ):
        for row in rows(folder / f"{name}.jsonl.gz"):
            evidence = text_of(row.get("gold_evidence") or row.get("evidence"))
            if evidence:
                items.append(
                    (
                        row["claim"],
                        evidence,
                        row["label"].lower().startswith("support"),
                        row.get("wikipedia_page"),
                    )
                )
    rng = Random(SEED)
    pairs = [(claim, evidence, int(label)) for claim, evidence, label, _ in items]
    pages: dict[object, list[str]] = {}
    for _, evidence, _, page in items:
        pages.setdefault(page, []).append(evidence)
    for claim, evidence, _, page in items:
        others = [e for e in pages[page] if e != evidence] or [rng.choice(items)[1]]
        pairs.append((claim, rng.choice(others), 0))
    return pairs


def weights_of_words(texts: list[str]) -> dict[str, float]:
    seen: Counter[str] = Counter()
    for text in texts:
        seen.update({k for w in words_of(text) if w.content for k in w.keys})
    return {k: round(math.log(len(texts) / n), 2) for k, n in sorted(seen.most_common(STEMS))}


def fit(x: np.ndarray, y: np.ndarray, ridge: float = 1e-3, steps: int = 50) -> np.ndarray:
    """Newton's method on the penalised log likelihood, classes weighed alike; the last weight is the bias."""
    x = np.hstack([x, np.ones((len(x), 1))])
    each = np.where(y == 1, 0.5 / y.mean(), 0.5 / (1 - y.mean()))
    w = np.zeros(x.shape[1])
    for _ in range(steps):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (each * (p - y)) / len(y) + ridge * w
        hessian = (x.T * (each * p * (1 - p))) @ x / len(y) + ridge * np.eye(len(w))
        w -= np.linalg.solve(hessian, gradient)
    return w


def auc(scores: np.ndarray, y: np.ndarray) -> float:
    order = scores.argsort(kind="stable")
    ranks = np.empty(len(scores))
    ranks[order] = np.arange(1, len(scores) + 1)
    positive = y.sum()
    return float((ranks[y == 1].sum() - positive * (positive + 1) / 2) / (positive * (len(y) - positive)))


def evaluation_sets(folder: Path) -> dict[str, list[tuple[str, str, int]]]:
    sets: dict[str, list[tuple[str, str, int]]] = {"wice": []}
    for row in rows(folder / "wice/oracle_chunks_dev.jsonl.gz"):
        sets["wice"].append((row["claim"], " ".join(row["evidence"]), int(row["label"] == "supported")))
    for row in rows(folder / "attributionbench_dev/dev.jsonl.gz"):
        item = (row["claim"], " ".join(row["references"]), int(row["attribution_label"] == "attributable"))
        sets.setdefault(row["src_dataset"], []).append(item)
        sets.setdefault("attributionbench", []).append(item)
    return sets


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--evaluate", action="store_true")
    args = parser.parse_args()
    pairs = training_pairs(args.folder)
    idf = weights_of_words([evidence for _, evidence, _ in pairs])
    unseen = round(max(idf.values()) + 0.5, 2)
    x = np.array([features(c, e, idf, unseen) for c, e, _ in pairs])
    y = np.array([label for _, _, label in pairs])
    mean, scale = x.mean(0), x.std(0) + 1e-9
    w = fit((x - mean) / scale, y)
    print(f"{len(pairs)} pairs, AUC on them {auc(((x - mean) / scale) @ w[:-1], y):.3f}")
    model = {
        "features": list(FEATURES),
        "mean": [round(float(v), 5) for v in mean],
        "scale": [round(float(v), 5) for v in scale],
        "weights": [round(float(v), 5) for v in w[:-1]],
        "bias": round(float(w[-1]), 5),
        "unseen": unseen,
        "idf": idf,
    }
    args.out.write_text(json.dumps(model, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    if args.evaluate:
        for name, items in evaluation_sets(args.folder).items():
            values = np.array([features(c, e, idf, unseen) for c, e, _ in items])
            scores = ((values - mean) / scale) @ w[:-1] + w[-1]
            labels = np.array([label for _, _, label in items])
            p = 1 / (1 + np.exp(-scores))
            ba = ((p[labels == 1] >= 0.5).mean() + (p[labels == 0] < 0.5).mean()) / 2
            print(f"{name}: {len(items)} claims, AUC {auc(scores, labels):.3f}, balanced accuracy {ba:.3f}")


if __name__ == "__main__":
    main()
