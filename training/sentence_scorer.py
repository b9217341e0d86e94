"""Trains the sentence scorer: `app/extractive/sentence_scorer.json`.

python -m training.sentence_scorer DATA_DIR --cache DIR

Two fits by Newton's method, so that the same data give the same numbers:
1. rank: among the sentences of a question's evidence, those with the gold answer (conditional logistic
   regression, McFadden 1974: softmax over the sentences, the gold ones together);
2. probability: whether the best-ranked sentence answers, over questions as found, with the gold paragraph
   taken out, and with only the gold sentence taken out (logistic regression, Platt 1999).

Trains on SQuADShifts (new wiki, Reddit) and QED; CLAPNQ and XQuAD only test.
"""

import argparse
import hashlib
import json
import pickle
import random
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from app.extractive.features import EVIDENCE_FEATURES, SENTENCE_FEATURES
from app.extractive.scorer import Coefficients, LinearScorer
from bench.embedding_cache import CachedEmbedder
from bench.evidence_tables import Table, tables
from bench.paragraph_pool import ParagraphPool
from bench.question_sets import Asked, Paragraph, flat_form, squad_form
from index.embedding.base import Embedder
from index.embedding.minilm import MiniLmEmbedder

SEED = 7


@dataclass(frozen=True)
class Row:
    """What training keeps of a question."""

    sentences: np.ndarray
    evidence: np.ndarray
    gold: np.ndarray
    answerable: bool
    group: str


def rows_of(found: Iterable[Table], answerable: bool, group: str) -> list[Row]:
    return [Row(t.features.sentences, t.features.evidence, t.gold, answerable, group) for t in found]


def fit_rank(rows: Sequence[Row], ridge: float = 5.0) -> np.ndarray:
    """Return the weights of the sentence features, on standardised features put back to their own scale."""
    useful = [r for r in rows if r.answerable and r.gold.any() and not r.gold.all()]
    spread = np.concatenate([r.sentences for r in useful]).std(axis=0)
    scale = np.where(spread > 1e-9, spread, 1.0)
    scaled = [(r.sentences / scale, r.gold) for r in useful]
    beta = np.zeros(len(scale))
    loss, gradient, hessian = _rank_loss(scaled, beta, ridge)
    for _ in range(40):
        step = np.linalg.solve(hessian, gradient)
        size = 1.0
        while (new := _rank_loss(scaled, beta - size * step, ridge))[0] > loss and size > 1e-4:
            size /= 2
        beta, gained = beta - size * step, loss - new[0]
        loss, gradient, hessian = new
        if gained < 1e-6 * loss:
            break
    print(f"rank: {len(useful)} questions, loss {loss / len(useful):.3f}")
    return np.asarray(beta / scale)


def _rank_loss(
    rows: Sequence[tuple[np.ndarray, np.ndarray]], beta: np.ndarray, ridge: float
) -> tuple[float, np.ndarray, np.ndarray]:
    """Loss, gradient and (as an upper bound) curvature of the softmax over the sentences of each question."""
    loss, gradient, hessian = ridge / 2 * float(beta @ beta), ridge * beta, ridge * np.eye(len(beta))
    for x, gold in rows:
        logit = x @ beta
        p = np.exp(logit - logit.max())
        p /= p.sum()
        q = np.where(gold, p, 0.0)
        share = max(float(q.sum()), 1e-12)
        loss -= float(np.log(share))
        gradient = gradient + (x.T @ (p - q / share))
        mean = x.T @ p
        hessian = hessian + ((x.T * p) @ x - np.outer(mean, mean))
    return loss, gradient, hessian


def fit_probability(
    rows: Sequence[Row],
    rank: np.ndarray,
    names: Sequence[str] = EVIDENCE_FEATURES,
    ridge: float = 100.0,
) -> tuple[float, np.ndarray, float]:
    """Return slope, weights of the evidence features `names`, and constant.

    What speaks for an answer may not count against one: weights that would turn negative are held at 0, but
    for those that only say what kind of question it is.
    """
    best = [int(np.argmax(row.sentences @ rank)) for row in rows]
    x = np.array([[row.sentences[i] @ rank, *row.evidence, 1.0] for row, i in zip(rows, best, strict=True)])
    y = np.array([float(row.gold[i] and row.answerable) for row, i in zip(rows, best, strict=True)])
    centre, spread = x.mean(axis=0), x.std(axis=0)
    centre[-1], scale = 0.0, np.where(spread > 1e-9, spread, 1.0)
    x = (x - centre) / scale
    signed = np.array([True, *(not name.startswith("asks_") for name in names), False])
    keep = np.full(len(signed), ridge)
    keep[-1] = 1e-6
    beta, free = np.zeros(len(signed)), np.ones(len(signed), bool)
    while True:
        for _ in range(50):
            p = 1 / (1 + np.exp(-(x @ beta)))
            gradient = x.T @ (y - p) - keep * beta
            hessian = (x.T * (p * (1 - p))) @ x + np.diag(keep)
            step = np.linalg.solve(hessian[np.ix_(free, free)], gradient[free])
            beta[free] += step
            if np.abs(step).max() < 1e-6:
                break
        wrong = free & signed & (beta < 0)
        if not wrong.any():
            break
        beta[wrong], free = 0.0, free & ~wrong
    beta = beta / scale
    return float(beta[0]), beta[1:-1], float(beta[-1] - beta[:-1] @ centre[:-1])


