"""The other sides of what a model answers, found by words alone.

The extractive answerer compares meanings too, which takes longer than all else that is done around a model;
here a figure must count the very noun that is asked for.
"""

from collections.abc import Collection

from app.answering import SentenceScore, Sides
from app.evidence import Evidence, EvidenceSentence
from app.extractive.choosing import can_answer, is_about
from app.extractive.counting import find_counted
from app.extractive.differing import find_differing
from app.extractive.merging import Group, ScoredSentence, merge
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
from app.question import Question, read_question
from app.words import words_of

MOST_READ = 12  # sentences that are read closely
MOST_SIDES = 6


class OtherSides:
    """An `app.answering.SideFinder` that needs no model."""

    def sides(self, question: str, evidence: Evidence, cited: Collection[str]) -> Sides | None:
        """Return each article's answer where they differ, one of them being cited already."""
        asked = read_question(question)
        if asked.wanted not in COUNTED | NAMED:
            return None
        sentences = evidence.only_usable().sentences()
        likely = [s for s in sentences if s.label in cited or _speaks_of(asked, s)]
        likely.sort(key=lambda sentence: sentence.label not in cited)
        if len({s.article.article_id for s in likely}) < 2:
            return None
        ranked = [ScoredSentence(ReadSentence(s), SentenceScore(1.0)) for s in likely[:MOST_READ]]
        found = _sides(asked, merge([s for s in ranked if can_answer(asked, s.read)]))[:MOST_SIDES]
        if not found or not any(set(cited) & {m.label for m in side.group.members} for side in found):
            return None
        return Sides(claims=tuple(side_claims(found)), figures=side_figures(found), note=note_of(asked))


def _sides(asked: Question, groups: list[Group]) -> list[Side]:
    if asked.wanted in NAMED:
        return find_named_sides(asked, groups)
    likely = [group for group in groups if is_about(asked, group.best.read)]
    counted = find_counted(asked, [group.best.read for group in likely], None)
    return [side_of(figure) for figure in find_differing(likely, counted)]


def _speaks_of(asked: Question, sentence: EvidenceSentence) -> bool:
    """Whether a sentence holds the noun that is asked for, or for a name most of the question's words."""
    keys = frozenset(key for word in words_of(sentence.text) for key in word.keys)
    if asked.wanted in COUNTED:
        return bool(asked.focus) and bool(asked.focus[-1].keys & keys)
    return sum(bool(word.keys & keys) for word in asked.content) >= HELD * len(asked.content)
