"""Citations opened in the archive: does the article say exactly this, exactly there?"""

import calendar
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.contract import CitationModel
from app.evidence import EvidenceSentence
from eval.articles import ArticleSource, sentences_of
from eval.matching.tokens import tokenize
from eval.scores.gold import NOWHERE
from index.article import Article, ArticleInfo, Span
from index.hit import Filters


class CitationState(StrEnum):
    """What becomes of a citation when a reader opens it. Everything but `RESOLVED` counts as wrong."""

    RESOLVED = "resolved"
    UNLISTED = "its number is not among the answer's citations"
    INVENTED = "the archive holds no such article version"
    MOVED = "the article does not hold the quote at these offsets"
    OUTSIDE = "the article lies outside the question's dates or outlets"


@dataclass(frozen=True, slots=True)
class Resolved:
    """A citation and what the archive says of it.

    Args:
        n: its number.
        state: see `CitationState`.
        article_id: as cited, empty when unlisted.
        span: as cited.
        sentences: the cited words as evidence for a judge; empty unless resolved.
        metadata_words: comparable words of the article's title, outlet, author and date.
    """

    n: int
    state: CitationState
    article_id: str = ""
    version: str = ""
    span: Span = NOWHERE
    quote: str = ""
    sentences: tuple[EvidenceSentence, ...] = ()
    metadata_words: frozenset[str] = frozenset()

    @property
    def opens(self) -> bool:
        """Whether a reader finds the quoted words there."""
        return self.state is CitationState.RESOLVED

    @classmethod
    def unlisted(cls, n: int) -> "Resolved":
        """Return a citation number that stands for nothing."""
        return cls(n, CitationState.UNLISTED)


def resolve(citation: CitationModel, articles: ArticleSource, filters: Filters) -> Resolved:
    """Open a citation: `article.text[start:end] == quote` must hold, for an article within `filters`."""
    span = Span(citation.start, citation.end)
    article = articles.get(citation.article_id, citation.version)
    state = _state(citation, span, article, filters)
    if article is None or state is not CitationState.RESOLVED:
        return Resolved(citation.n, state, citation.article_id, citation.version, span, citation.quote)
    return Resolved(
        citation.n,
        state,
        citation.article_id,
        citation.version,
        span,
        citation.quote,
        _evidence(citation.n, article, span),
        _metadata_words(article.info),
    )


def _state(citation: CitationModel, span: Span, article: Article | None, filters: Filters) -> CitationState:
    if article is None:
        return CitationState.INVENTED
    in_text = 0 <= span.start < span.end <= len(article.text)
    if not in_text or not citation.quote.strip() or span.of(article.text) != citation.quote:
        return CitationState.MOVED
    return CitationState.RESOLVED if _within(article.info, filters) else CitationState.OUTSIDE


def _within(info: ArticleInfo, filters: Filters) -> bool:
    outlets = {o.casefold() for o in filters.outlets}
    if outlets and (info.outlet or "").casefold() not in outlets:
        return False
    if filters.since is None and filters.until is None:
        return True
    day = _day(info.published_at)
    if day is None:
        return False
    return (filters.since or date.min) <= day <= (filters.until or date.max)


def _day(published_at: str | None) -> date | None:
    try:
        return date.fromisoformat((published_at or "")[:10])
    except ValueError:
        return None


def _evidence(n: int, article: Article, span: Span) -> tuple[EvidenceSentence, ...]:
    """Cut the cited words into the article's sentences, each with its neighbours."""
    around = sentences_of(article.text)
    touched = [i for i, s in enumerate(around) if s.start < span.end and span.start < s.end]
    found: list[EvidenceSentence] = []
    for i in touched:
        part = Span(max(span.start, around[i].start), min(span.end, around[i].end))
        found.append(
            EvidenceSentence(
                label=f"{n}.{len(found) + 1}",
                span=part,
                text=part.of(article.text),
                article=article.info,
                before=around[i - 1].of(article.text) if i else "",
                after=around[i + 1].of(article.text) if i + 1 < len(around) else "",
            )
        )
    return tuple(found)


def _metadata_words(info: ArticleInfo) -> frozenset[str]:
    named = " ".join(filter(None, (info.title, info.outlet, info.author, info.published_at)))
    day = _day(info.published_at)
    if day is None:
        named += " undated"
    else:
        names = f"{calendar.month_name[day.month]} {calendar.month_abbr[day.month]} {day.strftime('%A')}"
        named += f" {day.year} {day.day} {names}"
    return frozenset(t.text for t in tokenize(named))
