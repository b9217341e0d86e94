"""Fits the blend of words and token vectors, and the judge learned from it and the rules; measures both.

    python -m training.verdict DATA [--model CHECKER] [--window SENTENCES] [--out app/verify]

Writes blend.json and learned.json where `--out` says. Fits on FoolMeTwice and FEVEROUS (with evidence of
other claims as not supporting) and on WiCE dev's oracle chunks. WiCE is measured by cross-validation, no
claim of it on both sides; AttributionBench dev, which has no licence and trains nothing, as a whole.
`--model` measures a trained pair model beside and with them, `--window` another length of what is looked at
together.
"""

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

import numpy as np
from tqdm import tqdm

from app.verify.blend import FINDINGS, WINDOW, BlendedChecker, Logistic
from app.verify.learned import LEARNED_FINDINGS, LearnedVerifier
from app.verify.lexical import FEATURES, LexicalChecker
from eval.calibration.evidence import cited_sentences
from index.embedding.minilm import MiniLmEmbedder
from training.checker_sets import SUPPORTED, Pair, read_attribution, read_wice
from training.intervals import interval
from training.lexical_checker import training_pairs
from training.logistic import fit_logistic
from training.pair_checker import OnnxChecker

RIDGE = 3.0
FOLDS = 5
FACTS = 3000  # of FoolMeTwice and FEVEROUS; together they count as much as WiCE
Table = tuple[np.ndarray, np.ndarray, list[str]]  # findings, whether supported, where a claim comes from
BLEND = slice(len(FEATURES), len(FEATURES) + len(FINDINGS))
LEARNED = slice(len(FEATURES), len(FEATURES) + len(LEARNED_FINDINGS))
PAIR = slice(LEARNED.stop, LEARNED.stop + 3)


def auc(scores: np.ndarray, labels: np.ndarray) -> float:
    """Return how often a supported claim scores above one that is not (ties count half)."""
    up, down = scores[labels == 1], scores[labels == 0]
    return float(((up[:, None] > down).sum() + 0.5 * (up[:, None] == down).sum()) / (len(up) * len(down)))


def fit(tables: Sequence[tuple[np.ndarray, np.ndarray]]) -> tuple[np.ndarray, float]:
    """Return weights and bias of a logistic model; each table counts alike, and in it both classes."""
    rows = np.concatenate([x for x, _ in tables])
    labels = np.concatenate([y for _, y in tables])
    each = np.concatenate([_balance(y) for _, y in tables]) * len(rows) / len(tables)
    mean, scale = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    found = fit_logistic(
        np.hstack([(rows - mean) / scale, np.ones((len(rows), 1))]), labels, ridge=RIDGE, each=each
    )
    weights = found[:-1] / scale
    return weights, float(found[-1] - weights @ mean)


def _balance(labels: np.ndarray) -> np.ndarray:
    """Return weights that sum to 1 and give both classes the same."""
    return np.where(labels == 1, 0.5 / labels.sum(), 0.5 / (1 - labels).sum())


def predict(model: tuple[np.ndarray, float], rows: np.ndarray) -> np.ndarray:
    """Return the probability of support of each row."""
    return 1 / (1 + np.exp(-(rows @ model[0] + model[1])))


def crossed(facts: Table, wice: Table, columns: np.ndarray) -> np.ndarray:
    """Return the probability of each claim of WiCE by a model fitted on the facts and the other folds."""
    rows, labels, sources = wice
    folds = np.array([fold_of(source) for source in sources])
    found = np.zeros(len(labels))
    for fold in range(FOLDS):
        out = folds == fold
        model = fit([(facts[0][:, columns], facts[1]), (rows[~out][:, columns], labels[~out])])
        found[out] = predict(model, rows[out][:, columns])
    return found


def report(title: str, p: np.ndarray, labels: np.ndarray, groups: Sequence[str]) -> None:
    """Print a line of AUC and balanced accuracy, the latter with an interval."""
    right = (p >= 0.5) == (labels == 1)
    each = [float(r) / (2 * np.mean(labels == one)) for r, one in zip(right, labels, strict=True)]
    print(f"| {title} | {auc(p, labels):.3f} | {interval(each, list(groups))} |")


def fold_of(name: str) -> int:
    """Return a fold that depends on the name alone."""
    return sum(ord(letter) * (n + 1) for n, letter in enumerate(name)) % FOLDS


