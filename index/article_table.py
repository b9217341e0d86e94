"""The archive as a table: pages of articles to search, sort and filter, and how many there are by month."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Engine, Select, func, or_, select

from index.article import ArticleInfo
from index.catalog_filters import matching
from index.catalog_rows import INFO, info_of
from index.catalog_schema import articles, versions
from index.hit import Filters


class Order(StrEnum):
    """Orders of a listing; articles without a date or outlet come last."""

    NEWEST = "newest"
    OLDEST = "oldest"
    TITLE = "title"
    OUTLET = "outlet"
    ADDED = "last added"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedArticle:
    """A row of the table.

    Args:
        info: of the article's current version.
        characters: length of its clean text.
        is_copy: whether another article has exactly its text.
    """

    info: ArticleInfo
    characters: int
    is_copy: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One page of the table, and how many articles there are on all pages."""

    rows: tuple[ListedArticle, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthCount:
    """How many articles of one outlet one month holds; `month` is `2031-03`, None without a date."""

    month: str | None
    outlet: str | None
    articles: int


_ORDERS: dict[Order, tuple[Any, ...]] = {
    Order.NEWEST: (versions.c.day.is_(None), versions.c.day.desc()),
    Order.OLDEST: (versions.c.day.is_(None), versions.c.day),
    Order.TITLE: (versions.c.title == "", func.lower(versions.c.title)),
    Order.OUTLET: (versions.c.outlet_key.is_(None), versions.c.outlet_key, versions.c.day.desc()),
    Order.ADDED: (versions.c.revision.desc(),),
}


def list_articles(
    engine: Engine,
    words: str = "",
    filters: Filters | None = None,
    order: Order = Order.NEWEST,
    *,
    offset: int = 0,
    limit: int = 50,
) -> Listing:
    """Return a page of the articles that the archive holds now, copies among them.

    Args:
        engine: the catalog's.
        words: all of them must stand in the title, outlet, author or id.
        filters: publication days and outlets.
        order: see `Order`.
        offset: rows to pass over.
        limit: rows to return.
    """
    where = [articles.c.version_key.is_not(None), *matching(filters, versions)]
    for word in words.split()[:8]:
        fields = (versions.c.title, versions.c.outlet, versions.c.author, articles.c.article_id)
        where.append(or_(*(field.icontains(word, autoescape=True) for field in fields)))
    counted = _current(func.count()).where(*where)
    page = (
        _current(*INFO, func.length(versions.c.text).label("characters"), articles.c.copy_of)
        .where(*where)
        .order_by(*_ORDERS[order], articles.c.article_id)
        .offset(max(offset, 0))
        .limit(limit)
    )
    with engine.connect() as connection:
        total = connection.execute(counted).scalar_one()
        rows = tuple(
            ListedArticle(info=info_of(row), characters=row.characters, is_copy=row.copy_of is not None)
            for row in connection.execute(page)
        )
    return Listing(rows=rows, total=total)


def count_by_month(engine: Engine, filters: Filters | None = None) -> list[MonthCount]:
    """Return how many articles there are by month and outlet, in that order, undated ones first."""
    month = func.substr(versions.c.published_at, 1, 7)
    query = (
        _current(month.label("month"), func.min(versions.c.outlet).label("outlet"), func.count().label("n"))
        .where(articles.c.version_key.is_not(None), *matching(filters, versions))
        .group_by(month, versions.c.outlet_key)
    )
    with engine.connect() as connection:
        counts = [
            MonthCount(month=row.month, outlet=row.outlet, articles=row.n)
            for row in connection.execute(query)
        ]
    # Not ordered by the database: each has its own place for what is undated and its own order of letters.
    return sorted(counts, key=lambda one: (one.month or "", (one.outlet or "").casefold()))


def _current(*columns: Any) -> Select[Any]:
    return select(*columns).join_from(articles, versions, articles.c.version_key == versions.c.version_key)
