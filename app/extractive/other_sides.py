"""The other sides of what a model answers.

Names and figures are found by words alone; where no two figures that count the very noun of the question
differ, figures of near meaning are looked at too ("strikes" for "attacks"), which takes an embedder.
"""

from collections.abc import Collection, Sequence

from app.answering import DraftClaim, SentenceScore, Sides, Verifier
from app.evidence import Evidence, EvidenceSentence
from app.extractive.attribution import attribution
from app.extractive.counting import find_counted
from app.extractive.denials import disagree
from app.extractive.differing import find_differing
from app.extractive.merging import Group, ScoredSentence, merge
from app.extractive.needs import can_answer, is_about
from app.extractive.opposing import MOST_OPPOSED, OPPOSED, opposes
from app.extractive.reading import ReadSentence
from app.extractive.sides import (
    COUNTED,
    HELD,
    NAMED,
    Side,
    find_named_sides,
    note_of,
    side_claims,
    side_figures,
    side_of,
)
from app.extractive.subjects import Subjects
from app.numerals import NUMERAL
from app.question import Question, read_question
from app.words import words_of
from index.embedding.base import Embedder

MOST_READ = 12  # sentences that are read closely
MOST_SIDES = 6


class OtherSides:
    """An `app.answering.SideFinder` that needs no model.

    Args:
        verifier: tells whether a sentence says what another does.
        embedder: tells figures of near meaning; words alone do when None.
    """

    def __init__(self, verifier: Verifier, embedder: Embedder | None = None) -> None:
        self._verifier = verifier
        self._embedder = embedder

    def sides(self, question: str, evidence: Evidence, cited: Collection[str]) -> Sides | None:
        """Return each article's answer where they differ, one of them being cited already.

        Where a question asks for a figure and nothing that is cited gives one, all are returned. Where it
        asks for none, what says the opposite of a cited sentence is; and where it asks how many died, that
        nobody did.
        """
        asked = read_question(question)
        subjects = Subjects(asked, evidence)
        if asked.wanted not in COUNTED | NAMED:
            return self._opposed(asked, evidence, cited, subjects)
        sentences = list(evidence.only_usable().sentences())
        speaking = [s for s in sentences if s.label in cited or _speaks_of(asked, s)]
        found = self._found(asked, speaking, cited, subjects)
        if not found and asked.wanted in COUNTED and self._embedder is not None:
            figures = [s for s in sentences if s.label in cited or NUMERAL.search(s.text)]
            found = self._found(asked, figures, cited, subjects, self._embedder)
        if not found or not (_holds(found, cited) or _is_unanswered(asked, evidence, cited)):
            return self._opposed(asked, evidence, cited, subjects)
        return Sides(
            claims=tuple(side_claims(found)), figures=side_figures(found), note=note_of(asked, found)
        )

    def _opposed(
        self, asked: Question, evidence: Evidence, cited: Collection[str], subjects: Subjects
    ) -> Sides | None:
        sentences = [ReadSentence(sentence) for sentence in evidence.only_usable().sentences()]
        told = [read for read in sentences if read.source.label in cited]
        others = [read for read in sentences if read.source.label not in cited]
        found = [
            other
            for other in others
            if any(
                (asked.wanted not in COUNTED and opposes(read, other, self._verifier))
                or (disagree(asked, read, other) and subjects.are_of(read, other))
                for read in told
            )
        ]
        claims = (
            DraftClaim(text=read.text, labels=(read.source.label,), lead=attribution(read.source.article))
            for read in found[:MOST_OPPOSED]
        )
        return Sides(claims=tuple(claims), figures=(), note=OPPOSED) if found else None

    def _found(
        self,
        asked: Question,
        likely: list[EvidenceSentence],
        cited: Collection[str],
        subjects: Subjects,
        embedder: Embedder | None = None,
    ) -> list[Side]:
        if len({s.article.article_id for s in likely}) < 2:
            return []
        likely.sort(key=lambda sentence: sentence.label not in cited)
        ranked = [ScoredSentence(ReadSentence(s), SentenceScore(1.0)) for s in likely[:MOST_READ]]
        able = [s for s in ranked if can_answer(asked, s.read, at_home=subjects.is_at_home(s.read))]
        groups = merge(able, self._verifier)
        same = [group for group in groups if subjects.are_of(groups[0].best.read, group.best.read)]
        return _sides(asked, same, embedder)[:MOST_SIDES]


def _holds(found: Sequence[Side], cited: Collection[str]) -> bool:
    """Whether one of the sides is cited."""
    return any(set(cited) & {member.label for member in side.group.members} for side in found)


def _is_unanswered(asked: Question, evidence: Evidence, cited: Collection[str]) -> bool:
    """Whether a figure is asked for, and no cited sentence counts what is asked."""
    if asked.wanted not in COUNTED:
        return False
    read = [ReadSentence(s) for s in evidence.sentences() if s.label in cited]
    return not any(find_counted(asked, read, None))


def _sides(asked: Question, groups: list[Group], embedder: Embedder | None) -> list[Side]:
    if asked.wanted in NAMED:
        return find_named_sides(asked, groups)
    likely = [group for group in groups if is_about(asked, group.best.read)]
    counted = find_counted(asked, [group.best.read for group in likely], embedder)
    return [side_of(figure) for figure in find_differing(likely, counted)]


def _speaks_of(asked: Question, sentence: EvidenceSentence) -> bool:
    """Whether a sentence holds the noun that is asked for, or for a name most of the question's words."""
    keys = frozenset(key for word in words_of(sentence.text) for key in word.keys)
    if asked.wanted in COUNTED:
        return bool(asked.focus) and bool(asked.focus[-1].keys & keys)
    return sum(bool(word.keys & keys) for word in asked.content) >= HELD * len(asked.content)