def gatherer(model: Path | None, window: int = WINDOW) -> Callable[[Pair], np.ndarray]:
    """Return what makes a row of a pair: word features, the blend's findings, a pair model's logarithms."""
    lexical = LexicalChecker()
    blend = BlendedChecker(MiniLmEmbedder(), lexical=lexical, window=window)
    nothing = Logistic(np.zeros(len(LEARNED_FINDINGS)), 0.0)
    learned = LearnedVerifier(blend, weights=nothing)
    checker = OnnxChecker(model) if model else None

    def row(pair: Pair) -> np.ndarray:
        cited = cited_sentences([pair.evidence])
        parts = [lexical.values(pair.claim, pair.evidence), learned.findings(pair.claim, cited)]
        if checker:
            window, _ = blend.window_of(pair.claim, pair.evidence)
            parts.append(np.log(np.clip(checker.weigh(pair.claim, [window])[0], 1e-6, 1.0)))
        return np.concatenate(parts)

    return row


def gather(pairs: list[Pair], row: Callable[[Pair], np.ndarray], title: str) -> Table:
    """Return the findings, whether people held each claim supported, and where it comes from."""
    rows = np.array([row(pair) for pair in tqdm(pairs, title, mininterval=10)])
    return rows, np.array([float(pair.label == SUPPORTED) for pair in pairs]), [p.source for p in pairs]


def read_facts(folder: Path) -> list[Pair]:
    """Return some of the claims that the word model is trained on."""
    pairs = training_pairs(folder)
    Random(3).shuffle(pairs)
    return [
        Pair(claim, evidence, SUPPORTED if label else SUPPORTED + 1, "facts")
        for claim, evidence, label in pairs[:FACTS]
    ]


def main() -> None:
    """Print the tables and write the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--model", type=Path, help="a trained pair model to measure too")
    parser.add_argument("--window", type=int, default=WINDOW, help="sentences that are looked at together")
    parser.add_argument("--out", type=Path, help="folder to write the weights to")
    args = parser.parse_args()
    folder = args.data / "checker"
    row = gatherer(args.model, args.window)
    facts = gather(read_facts(folder), row, "facts")
    wice = gather(read_wice(folder / "wice/oracle_chunks_dev.jsonl.gz"), row, "WiCE")
    attributed = gather(read_attribution(folder / "attributionbench_dev/dev.jsonl.gz"), row, "Attribution")
    parts = {
        "eighteen word features": [slice(0, len(FEATURES))],
        "word model": [slice(BLEND.start, BLEND.start + 1)],
        "token vectors": [slice(BLEND.start + 1, BLEND.stop)],
        "word model and token vectors": [BLEND],
        "these and the rules": [LEARNED],
    }
    if args.model:
        parts |= {"pair model": [PAIR], "all of these": [LEARNED, PAIR]}
    each = np.arange(facts[0].shape[1])
    columns = {name: np.concatenate([each[part] for part in slices]) for name, slices in parts.items()}
    head = "| {} | AUC | balanced accuracy |\n| --- | ---: | ---: |"
    print(head.format(f"WiCE dev, {len(wice[1])} claims, cross-validated"))
    for name, kept in columns.items():
        report(name, crossed(facts, wice, kept), wice[1], wice[2])
    print("\n" + head.format(f"AttributionBench dev, {len(attributed[1])} claims"))
    alone = [str(n) for n in range(len(attributed[1]))]
    for name, kept in columns.items():
        model = fit([(table[:, kept], labels) for table, labels, _ in (facts, wice)])
        report(name, predict(model, attributed[0][:, kept]), attributed[1], alone)
        if name == "word model and token vectors":
            for source in sorted(set(attributed[2])):
                chosen = np.array(attributed[2]) == source
                found = predict(model, attributed[0][chosen][:, kept])
                print(f"| … of {source} | {auc(found, attributed[1][chosen]):.3f} | |")
    if args.out is None:
        return
    for name, part, findings in (("blend", BLEND, FINDINGS), ("learned", LEARNED, LEARNED_FINDINGS)):
        weights, bias = fit([(table[:, part], labels) for table, labels, _ in (facts, wice)])
        written = {finding: round(float(w), 5) for finding, w in zip(findings, weights, strict=True)}
        text = json.dumps(written | {"bias": round(bias, 5)}, indent=1) + "\n"
        (args.out / f"{name}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
