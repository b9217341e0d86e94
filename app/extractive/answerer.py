"""Answers with the evidence's own sentences, quoted exactly."""

from collections.abc import Iterator, Mapping, Sequence

from app.answering import DraftClaim, DraftEnd, DraftFigure, SentenceScorer
from app.evidence import Evidence
from app.extractive.attribution import attribution
from app.extractive.choosing import Choice, can_answer, choose, is_about
from app.extractive.counting import find_counted
from app.extractive.differing import ArticleFigure, find_differing
from app.extractive.merging import Group, ScoredSentence, merge
from app.extractive.reading import ReadSentence
from app.question import Question, Wanted, read_question
from index.article import Span
from index.embedding.base import Embedder

MOST_CITED = 5  # labels of one claim: more repeats add nothing for a reader
CONSIDERED = 24  # best sentences that are merged and compared


class ExtractiveAnswerer:
    """An `Answerer` that needs no language model.

    Args:
        scorer: says how likely each sentence answers.
        embedder: tells figures of near meaning, see `app.extractive.counting`.
        choice: when a sentence is shown.
    """

    def __init__(self, scorer: SentenceScorer, embedder: Embedder, choice: Choice | None = None) -> None:
        self._scorer = scorer
        self._embedder = embedder
        self._choice = choice or Choice()

    def propose(self, question: str, evidence: Evidence) -> Iterator[DraftClaim | DraftEnd]:
        """Yield the chosen sentences, most direct first (where figures differ, newest first), and the end."""
        asked = read_question(question)
        able = [s for s in self._ranked(question, evidence) if can_answer(asked, s.read)]
        groups = merge(able)
        chosen = choose(asked, groups, self._choice)
        if not chosen:
            yield DraftEnd(answered=False)
            return
        differing = self._differing(asked, groups)
        if not differing:
            for group in chosen:
                yield _claim(group, _answer_spans(group))
            yield DraftEnd(answered=True)
            return
        yield from _figure_claims(differing)
        yield DraftEnd(
            answered=True,
            figures=tuple(
                DraftFigure(value=_figure_text(figure), label=figure.sentence.label) for figure in differing
            ),
            notes=("The articles give different figures; the newest comes first.",),
        )

    def _ranked(self, question: str, evidence: Evidence) -> list[ScoredSentence]:
        sentences = list(evidence.sentences())
        scores = self._scorer.score(question, evidence)
        order = sorted(range(len(sentences)), key=lambda i: (-scores[i].score, i))
        return [ScoredSentence(ReadSentence(sentences[i]), scores[i]) for i in order[:CONSIDERED]]

    def _differing(self, asked: Question, groups: Sequence[Group]) -> list[ArticleFigure]:
        if asked.wanted not in (Wanted.COUNT, Wanted.AMOUNT):
            return []
        likely = [g for g in groups[: self._choice.figures_among] if is_about(asked, g.best.read)]
        counted = find_counted(asked, [group.best.read for group in likely], self._embedder)
        return find_differing(likely, counted)[: self._choice.most_figures]


def _figure_claims(differing: Sequence[ArticleFigure]) -> Iterator[DraftClaim]:
    shown: set[str] = set()
    for figure in differing:
        label = figure.group.best.label
        if label in shown:
            continue  # an older article that repeats the same sentence: its label is on the claim
        shown.add(label)
        spans = {label: (_quantity_span(figure),)}
        yield _claim(figure.group, spans, attribution(figure.group.best.read.source.article))


def _claim(group: Group, spans: Mapping[str, tuple[Span, ...]], lead: str = "") -> DraftClaim:
    labels = tuple(member.label for member in group.members[:MOST_CITED])
    return DraftClaim(text=group.best.read.text, labels=labels, lead=lead, answer_spans=spans)


def _answer_spans(group: Group) -> dict[str, tuple[Span, ...]]:
    return {
        member.label: (member.score.answer,) for member in group.members[:MOST_CITED] if member.score.answer
    }


def _quantity_span(figure: ArticleFigure) -> Span:
    return Span(figure.counted.quantity.start, figure.counted.quantity.end)


def _figure_text(figure: ArticleFigure) -> str:
    quantity = figure.counted.quantity
    return " ".join(part for part in (quantity.qualifier, quantity.text, quantity.noun_text) if part)
