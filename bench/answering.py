"""How often the extractive answerer is right, on public sets.

python -m bench.answering DATA_DIR [--cache DIR] [--questions N] [--only xquad|clapnq] [--without-reader]

XQuAD pool: XQuAD in the midst of the 1,581 new-wiki paragraphs of SQuADShifts; every question has an answer.
CLAPNQ: dev questions over their own passages; half have no answer there. Abstaining is scored at the
shipped threshold, and at the best threshold of the other half of the questions (two-fold).
"""

import argparse
import re
import string
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from app.answering import DraftClaim, SentenceScore, SentenceScorer
from app.compose import build_scorer, build_verifier
from app.evidence import Evidence
from app.evidence_builder import build_evidence
from app.extractive.answerer import ExtractiveAnswerer
from app.extractive.choosing import Choice
from app.extractive.scorer import LinearScorer
from bench.embedding_cache import CachedEmbedder
from bench.evidence_tables import PASSAGES, holds_gold
from bench.paragraph_pool import ParagraphPool
from bench.question_sets import Asked, Paragraph, clapnq, squad_form
from index.embedding.base import Embedder
from index.embedding.minilm import MiniLmEmbedder

ALWAYS = Choice(answer_at=0.0)


@dataclass(frozen=True)
class Result:
    """What came of one question.

    Args:
        answerable: whether the set holds an answer.
        found: whether a gold passage is in the evidence.
        span: for each claim, were it never to abstain, whether it holds a gold span.
        words: the same, whether it holds the words of a gold answer wherever they stand.
        best: probability of the best sentence.
        claims: how many claims are shown at the shipped thresholds.
    """

    answerable: bool
    found: bool
    span: tuple[bool, ...]
    words: tuple[bool, ...]
    best: float
    claims: int


class Remembering:
    """Scores a question once, however many answerers ask."""

    def __init__(self, scorer: SentenceScorer) -> None:
        self._scorer = scorer
        self._last: tuple[str, list[SentenceScore]] = ("", [])

    def score(self, question: str, evidence: Evidence) -> list[SentenceScore]:
        if self._last[0] != question:
            self._last = (question, self._scorer.score(question, evidence))
        return self._last[1]


def run(
    paragraphs: Sequence[Paragraph], asked: Sequence[Asked], embedder: Embedder, scorer: SentenceScorer
) -> list[Result]:
    folder = tempfile.TemporaryDirectory(prefix="groundwire-bench-")
    pool = ParagraphPool(paragraphs, embedder, Path(folder.name))
    remembering, verifier = Remembering(scorer), build_verifier(embedder)
    always, shipped = (
        ExtractiveAnswerer(remembering, embedder, verifier, ALWAYS),
        ExtractiveAnswerer(remembering, embedder, verifier),
    )
    texts = {paragraph.key: paragraph.text for paragraph in paragraphs}
    results = []
    for one in asked:
        evidence = build_evidence(pool.search(one.question, PASSAGES))
        by_label = evidence.by_label()
        gold = {_plain(texts[key][start:end]) for key, spans in one.gold.items() for start, end in spans}
        span, words = [], []
        for claim in always.propose(one.question, evidence):
            if isinstance(claim, DraftClaim):
                sources = [by_label[label] for label in claim.labels]
                span.append(any(holds_gold(one, s.article.article_id, s.span) for s in sources))
                padded = f" {_plain(claim.text)} "
                words.append(any(f" {answer} " in padded for answer in gold))
        results.append(
            Result(
                answerable=bool(one.gold),
                found=any(p.hit.article.article_id in one.gold for p in evidence.passages),
                span=tuple(span),
                words=tuple(words),
                best=max((s.score for s in remembering.score(one.question, evidence)), default=0.0),
                claims=sum(isinstance(d, DraftClaim) for d in shipped.propose(one.question, evidence)),
            )
        )
    folder.cleanup()
    return results


def _plain(text: str) -> str:
    """SQuAD's normalisation: lower case, no punctuation, no articles."""
    kept = "".join(c for c in text.lower() if c not in string.punctuation)
    return " ".join(re.sub(r"\b(?:a|an|the)\b", " ", kept).split())


