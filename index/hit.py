"""What a search takes and gives back."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from index.article import ArticleInfo, Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Restricts a search to articles of a time or of given outlets.

    Args:
        since: earliest publication day, inclusive.
        until: latest publication day, inclusive. Articles without a date pass only when neither is set.
        outlets: outlet names, compared without regard to case; empty means all.
    """

    since: date | None = None
    until: date | None = None
    outlets: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is restricted."""
        return bool(self.since or self.until or self.outlets)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage found for a query, with its ranks and scores.

    Args:
        passage: the passage.
        article: what is known of its article version.
        score: fused score in [0, 1], the order of the results.
        dense_rank: rank (from 1) among the nearest vectors, None when not among them.
        dense_score: cosine similarity to the query, None when not computed.
        lexical_rank: rank (from 1) by BM25, None when no word matched.
        lexical_score: BM25 score, None when no word matched.
        copies: near-identical passages that were collapsed into this one, best first.
        story: equal for passages of articles that are copies of one another, and so no independent sources;
            empty when no copy was found.
    """

    passage: Passage
    article: ArticleInfo
    score: float
    dense_rank: int | None = None
    dense_score: float | None = None
    lexical_rank: int | None = None
    lexical_score: float | None = None
    copies: tuple["Hit", ...] = ()
    story: str = ""


class Searcher(Protocol):
    """Anything that finds passages for a query."""

    def search(self, query: str, k: int = 10, filters: Filters | None = None) -> list[Hit]:
        """Return at most `k` hits, best first."""
        ...
