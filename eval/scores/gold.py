"""Gold spans looked up in their articles, and whether a passage holds them."""

from collections.abc import Sequence
from dataclasses import dataclass

from eval.articles import ArticleSource
from eval.cases import Case, GoldSpan
from eval.records import RetrievedModel
from index.article import Span

NOWHERE = Span(0, 0)

_SHARE = 0.5  # of a gold span that a passage must hold


@dataclass(frozen=True, slots=True)
class Place:
    """A gold span found in its article; `problem` says why when it was not."""

    gold: GoldSpan
    article_id: str = ""
    version: str = ""
    span: Span = NOWHERE
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Need:
    """Something that a search should find: any one of `places` will do."""

    grade: int
    places: tuple[Place, ...]

    @property
    def problem(self) -> str:
        """Why no place of it stands in the archive; empty when one does."""
        return "" if any(not p.problem for p in self.places) else self.places[0].problem


def place_of(gold: GoldSpan, articles: ArticleSource) -> Place:
    """Look a gold span up in the current version of its article."""
    article = articles.find(gold.article)
    if article is None:
        return Place(gold, problem=f"no article, or more than one, is called {gold.article!r}")
    if gold.start is not None and gold.end is not None:
        span = Span(gold.start, gold.end)
        problem = "" if span.of(article.text) == gold.quote else "its quote does not stand at its offsets"
    else:
        at = article.text.find(gold.quote)
        span = Span(at, at + len(gold.quote))
        problem = "" if at >= 0 else "its quote does not stand in its article"
    if problem:
        return Place(gold, problem=f"{gold.article}: {problem}: {gold.quote[:60]!r}")
    return Place(gold, article.info.article_id, article.info.version, span)


def needs_of(case: Case, articles: ArticleSource) -> tuple[Need, ...]:
    """Return what a search should find for `case`.

    The listed passages, each on its own; where none is listed, one need for each gold fact, met by any of its
    spans, of grade 3 for vital facts and 2 for okay ones.
    """
    if case.passages:
        return tuple(Need(p.grade, (place_of(p, articles),)) for p in case.passages)
    return tuple(
        Need(3 if fact.importance == "vital" else 2, tuple(place_of(s, articles) for s in fact.spans))
        for fact in case.facts
    )


def meets(passage: RetrievedModel, need: Need) -> bool:
    """Whether a retrieved passage, or a near-identical one collapsed into it, meets the need.

    It does when it covers at least half of a gold span, or holds the same words (a copy of the article may).
    """
    return any(_holds(p, place) for p in (passage, *passage.copies) for place in need.places)


def _holds(passage: RetrievedModel, place: Place) -> bool:
    if not place.problem and (passage.article_id, passage.version) == (place.article_id, place.version):
        shared = min(passage.end, place.span.end) - max(passage.start, place.span.start)
        if shared >= _SHARE * (place.span.end - place.span.start):
            return True
    return _plain(place.gold.quote) in _plain(passage.text)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def first_ranks(needs: Sequence[Need], retrieved: Sequence[RetrievedModel]) -> list[int | None]:
    """Return the rank (from 1) of the first passage that meets each need, None when none does."""
    return [
        next((rank for rank, passage in enumerate(retrieved, 1) if meets(passage, need)), None)
        for need in needs
    ]