def share(values: Sequence[bool]) -> str:
    """A share with its 95 % Wilson interval."""
    n = len(values)
    if not n:
        return "not scored"
    p, z = sum(values) / n, 1.96
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * np.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return f"{p:.3f} ({centre - half:.3f} to {centre + half:.3f}, n={n})"


def report_claims(results: Sequence[Result]) -> None:
    answerable = [r for r in results if r.answerable]
    print(f"  gold passage in the evidence    {share([r.found for r in answerable])}")
    print(f"  first claim holds a gold span   {share([r.span[:1] == (True,) for r in answerable])}")
    print(f"  first claim holds gold words    {share([r.words[:1] == (True,) for r in answerable])}")
    print(f"  any claim holds a gold span     {share([any(r.span) for r in answerable])}")
    print(f"  claims that hold a gold span    {share([h for r in answerable for h in r.span])}")
    counts = [r.claims for r in answerable]
    abstained = np.mean([not count for count in counts])
    print(f"  claims shown at the threshold   {np.mean(counts):.2f} a question; abstains on {abstained:.3f}")


def report_abstaining(results: Sequence[Result]) -> None:
    best = np.array([r.best for r in results])
    answerable = np.array([r.answerable for r in results])
    shipped = Choice().answer_at
    print(f"  balanced accuracy at {shipped:.2f}       {balanced(best, answerable, shipped):.3f}")
    folds = np.arange(len(best)) % 2
    crossed = []
    for fold in (0, 1):
        rest = folds != fold
        at = max(np.unique(best[rest]), key=lambda t, rest=rest: balanced(best[rest], answerable[rest], t))
        crossed.append((balanced(best[~rest], answerable[~rest], at), float(at)))
    (a, at_a), (b, at_b) = crossed
    print(f"  two-fold, thresholds {at_a:.2f}, {at_b:.2f}  {(a + b) / 2:.3f}")
    ranks = (best[answerable][:, None] > best[~answerable][None, :]).mean()
    print(f"  AUC                             {ranks:.3f}")
    print("  calibration of the best sentence: predicted, gold, n")
    right = np.array([r.span[:1] == (True,) for r in results])
    for low in np.arange(0, 1, 0.2):
        here = (best >= low) & (best < low + 0.2)
        if here.any():
            print(f"    {best[here].mean():.2f}  {right[here].mean():.2f}  {here.sum()}")


def balanced(best: np.ndarray, answerable: np.ndarray, at: float) -> float:
    return float(((best[answerable] >= at).mean() + (best[~answerable] < at).mean()) / 2)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--cache", type=Path, help="folder that keeps vectors between runs")
    parser.add_argument("--questions", type=int, default=0, help="take every n-th question so that N remain")
    parser.add_argument("--only", choices=("xquad", "clapnq"))
    parser.add_argument("--without-reader", action="store_true", help="words and meaning alone")
    options = parser.parse_args()
    embedder: Embedder = MiniLmEmbedder()
    if options.cache:
        embedder = CachedEmbedder(embedder, options.cache)
    scorer = LinearScorer(embedder) if options.without_reader else build_scorer(embedder)

    def some(asked: Sequence[Asked]) -> Sequence[Asked]:
        return asked[:: max(1, len(asked) // options.questions)] if options.questions else asked

    if options.only != "clapnq":
        xquad = squad_form(options.data / "retrieval" / "xquad_en" / "xquad.en.json.gz", "xquad")
        others = squad_form(options.data / "reader" / "squadshifts" / "new_wiki_v1.0.json.gz", "new_wiki")
        print("XQuAD pool")
        report_claims(run([*xquad.paragraphs, *others.paragraphs], some(xquad.asked), embedder, scorer))
    if options.only != "xquad":
        found = clapnq(options.data / "reader" / "clapnq")
        print("CLAPNQ")
        results = run(found.paragraphs, some(found.asked), embedder, scorer)
        report_claims(results)
        report_abstaining(results)


if __name__ == "__main__":
    main()
