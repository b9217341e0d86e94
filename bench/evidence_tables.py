"""Questions of a set, searched for and turned into feature tables, for training and for figures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from app.evidence import Evidence
from app.evidence_builder import build_evidence
from app.extractive.features import Features
from app.extractive.scorer import LinearScorer
from bench.question_sets import Asked
from index.article import Span
from index.hit import Hit, Searcher

PASSAGES = 24  # as the engine asks for


@dataclass(frozen=True)
class Table:
    """One question with its evidence, as the scorer sees it.

    Args:
        asked: the question.
        evidence: what was found for it.
        features: what the scorer sees.
        gold: for each sentence, whether it holds a whole gold span.
    """

    asked: Asked
    evidence: Evidence
    features: Features
    gold: np.ndarray


def tables(
    searcher: Searcher, scorer: LinearScorer, asked: Sequence[Asked], change: str = ""
) -> Iterator[Table]:
    """Yield a table for each question.

    Args:
        searcher: a pool that holds the paragraphs.
        scorer: sees the features.
        asked: the questions.
        change: "" as found; "passage" with the gold paragraphs taken out of what was found, "sentence" with
            only their gold sentences taken out: both leave nothing that answers.
    """
    for one in asked:
        hits = searcher.search(one.question, PASSAGES)
        if change == "passage":
            hits = [hit for hit in hits if hit.article.article_id not in one.gold]
        elif change == "sentence":
            hits = [cut for hit in hits if (cut := _without_gold(hit, one))]
        evidence = build_evidence(hits)
        if evidence.passages:
            gold = np.array([holds_gold(one, s.article.article_id, s.span) for s in evidence.sentences()])
            yield Table(one, evidence, scorer.features(one.question, evidence), gold)


def holds_gold(asked: Asked, key: str, span: Span) -> bool:
    """Whether a sentence holds a whole gold span."""
    return any(span.start <= start and end <= span.end for start, end in asked.gold.get(key, ()))


def _touches_gold(asked: Asked, key: str, span: Span) -> bool:
    return any(span.start < end and start < span.end for start, end in asked.gold.get(key, ()))


def _without_gold(hit: Hit, asked: Asked) -> Hit | None:
    kept = tuple(s for s in hit.passage.sentences if not _touches_gold(asked, hit.article.article_id, s))
    return replace(hit, passage=replace(hit.passage, sentences=kept)) if kept else None
