"""Trains the blend of base scorer and reader: `app/extractive/reading_scorer.json`.

    python -m training.reading_scorer DATA --cache DIR [--questions N]

As `training.sentence_scorer` fits the base: a rank over the sentences of a question, then the probability
that the best ones answer, over questions as found, with the gold paragraph taken out, and with the gold
sentence taken out. On questions that trained no reader: of QED's development set, and of the new-wiki
paragraphs that are held out.

It prints, set by set, how well each threshold tells what can be answered from what cannot; `answer_at` in
`app/extractive/choosing.py` is the best of them.
"""

import argparse
import json
import random
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from app.extractive.reading_scorer import (
    EVIDENCE_FINDINGS,
    SENTENCE_FINDINGS,
    Findings,
    ReadingScorer,
    ReadingWeights,
)
from app.extractive.scorer import LinearScorer
from app.reader import OnnxReader
from bench.embedding_cache import CachedEmbedder
from bench.evidence_tables import Table, tables
from bench.paragraph_pool import ParagraphPool
from bench.question_sets import flat_form, squad_form
from training.reader_sets import held_out
from training.sentence_scorer import Row, fit_probability, fit_rank

SEED = 13
PARAGRAPHS = 1600  # of a pool


def rows_of(found: Sequence[Table], scorer: ReadingScorer, answerable: bool, group: str) -> list[Row]:
    """Return what the fits see of each question."""
    rows = []
    for table in found:
        findings = scorer.findings(table.asked.question, table.evidence)
        rows.append(Row(findings.sentences, findings.evidence, table.gold, answerable, group))
    return rows


def show_thresholds(rows: Sequence[Row], weights: ReadingWeights) -> None:
    """Print the balanced accuracy of answering or abstaining at each threshold, by set and on average."""
    best = [weights.probabilities(Findings(row.sentences, row.evidence, [])).max() for row in rows]
    groups = sorted({row.group for row in rows})
    print("threshold", *groups, "mean")
    for threshold in np.arange(0.10, 0.65, 0.05):
        right: dict[tuple[str, bool], list[bool]] = defaultdict(list)
        for row, p in zip(rows, best, strict=True):
            right[row.group, row.answerable].append(bool(p >= threshold) == row.answerable)
        shares = [float(np.mean([np.mean(right[group, can]) for can in (True, False)])) for group in groups]
        print(f"{threshold:.2f}", *(f"{share:.3f}" for share in [*shares, np.mean(shares)]))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True, help="the reader's folder")
    parser.add_argument("--questions", type=int, default=500, help="of each set")
    parser.add_argument("--out", type=Path, default=Path("app/extractive/reading_scorer.json"))
    options = parser.parse_args()
    from index.embedding.minilm import MiniLmEmbedder

    embedder = CachedEmbedder(MiniLmEmbedder(), options.cache)
    base = LinearScorer(embedder)
    untrained = ReadingWeights(np.zeros(len(SENTENCE_FINDINGS)), np.zeros(len(EVIDENCE_FINDINGS)), 1.0, 0.0)
    scorer = ReadingScorer(base, OnnxReader(options.model), untrained)
    reader = options.data / "reader"
    sets = [
        squad_form(reader / "squadshifts/new_wiki_v1.0.json.gz", "new_wiki"),
        flat_form(reader / "qed_nq/qed_dev.jsonl.gz", "qed"),
    ]
    pick = random.Random(SEED)
    rows: list[Row] = []
    for one in sets:
        paragraphs = pick.sample(one.paragraphs, min(len(one.paragraphs), PARAGRAPHS))
        unseen = held_out(p.text for p in one.paragraphs)
        keys = {p.key for p in paragraphs if one.name == "qed" or p.text in unseen}
        asked = [a for a in one.asked if a.gold and a.gold.keys() <= keys]
        asked = pick.sample(asked, min(len(asked), options.questions))
        folder = tempfile.TemporaryDirectory(prefix="groundwire-training-")
        pool = ParagraphPool(paragraphs, embedder, Path(folder.name))
        half = len(asked) // 2
        rows += rows_of(list(tables(pool, base, asked)), scorer, True, one.name)
        rows += rows_of(list(tables(pool, base, asked[:half], "passage")), scorer, False, one.name)
        rows += rows_of(list(tables(pool, base, asked[half:], "sentence")), scorer, False, one.name)
        print(f"{one.name}: {len(paragraphs)} paragraphs, {len(asked)} questions", flush=True)
    rank = fit_rank(rows)
    slope, evidence, constant = fit_probability(rows, rank, EVIDENCE_FINDINGS)
    out = {
        "rank": dict(zip(SENTENCE_FINDINGS, rank.round(4).tolist(), strict=True)),
        "evidence": dict(zip(EVIDENCE_FINDINGS, evidence.round(4).tolist(), strict=True)),
        "whole": {"slope": round(slope, 4), "constant": round(constant, 4)},
    }
    options.out.write_text(json.dumps(out, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(out))
    show_thresholds(rows, ReadingWeights(rank, evidence, slope, constant))


if __name__ == "__main__":
    main()
