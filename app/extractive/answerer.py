"""Answers with the evidence's own sentences, quoted exactly."""

from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from app.answering import DraftClaim, DraftEnd, SentenceScorer, Verifier
from app.evidence import Evidence
from app.extractive.attribution import attribution
from app.extractive.choosing import Choice, choose
from app.extractive.counting import counts_people, find_counted
from app.extractive.denials import disagree, lift_denials
from app.extractive.differing import find_differing
from app.extractive.merging import Group, ScoredSentence, merge
from app.extractive.needs import can_answer, is_about
from app.extractive.opposing import DIFFERENT_STATEMENTS, MOST_OPPOSED, opposes
from app.extractive.reading import ReadSentence
from app.extractive.sides import (
    COUNTED,
    MOST_CITED,
    NAMED,
    Side,
    claim_of,
    find_named_sides,
    note_of,
    order_of,
    side_claims,
    side_figures,
    side_of,
)
from app.extractive.subjects import Subjects
from app.question import Question, read_question
from index.article import Span
from index.embedding.base import Embedder

CONSIDERED = 24  # best sentences that are merged and compared


class ExtractiveAnswerer:
    """An `Answerer` that needs no language model.

    Args:
        scorer: says how likely each sentence answers.
        embedder: tells figures of near meaning, see `app.extractive.counting`.
        verifier: tells whether a sentence says what another does.
        choice: when a sentence is shown.
    """

    def __init__(
        self, scorer: SentenceScorer, embedder: Embedder, verifier: Verifier, choice: Choice | None = None
    ) -> None:
        self._scorer = scorer
        self._embedder = embedder
        self._verifier = verifier
        self._choice = choice or Choice()

    def propose(self, question: str, evidence: Evidence) -> Iterator[DraftClaim | DraftEnd]:
        """Yield the chosen sentences, most direct first (newest first where articles differ), and the end."""
        asked = read_question(question)
        subjects = Subjects(asked, evidence)
        ranked = self._ranked(question, evidence)
        able = [
            s
            for s in ranked
            if can_answer(asked, s.read, at_home=subjects.is_at_home(s.read))
            and subjects.speaks_of_them(s.read)
        ]
        groups = merge(lift_denials(asked, able, ranked), self._verifier)
        chosen = choose(asked, groups, self._choice)
        if not chosen:
            yield DraftEnd(answered=False)
            return
        sides = self._sides(asked, groups, subjects)
        if sides:
            yield from side_claims(sides)
            yield DraftEnd(answered=True, figures=side_figures(sides), notes=(note_of(asked, sides),))
            return
        opposed = self._opposed(asked, chosen[0], groups, subjects)
        if opposed:
            shown = sorted([chosen[0], *opposed], key=_day, reverse=True)
            for group in shown:
                yield claim_of(group, _answer_spans(group), attribution(group.best.read.source.article))
            yield DraftEnd(answered=True, notes=(DIFFERENT_STATEMENTS + order_of(map(_day, shown)),))
            return
        for group in chosen:
            yield claim_of(group, _answer_spans(group))
        yield DraftEnd(answered=True)

    def _ranked(self, question: str, evidence: Evidence) -> list[ScoredSentence]:
        sentences = list(evidence.sentences())
        scores = self._scorer.score(question, evidence)
        usable = (i for i, sentence in enumerate(sentences) if evidence.may_use(sentence.label))
        order = sorted(usable, key=lambda i: (-scores[i].score, i))
        return [ScoredSentence(ReadSentence(sentences[i]), scores[i]) for i in order[:CONSIDERED]]

    def _opposed(
        self, asked: Question, claim: Group, groups: Sequence[Group], subjects: Subjects
    ) -> list[Group]:
        """Return the likeliest sentences that say the opposite of the claim, unless they answer alike."""
        first, answer = claim.best.read, claim.best.answer_text
        found = (
            group
            for group in groups[: self._choice.figures_among]
            if (disagree(asked, first, group.best.read) and subjects.are_of(first, group.best.read))
            or (
                opposes(first, group.best.read, self._verifier)
                and not (asked.wanted in NAMED and answer == group.best.answer_text != "")
            )
        )
        return list(islice(found, MOST_OPPOSED))

    def _sides(self, asked: Question, groups: Sequence[Group], subjects: Subjects) -> list[Side]:
        if asked.wanted not in COUNTED:
            return find_named_sides(asked, groups[: self._choice.figures_among])[: self._choice.most_figures]
        best = groups[0].best
        same = (group for group in groups if subjects.are_of(best.read, group.best.read))
        least = self._choice.people_share * best.score.score if counts_people(asked) else 0.0
        near = takewhile(lambda group: group.best.score.score >= least, same)
        likely = [g for g in islice(near, self._choice.figures_among) if is_about(asked, g.best.read)]
        counted = find_counted(asked, [group.best.read for group in likely], self._embedder)
        return [side_of(f) for f in find_differing(likely, counted)[: self._choice.most_figures]]


def _day(group: Group) -> str:
    return group.best.read.source.article.published_at or ""


def _answer_spans(group: Group) -> dict[str, tuple[Span, ...]]:
    return {
        member.label: (member.score.answer,) for member in group.members[:MOST_CITED] if member.score.answer
    }
