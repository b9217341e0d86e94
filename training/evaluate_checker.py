"""Measures a checker on sets that it was not trained on, alone and beside plain word features.

    python -m training.evaluate_checker --data DATA --model app/models/checker

LingNLI's validation pairs (those that did not calibrate): accuracy. WiCE and AttributionBench: supported or
not, as the best window of three sentences; the area under the ROC curve of the checker, of word features, and
of both by a logistic model, cross-validated so that chunks of one claim (WiCE) or claims of one set
(AttributionBench) are never on both sides.
"""

import argparse
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from app.checker import OnnxChecker
from training.calibrate_reader import fit_logistic
from training.checker_sets import SUPPORTED, Pair, read_attribution, read_nli, read_wice
from training.intervals import interval
from training.reader_examples import sentences

_WORD = re.compile(r"\w+")


def windows(text: str, size: int = 3) -> list[str]:
    """Return the runs of `size` sentences of a text, every second one."""
    spans = sentences(text)
    starts = range(0, max(1, len(spans) - size + 2), 2)
    return [text[spans[at][0] : spans[min(len(spans), at + size) - 1][1]] for at in starts if at < len(spans)]


def word_features(pair: Pair, parts: Sequence[str], rarity: dict[str, float]) -> list[float]:
    """Return how much of the claim's words, figures and names the evidence and its best window hold."""
    claim = _WORD.findall(pair.claim.lower())
    held = set(_WORD.findall(pair.evidence.lower()))
    weight = [rarity.get(word, max(rarity.values())) for word in claim]

    def cover(words: set[str]) -> float:
        return sum(w for word, w in zip(claim, weight, strict=True) if word in words) / (sum(weight) or 1)

    best = max((cover(set(_WORD.findall(part.lower()))) for part in parts), default=0.0)
    figures = re.findall(r"\d[\d,.]*", pair.claim)
    names = re.findall(r"(?<=[a-z,] )[A-Z]\w+", pair.claim)
    return [
        cover(held),
        best,
        sum(word in held for word in claim) / max(1, len(claim)),
        _run(claim, _WORD.findall(pair.evidence.lower())) / max(1, len(claim)),
        sum(one in pair.evidence for one in figures) / len(figures) if figures else 1.0,
        sum(one in pair.evidence for one in names) / len(names) if names else 1.0,
        len(claim) / 30,
        float(bool(figures)),
        float(min(weight) < 0.5),
    ]


def _run(claim: list[str], evidence: list[str]) -> int:
    """Length of the longest run of words that both share."""
    places: dict[str, list[int]] = {}
    for at, word in enumerate(evidence):
        places.setdefault(word, []).append(at)
    best, ending = 0, {}
    for word in claim:
        ending = {at: ending.get(at - 1, 0) + 1 for at in places.get(word, [])}
        best = max([best, *ending.values()])
    return best


def auc(scores: np.ndarray, labels: np.ndarray) -> float:
    """Return how often a supported claim scores above one that is not (ties count half)."""
    up, down = scores[labels == 1], scores[labels == 0]
    return float(((up[:, None] > down).sum() + 0.5 * (up[:, None] == down).sum()) / (len(up) * len(down)))


def balanced(scores: np.ndarray, labels: np.ndarray, threshold: float = 0.5) -> float:
    """Return the mean of the two classes' accuracies."""
    said = scores >= threshold
    return float((said[labels == 1].mean() + (~said[labels == 0]).mean()) / 2)


def crossed(features: np.ndarray, labels: np.ndarray, folds: np.ndarray) -> np.ndarray:
    """Return the probability of each row by a logistic model fitted on the other folds, classes balanced."""
    found = np.zeros(len(labels))
    for fold in np.unique(folds):
        out = folds == fold
        mean, spread = features[~out].mean(axis=0), features[~out].std(axis=0) + 1e-6
        design = np.hstack([(features - mean) / spread, np.ones((len(features), 1))])
        train, gold = design[~out], labels[~out]
        weights = fit_logistic(train, gold, ridge=1.0)
        shift = np.log(gold.mean() / (1 - gold.mean()))
        found[out] = 1 / (1 + np.exp(-(design[out] @ weights - shift)))
    return found


def judge(name: str, pairs: list[Pair], folds: np.ndarray, checker: OnnxChecker) -> None:
    """Print the figures of a set of claims with long evidence."""
    counts: dict[str, int] = {}
    for pair in pairs:
        for word in set(_WORD.findall(pair.evidence.lower())):
            counts[word] = counts.get(word, 0) + 1
    rarity = {word: float(np.log(1 + len(pairs) / n)) for word, n in counts.items()}
    words, models = [], []
    for pair in pairs:
        parts = windows(pair.evidence)[:40]
        shares = np.array([checker.probabilities(pair.claim, part) for part in parts])
        logits = np.log(np.clip(shares, 1e-6, 1))
        best = int(shares[:, 0].argmax())
        models.append([*logits[best], logits[:, 2].max() - logits[:, 0].max()])
        words.append(word_features(pair, parts, rarity))
    labels = np.array([float(pair.label == SUPPORTED) for pair in pairs])
    if any(len(np.unique(labels[folds != fold])) < 2 for fold in np.unique(folds)):
        print(f"{name}: not scored, a class is missing among {len(pairs)} claims")
        return
    lexical, model = np.array(words), np.array(models)
    print(f"{name}: {len(pairs)} claims, {labels.mean():.2f} supported")
    print(f"  checker alone, best window: AUC {auc(model[:, 0], labels):.3f}")
    for title, table in (("words", lexical), ("checker", model), ("both", np.hstack([lexical, model]))):
        p = crossed(table, labels, folds)
        print(f"  {title}, crossed: AUC {auc(p, labels):.3f}, balanced accuracy {balanced(p, labels):.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--limit", type=int, help="pairs of each set, evenly spaced")
    args = parser.parse_args()
    checker = OnnxChecker(args.model)
    folder = args.data / "checker"
    pairs = read_nli(folder / "lingnli/lingnli_val.jsonl.gz", "lingnli")
    pairs = spaced([pair for n, pair in enumerate(pairs) if n % 4], args.limit)
    right = [
        float(int(np.argmax(checker.probabilities(pair.claim, pair.evidence))) == pair.label)
        for pair in pairs
    ]
    print(f"LingNLI val accuracy {interval(right, [pair.evidence for pair in pairs])} of {len(pairs)}")
    wice = spaced(read_wice(folder / "wice/oracle_chunks_dev.jsonl.gz"), args.limit)
    judge("WiCE dev", wice, np.array([hash_fold(pair.source) for pair in wice]), checker)
    attributed = spaced(read_attribution(folder / "attributionbench_dev/dev.jsonl.gz"), args.limit)
    judge("AttributionBench dev", attributed, np.array([pair.source for pair in attributed]), checker)


def spaced(pairs: list[Pair], limit: int | None) -> list[Pair]:
    """Return at most `limit` pairs, evenly spaced."""
    if limit is None or limit >= len(pairs):
        return pairs
    return [pairs[n * len(pairs) // limit] for n in range(limit)]


def hash_fold(name: str, folds: int = 5) -> int:
    """Return a fold that depends on the name alone."""
    return sum(ord(letter) * (n + 1) for n, letter in enumerate(name)) % folds


if __name__ == "__main__":
    main()
