"""Figures on which articles differ: found, and put newest first."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.extractive.counting import Counted
from app.extractive.merging import Group, ScoredSentence
from app.quantities import Bound, Quantity

_OPEN_UP = (Bound.AT_LEAST, Bound.MORE_THAN, Bound.ABOUT)
_OPEN_DOWN = (Bound.AT_MOST, Bound.LESS_THAN, Bound.ABOUT)
ROOM = 0.2  # share of a qualified figure by which another may lie beyond it and still agree


@dataclass(frozen=True, slots=True)
class ArticleFigure:
    """What one article gives as the figure."""

    group: Group
    sentence: ScoredSentence
    counted: Counted

    @property
    def published(self) -> str:
        """Publication date, ISO 8601, empty when unknown."""
        return self.sentence.read.source.article.published_at or ""


def find_differing(groups: Sequence[Group], counted: Sequence[Sequence[Counted]]) -> list[ArticleFigure]:
    """Return each article's figure, newest first and undated last; empty when no two articles differ.

    Args:
        groups: sentences that may be shown, best first.
        counted: for each group, the figures of its best sentence that count what is asked.
    """
    figures: dict[str, ArticleFigure] = {}
    for group, found in zip(groups, counted, strict=True):
        if not found:
            continue
        for member in group.members:
            article = member.read.source.article.article_id
            kept = figures.get(article)
            if kept is None or (found[0].exact and not kept.counted.exact):
                figures[article] = ArticleFigure(group, member, found[0])
    chosen = list(figures.values())
    if not any(differ(a.counted.quantity, b.counted.quantity) for a in chosen for b in chosen):
        return []
    return sorted(chosen, key=lambda figure: figure.published, reverse=True)


def differ(one: Quantity, other: Quantity) -> bool:
    """Whether two figures are told apart: 13 and 160 are, "more than 30" and 34 are not.

    Figures that a qualifier leaves open ("at least", "about") agree with one not far off in its direction.
    """
    low, high = sorted((one, other), key=lambda quantity: quantity.value)
    if low.high >= high.value:
        return False
    room = ROOM if low.bound in _OPEN_UP or high.bound in _OPEN_DOWN else 0.0
    return high.value > low.high * (1 + room)
