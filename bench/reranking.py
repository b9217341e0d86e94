"""Whether the reader ranks passages better than search: how often the gold one comes first in the XQuAD pool.

    python -m bench.reranking DATA [--cache DIR] [--questions N]

The reader reads the first ten passages of each question. How much its logit counts beside the logarithm of
the rank is chosen on one half of the questions and measured on the other, both ways round.
"""

import argparse
import random
import tempfile
import time
from pathlib import Path

import numpy as np

from app.reader import OnnxReader
from bench.embedding_cache import CachedEmbedder
from bench.paragraph_pool import ParagraphPool
from bench.question_sets import squad_form
from index.embedding.minilm import MiniLmEmbedder
from training.intervals import interval

DEPTH = 10
SEED = 5
WEIGHTS = (0.0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.0)  # of the reader's logit


def firsts(logits: np.ndarray, gold: np.ndarray, weight: float) -> np.ndarray:
    """Return for each question whether the gold passage comes first; both tables are (questions, DEPTH)."""
    scores = weight * logits - np.log(np.arange(1, DEPTH + 1))
    return gold[np.arange(len(gold)), scores.argmax(axis=1)]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "groundwire-vectors")
    parser.add_argument("--questions", type=int, default=400)
    options = parser.parse_args()
    xquad = squad_form(options.data / "retrieval/xquad_en/xquad.en.json.gz", "xquad")
    others = squad_form(options.data / "reader/squadshifts/new_wiki_v1.0.json.gz", "new_wiki")
    asked = random.Random(SEED).sample(xquad.asked, min(options.questions, len(xquad.asked)))
    reader = OnnxReader()
    logits, gold = np.full((len(asked), DEPTH), -20.0), np.zeros((len(asked), DEPTH), dtype=bool)
    spent = 0.0
    with tempfile.TemporaryDirectory(prefix="groundwire-bench-") as folder:
        embedder = CachedEmbedder(MiniLmEmbedder(), options.cache)
        pool = ParagraphPool([*xquad.paragraphs, *others.paragraphs], embedder, Path(folder))
        for row, one in enumerate(asked):
            hits = pool.search(one.question, DEPTH)
            began = time.perf_counter()
            readings = reader.read(one.question, [hit.passage.text for hit in hits])
            spent += time.perf_counter() - began
            logits[row, : len(hits)] = [reading.answers for reading in readings]
            gold[row, : len(hits)] = [hit.article.article_id in one.gold for hit in hits]
    half = len(asked) // 2
    parts = [slice(0, half), slice(half, None)]
    chosen = [max(WEIGHTS, key=lambda w: firsts(logits[part], gold[part], w).mean()) for part in parts]
    crossed = np.concatenate(
        [
            firsts(logits[part], gold[part], weight)
            for part, weight in zip(parts, reversed(chosen), strict=True)
        ]
    )
    print(f"{len(asked)} questions, {pool.size} passages; gold among the first {DEPTH}: ", end="")
    print(f"{gold.any(axis=1).mean():.3f}\n\n| ranked by | gold passage first |\n| --- | --- |")
    groups = [str(n) for n in range(len(asked))]
    print(f"| search | {interval(list(gold[:, 0].astype(float)), groups)} |")
    print(f"| search and reader (weights {chosen}) | {interval(list(crossed.astype(float)), groups)} |")
    alone = gold[np.arange(len(gold)), logits.argmax(axis=1)]
    print(f"| reader alone | {interval(list(alone.astype(float)), groups)} |")
    print(f"\nreading {DEPTH} passages took {1000 * spent / len(asked):.0f} ms a question")


if __name__ == "__main__":
    main()
