"""Which of the articles found are copies of one story."""

from collections.abc import Iterable
from typing import Protocol

from sqlalchemy import Engine

from index.article import Article, ArticleInfo
from index.catalog_signatures import signatures_of
from index.copy_signature import group_copies


class KnowsStories(Protocol):
    """Tells stories, and what an article says as a whole."""

    def stories(self, infos: Iterable[ArticleInfo]) -> dict[str, str]:
        """Return, for each article that has a copy among those given, the name of its story."""
        ...

    def text(self, info: ArticleInfo) -> str:
        """Return an article version's clean text."""
        ...


class HasArticles(Protocol):
    """The catalog, as far as texts go."""

    def article(self, article_id: str, version: str | None = None) -> Article:
        """Return an article version; raises `InputError` when there is none."""
        ...


class CatalogStories:
    """Stories by the signatures that the catalog keeps.

    Args:
        engine: the catalog's.
        catalog: has the texts.
    """

    def __init__(self, engine: Engine, catalog: HasArticles) -> None:
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

    def text(self, info: ArticleInfo) -> str:
        """Return an article version's clean text."""
        return self._catalog.article(info.article_id, info.version).text
