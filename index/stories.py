"""Which articles are copies of one story: among those found, and of one article in the whole archive."""

from collections.abc import Iterable
from typing import Any, Protocol

from sqlalchemy import Engine, Row, select

from index.article import ArticleInfo
from index.catalog_rows import IN_LIMIT, INFO, info_of
from index.catalog_schema import articles, versions
from index.catalog_signatures import alike_versions, signatures_of
from index.copy_signature import group_copies

MOST_COPIES = IN_LIMIT
"""Copies told of one article."""


class KnowsStories(Protocol):
    """Tells stories, and what an article says as a whole."""

    def stories(self, infos: Iterable[ArticleInfo]) -> dict[str, str]:
        """Return, for each article that has a copy among those given, the name of its story."""
        ...

    def texts(self, infos: Iterable[ArticleInfo]) -> dict[str, str]:
        """Return the clean texts of article versions, by article."""
        ...


class HasTexts(Protocol):
    """The catalog, as far as texts go."""

    def texts(self, infos: Iterable[ArticleInfo]) -> dict[str, str]:
        """Return the clean texts of article versions, by article."""
        ...


class CatalogStories:
    """Stories by the signatures that the catalog keeps.

    Args:
        engine: the catalog's.
        catalog: has the texts.
    """

    def __init__(self, engine: Engine, catalog: HasTexts) -> None:
        self._engine = engine
        self._catalog = catalog

    def stories(self, infos: Iterable[ArticleInfo]) -> dict[str, str]:
        """Return, for each article that has a copy among those given, the id of the first of its copies."""
        found = signatures_of(self._engine, infos)
        ids = sorted(found)
        groups = group_copies([found[article_id] for article_id in ids])
        several = {group for group in groups if groups.count(group) > 1}
        return {
            article_id: ids[group] for article_id, group in zip(ids, groups, strict=True) if group in several
        }

    def texts(self, infos: Iterable[ArticleInfo]) -> dict[str, str]:
        """Return the clean texts of article versions, by article."""
        return self._catalog.texts(infos)


def copies_of(engine: Engine, info: ArticleInfo) -> list[ArticleInfo]:
    """Return the other articles held now that are copies of a version, oldest first, MOST_COPIES at most.

    Copies have exactly its text, or one so alike that they are one story; see `index.copy_signature`. The
    signatures of the whole archive are read, half a kilobyte for each article.

    Args:
        engine: the catalog's.
        info: any version of an article, current or not.
    """
    own = signatures_of(engine, [info]).get(info.article_id)
    alike = alike_versions(engine, own)[:MOST_COPIES] if own else []
    current = (articles.c.article_key == versions.c.article_key) & (
        articles.c.version_key == versions.c.version_key
    )
    query = select(*INFO, versions.c.day).join_from(versions, articles, current)
    found: dict[str, Row[Any]] = {}
    with engine.connect() as connection:
        for same in (versions.c.version == info.version, versions.c.version_key.in_(alike)):
            found |= {row.article_id: row for row in connection.execute(query.where(same).limit(MOST_COPIES))}
    found.pop(info.article_id, None)
    rows = sorted(found.values(), key=lambda row: (row.day is None, row.day or 0, row.article_id))
    return [info_of(row) for row in rows[:MOST_COPIES]]
