"""The sides of a question on which articles differ: each article's figure, or each one's name."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.answering import DraftClaim, DraftFigure
from app.extractive.answer_words import find_answer_words
from app.extractive.attribution import attribution
from app.extractive.differing import ArticleFigure
from app.extractive.merging import Group, ScoredSentence
from app.extractive.reading import ReadSentence
from app.names import Name, same_name
from app.question import Question, Wanted
from app.times import TimeMention, same_time
from index.article import Span

COUNTED = frozenset((Wanted.COUNT, Wanted.AMOUNT))
NAMED = frozenset((Wanted.PERSON, Wanted.PLACE, Wanted.WHICH, Wanted.TIME))
DIFFERENT_FIGURES = "The articles give different figures"
SEVERAL_ANSWERS = "The articles give more than one answer"
NEWEST_FIRST = "; the newest comes first."
UNDATED_LAST = "; the newest comes first, and last what has no date."
MOST_CITED = 5  # labels of one claim: more repeats add nothing for a reader
_DESCRIBING = re.compile(
    r"[ \xa0](?!(?:and|or|in|on|at|by|for|with|when|where|while|after|before|last|this|the|a)\b)[a-z]|[-–]"
)
"""What follows a place's name that only describes: "U.S. troops", "Orsk-based"."""
HELD = 0.6  # share of what the question says that the sentence itself must hold
LEAST = 0.2  # least share of the best sentence's probability


@dataclass(frozen=True, slots=True)
class Side:
    """What one article answers where others answer differently.

    Args:
        group: the sentence with its repeats.
        sentence: the article's own sentence among them.
        span: of the answering words in the group's best sentence.
        value: those words, for a figure with qualifier and noun.
    """

    group: Group
    sentence: ScoredSentence
    span: Span
    value: str

    @property
    def published(self) -> str:
        """Publication date, ISO 8601, empty when unknown."""
        return self.sentence.read.source.article.published_at or ""


def side_of(figure: ArticleFigure) -> Side:
    """Return an article's figure as a side."""
    quantity = figure.counted.quantity
    value = " ".join(part for part in (quantity.qualifier, quantity.text, quantity.noun_text) if part)
    return Side(figure.group, figure.sentence, Span(quantity.start, quantity.end), value)


def find_named_sides(asked: Question, groups: Sequence[Group]) -> list[Side]:
    """Return the names or days that articles answer with, newest first and undated last; empty unless two
    differ.

    Only sentences that themselves hold most of the question count, each with a name that stands where the
    answer would: "The mayor of Orsk is Ida Venn" beside "Ola Rand, the mayor of Orsk, …". A day or year
    differs from another of its kind alone.

    Args:
        asked: the question; asks for a person, a place, a time or one of a kind, else there are no sides.
        groups: sentences that may be shown, best first.
    """
    if asked.wanted not in NAMED or not groups:
        return []
    least = LEAST * groups[0].best.score.score
    sides: list[tuple[Side, list[Name | TimeMention]]] = []
    for group in groups:
        read = group.best.read
        names = _answers(asked, read)
        if group.best.score.score < least or not names or not _holds(asked, read):
            if group is groups[0]:
                return []  # the best answer is of another form: nothing to set beside it
            continue
        if any(_agree(a, b) for _, others in sides for a in names for b in others):
            continue
        first = names[0]
        sides.append((Side(group, group.best, Span(first.start, first.end), first.text), names))
    articles = {side.sentence.read.source.article.article_id for side, _ in sides}
    if len(articles) < 2:
        return []
    found = [side for side, _ in sides]
    return sorted(found, key=lambda side: side.published, reverse=True)


def _agree(one: Name | TimeMention, other: Name | TimeMention) -> bool:
    if isinstance(one, TimeMention) and isinstance(other, TimeMention):
        return one.kind != other.kind or same_time(one, other)
    return isinstance(one, Name) and isinstance(other, Name) and same_name(one, other)


def _answers(asked: Question, read: ReadSentence) -> list[Name | TimeMention]:
    spans = [words.span for words in find_answer_words(asked, read) if words.strong]
    if asked.wanted is Wanted.TIME:
        return [t for t in read.times if t.relation == "at" and any(s.start == t.start for s in spans)]
    names = [name for name in read.names if any(s.start <= name.start < s.end for s in spans)]
    is_place = asked.wanted is Wanted.PLACE
    return [name for name in names if not is_place or not _DESCRIBING.match(read.text[name.end :])]


def _holds(asked: Question, read: ReadSentence) -> bool:
    named = [n for n in asked.names if any(same_name(n, other) for other in read.names)]
    if len(named) < len(asked.names):
        return False
    held = [
        bool(word.keys & read.keys) or any(n.start <= word.start < n.end for n in named)
        for word in asked.content
    ]
    return sum(held) >= HELD * len(held)


def claim_of(group: Group, spans: Mapping[str, tuple[Span, ...]], lead: str = "") -> DraftClaim:
    """Return the claim that a group's best sentence makes, with the labels of its repeats."""
    labels = tuple(member.label for member in group.members[:MOST_CITED])
    return DraftClaim(text=group.best.read.text, labels=labels, lead=lead, answer_spans=spans)


def side_claims(sides: Sequence[Side]) -> Iterator[DraftClaim]:
    """Yield a claim for each sentence of the sides, with date and outlet before it."""
    shown: set[str] = set()
    for side in sides:
        label = side.group.best.label
        if label in shown:
            continue  # an older article that repeats the same sentence: its label is on the claim
        shown.add(label)
        lead = attribution(side.group.best.read.source.article)
        yield claim_of(side.group, {label: (side.span,)}, lead)


def side_figures(sides: Sequence[Side]) -> tuple[DraftFigure, ...]:
    """Return what each article answers."""
    return tuple(DraftFigure(value=side.value, label=side.sentence.label) for side in sides)


def note_of(asked: Question, sides: Sequence[Side]) -> str:
    """Return the remark that goes with sides."""
    remark = DIFFERENT_FIGURES if asked.wanted in COUNTED else SEVERAL_ANSWERS
    return remark + order_of(side.published for side in sides)


def order_of(published: Iterable[str]) -> str:
    """Return the end of a remark, on the order of what was published on these days; a day may be empty."""
    return NEWEST_FIRST if all(published) else UNDATED_LAST
