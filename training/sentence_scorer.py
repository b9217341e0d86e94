"""Trains the sentence scorer: `app/extractive/sentence_scorer.json`.

python -m training.sentence_scorer DATA_DIR [--cache DIR] [--questions N]

Two convex fits, both by Newton's method, so that the same data give the same numbers:
1. rank: among the sentences of a question's evidence, those with the gold answer (conditional logistic
   regression, McFadden 1974: softmax over the sentences, the gold ones together);
2. probability: whether the best-ranked sentences answer, over questions as found, with the gold paragraph
   taken out, and with only the gold sentence taken out (logistic regression, Platt 1999).

Trains on SQuADShifts (new wiki, Reddit, Amazon) and QED; CLAPNQ and XQuAD only test.
"""

import argparse
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from app.extractive.features import EVIDENCE_FEATURES, SENTENCE_FEATURES
from app.extractive.rarity import load_rarity
from app.extractive.scorer import Coefficients, LinearScorer
from bench.embedding_cache import CachedEmbedder
from bench.evidence_tables import Table, tables
from bench.paragraph_pool import ParagraphPool
from bench.question_sets import flat_form, squad_form

TOP = 3  # best-ranked sentences of a question from which the probability is learned
SEED = 7


@dataclass(frozen=True)
class Row:
    """What training keeps of a question."""

    sentences: np.ndarray
    evidence: np.ndarray
    gold: np.ndarray
    answerable: bool
    group: str


def rows_of(found: Sequence[Table], answerable: bool, group: str) -> list[Row]:
    return [Row(t.features.sentences, t.features.evidence, t.gold, answerable, group) for t in found]


def fit_rank(rows: Sequence[Row], weights: dict[str, float], ridge: float = 1.0) -> np.ndarray:
    """Return the weights of the sentence features, on standardised features put back to their own scale."""
    useful = [r for r in rows if r.answerable and r.gold.any() and not r.gold.all()]
    spread = np.concatenate([r.sentences for r in useful]).std(axis=0)
    scale = np.where(spread > 1e-9, spread, 1.0)
    tables_ = [(r.sentences / scale, r.gold, weights.get(r.group, 1.0)) for r in useful]
    beta = np.zeros(len(scale))
    loss, gradient, hessian = _rank_loss(tables_, beta, ridge)
    for _ in range(40):
        step = np.linalg.solve(hessian, gradient)
        size = 1.0
        while (new := _rank_loss(tables_, beta - size * step, ridge))[0] > loss and size > 1e-4:
            size /= 2
        beta, gained = beta - size * step, loss - new[0]
        loss, gradient, hessian = new
        if gained < 1e-6 * loss:
            break
    print(f"rank: {len(useful)} questions, loss {loss / len(useful):.3f}")
    return np.asarray(beta / scale)


def _rank_loss(
    rows: Sequence[tuple[np.ndarray, np.ndarray, float]], beta: np.ndarray, ridge: float
) -> tuple[float, np.ndarray, np.ndarray]:
    """Loss, gradient and (as an upper bound) curvature of the softmax over the sentences of each question."""
    loss, gradient, hessian = ridge / 2 * float(beta @ beta), ridge * beta, ridge * np.eye(len(beta))
    for x, gold, weight in rows:
        logit = x @ beta
        p = np.exp(logit - logit.max())
        p /= p.sum()
        q = np.where(gold, p, 0.0)
        share = max(float(q.sum()), 1e-12)
        loss -= weight * float(np.log(share))
        gradient = gradient + weight * (x.T @ (p - q / share))
        mean = x.T @ p
        hessian = hessian + weight * ((x.T * p) @ x - np.outer(mean, mean))
    return loss, gradient, hessian


def fit_probability(
    rows: Sequence[Row], rank: np.ndarray, ridge: float = 3.0
) -> tuple[float, np.ndarray, float]:
    """Return slope, weights of the evidence features, and constant."""
    inputs, labels, weights = [], [], []
    for row in rows:
        score = row.sentences @ rank
        for i in np.argsort(-score)[:TOP]:
            inputs.append([score[i], *row.evidence, 1.0])
            labels.append(float(row.gold[i] and row.answerable))
            weights.append(1.0)
    x, y, w = np.array(inputs), np.array(labels), np.array(weights)
    spread = x.std(axis=0)
    spread[-1] = 1.0
    scale = np.where(spread > 1e-9, spread, 1.0)
    x = x / scale
    beta = np.zeros(x.shape[1])
    keep = np.full(len(beta), ridge)
    keep[-1] = 1e-6
    for _ in range(50):
        p = 1 / (1 + np.exp(-(x @ beta)))
        gradient = x.T @ (w * (y - p)) - keep * beta
        hessian = (x.T * (w * p * (1 - p))) @ x + np.diag(keep)
        step = np.linalg.solve(hessian, gradient)
        beta += step
        if np.abs(step).max() < 1e-6:
            break
    beta = beta / scale
    return float(beta[0]), beta[1:-1], float(beta[-1])


def gather(data: Path, embedder: CachedEmbedder, questions: int) -> list[Row]:
    """Return the rows of every training set."""
    pick = random.Random(SEED)
    reader = data / "reader"
    shifts = {name: squad_form(reader / "squadshifts" / f"{name}_v1.0.json.gz", name.split("_reviews")[0])
              for name in ("new_wiki", "reddit", "amazon_reviews")}  # fmt: skip
    sets = [*shifts.values(), flat_form(reader / "qed_nq" / "qed_train.jsonl.gz", "qed")]
    untrained = LinearScorer(embedder, Coefficients(np.zeros(1), np.zeros(1), 1.0, 0.0), load_rarity())
    rows: list[Row] = []
    for one in sets:
        paragraphs = pick.sample(one.paragraphs, min(len(one.paragraphs), 1600))
        keys = {p.key for p in paragraphs}
        asked = [a for a in one.asked if a.gold and a.gold.keys() <= keys]
        asked = pick.sample(asked, min(len(asked), questions))
        pool = ParagraphPool(paragraphs, embedder)
        half = len(asked) // 2
        rows += rows_of(list(tables(pool, untrained, asked)), True, one.name)
        rows += rows_of(list(tables(pool, untrained, asked[:half], "passage")), False, one.name)
        rows += rows_of(list(tables(pool, untrained, asked[half:], "sentence")), False, one.name)
        embedder.save()
        print(f"{one.name}: {len(pool.passages)} passages, {len(asked)} questions", flush=True)
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--questions", type=int, default=1500)
    options = parser.parse_args()
    from index.embedding.minilm import MiniLmEmbedder

    embedder = CachedEmbedder(MiniLmEmbedder(), options.cache / "embeddings.npz")
    rows = gather(options.data, embedder, options.questions)
    rank = fit_rank(rows, {})
    slope, evidence, constant = fit_probability(rows, rank)
    out = {
        "rank": dict(zip(SENTENCE_FEATURES, rank.round(4).tolist(), strict=True)),
        "evidence": dict(zip(EVIDENCE_FEATURES, evidence.round(4).tolist(), strict=True)),
        "slope": round(slope, 4),
        "constant": round(constant, 4),
    }
    path = Path(__file__).parents[1] / "app" / "extractive" / "sentence_scorer.json"
    path.write_text(json.dumps(out, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