@dataclass(frozen=True)
class Source:
    """A training set: how many of its paragraphs make the pool, and how many questions are asked."""

    path: str
    name: str
    paragraphs: int
    questions: int


SOURCES = (
    Source("squadshifts/new_wiki_v1.0.json.gz", "new_wiki", 1581, 600),
    Source("squadshifts/reddit_v1.0.json.gz", "reddit", 200, 80),
    Source("qed_nq/qed_train.jsonl.gz", "qed", 300, 200),
    Source("qed_nq/qed_dev.jsonl.gz", "qed-dev", 300, 300),
)


def load(source: Source, reader: Path) -> tuple[list[Paragraph], list[Asked]]:
    """Return a sample; unanswerable questions and their nearest paragraphs are all in it."""
    pick = random.Random(SEED)
    squad = source.path.startswith("squadshifts")
    one = (squad_form if squad else flat_form)(reader / source.path, source.name)
    needed = {asked.near for asked in one.asked if not asked.gold}
    rest = [p for p in one.paragraphs if p.key not in needed]
    paragraphs = [p for p in one.paragraphs if p.key in needed]
    paragraphs += pick.sample(rest, min(len(rest), source.paragraphs - len(paragraphs)))
    keys = {paragraph.key for paragraph in paragraphs}
    answerable = [a for a in one.asked if a.gold and a.gold.keys() <= keys]
    unanswerable = [a for a in one.asked if not a.gold]
    count = source.questions - len(unanswerable)
    return paragraphs, pick.sample(answerable, min(len(answerable), count)) + unanswerable


def gather(source: Source, reader: Path, scorer: LinearScorer, embedder: Embedder) -> list[Row]:
    """Return the rows of a set: as found, and with what answers taken out."""
    paragraphs, asked = load(source, reader)
    folder = tempfile.TemporaryDirectory(prefix="groundwire-training-")
    pool = ParagraphPool(paragraphs, embedder, Path(folder.name))
    answerable = [a for a in asked if a.gold]
    half = len(answerable) // 2
    rows = rows_of(tables(pool, scorer, answerable), True, source.name)
    rows += rows_of(tables(pool, scorer, [a for a in asked if not a.gold]), False, source.name)
    rows += rows_of(tables(pool, scorer, answerable[:half], "passage"), False, source.name)
    rows += rows_of(tables(pool, scorer, answerable[half:], "sentence"), False, source.name)
    folder.cleanup()
    print(f"{source.name}: {pool.size} passages, {len(asked)} questions, {len(rows)} rows", flush=True)
    return rows


def kept(source: Source, cache: Path, reader: Path, scorer: LinearScorer, embedder: Embedder) -> list[Row]:
    """Return the rows of a set, gathered once for each list of features and each sample."""
    shape = repr((source, SENTENCE_FEATURES, EVIDENCE_FEATURES))
    path = cache / f"rows-{source.name}-{hashlib.sha256(shape.encode()).hexdigest()[:8]}.pickle"
    if not path.is_file():
        path.write_bytes(pickle.dumps(gather(source, reader, scorer, embedder)))
    return list(pickle.loads(path.read_bytes()))


def gather_all(data: Path, cache: Path) -> list[Row]:
    """Return the rows of every training set."""
    embedder = CachedEmbedder(MiniLmEmbedder(), cache)
    nothing = Coefficients(np.zeros(len(SENTENCE_FEATURES)), np.zeros(len(EVIDENCE_FEATURES)), 1.0, 0.0)
    scorer = LinearScorer(embedder, nothing)
    return [row for s in SOURCES for row in kept(s, cache, data / "reader", scorer, embedder)]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path, help="holds reader/squadshifts and reader/qed_nq")
    parser.add_argument("--cache", type=Path, required=True, help="folder that keeps vectors and rows")
    options = parser.parse_args()
    options.cache.mkdir(parents=True, exist_ok=True)
    rows = gather_all(options.data, options.cache)
    rank = fit_rank(rows)
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
