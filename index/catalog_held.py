"""What the catalog holds of an article that was just read; asked for each, so statements are built once."""

from dataclasses import dataclass

from sqlalchemy import Connection, and_, bindparam, or_, select

from index.article import Article, ArticleInfo
from index.catalog_rows import INFO, info_of
from index.catalog_schema import articles, versions
from index.records import day_number, outlet_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An article as the catalog holds it now.

    Args:
        key: row key.
        owner: path of the source that may change it.
        info: of its current version, None once removed.
        is_copy: whether it has another article's exact text.
    """

    key: int
    owner: str
    info: ArticleInfo | None
    is_copy: bool


@dataclass(frozen=True, slots=True)
class SameText:
    """An article that has exactly the text of another.

    Args:
        key: row key of the one that came first.
        told_apart: whether a filter by day or outlet can tell them apart; then both are indexed, each to be
            found under its own, and search collapses them. Else the text is indexed once.
    """

    key: int
    told_apart: bool


_HELD = (
    select(articles.c.article_key, articles.c.owner, articles.c.copy_of, articles.c.version_key, *INFO)
    .outerjoin_from(articles, versions, articles.c.version_key == versions.c.version_key)
    .where(articles.c.article_id == bindparam("article_id"))
)
_SAME_TEXT = (
    select(articles.c.article_key, versions.c.text, versions.c.day, versions.c.outlet_key)
    .join_from(versions, articles, articles.c.article_key == versions.c.article_key)
    .where(
        articles.c.version_key == versions.c.version_key,
        versions.c.version == bindparam("version"),
        articles.c.copy_of.is_(None),
        articles.c.article_id != bindparam("article_id"),
    )
    .order_by(articles.c.article_key)
)
_ORIGINAL, _THEIRS = articles.alias("original"), versions.alias("theirs")
_TOLD_APART = or_(
    and_(versions.c.day.is_not(None), versions.c.day.is_distinct_from(_THEIRS.c.day)),
    and_(versions.c.outlet_key.is_not(None), versions.c.outlet_key.is_distinct_from(_THEIRS.c.outlet_key)),
)
_ORPHANS = (
    select(*INFO, versions.c.text, articles.c.owner)
    .join_from(articles, versions, articles.c.version_key == versions.c.version_key)
    .join(_ORIGINAL, articles.c.copy_of == _ORIGINAL.c.article_key)
    .outerjoin(_THEIRS, _ORIGINAL.c.version_key == _THEIRS.c.version_key)
    .where(articles.c.copy_of.is_not(None))
    .where(
        _THEIRS.c.version.is_distinct_from(versions.c.version)
        | _ORIGINAL.c.copy_of.is_not(None)
        | (articles.c.indexed != _TOLD_APART)
    )
    .order_by(articles.c.copy_of, articles.c.article_key)
)


class HeldArticles:
    """Looks up what is held.

    Args:
        connection: open; what it sees is its transaction's state.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def held(self, article_id: str) -> Held | None:
        """Return what is held of an article, removed or not; None when it was never known."""
        row = self._connection.execute(_HELD, {"article_id": article_id}).first()
        if row is None:
            return None
        return Held(
            key=row.article_key,
            owner=row.owner,
            info=info_of(row) if row.version_key is not None else None,
            is_copy=row.copy_of is not None,
        )

    def same_text(self, article: Article) -> SameText | None:
        """Return the other article, itself no copy, whose current text is exactly this one's, if any."""
        asked = {"version": article.info.version, "article_id": article.info.article_id}
        for row in self._connection.execute(_SAME_TEXT, asked):
            if row.text == article.text:  # a version is a short hash: never trust it alone
                day, outlet = day_number(article.info.published_at), outlet_key(article.info.outlet)
                told_apart = day not in (None, row.day) or outlet not in (None, row.outlet_key)
                return SameText(row.article_key, told_apart)
        return None

    def orphaned_copies(self, limit: int) -> list[tuple[Article, str]]:
        """Return copies, with their owners, whose original is gone, or has another text or details now."""
        rows = self._connection.execute(_ORPHANS.limit(limit))
        return [(Article(info=info_of(row), text=row.text), row.owner) for row in rows]
