"""Keeps answers with the articles that they need, so that a run can be scored without its archive."""

from collections.abc import Iterable, Sequence

from eval.articles import ArticleSource
from eval.cases import Case
from eval.records import Record
from eval.runs.folder import RunFolder
from index.article import Article


class Keeper:
    """Keeps answers, and each article version that they cite once.

    Args:
        folder: where they are kept.
        articles: the archive.
    """

    def __init__(self, folder: RunFolder, articles: ArticleSource) -> None:
        self._folder = folder
        self._articles = articles
        self._known = folder.kept_articles()

    def gold(self, cases: Sequence[Case]) -> None:
        """Keep the articles that gold spans name."""
        names = dict.fromkeys(name for case in cases for name in case.articles())
        found = [self._articles.find(name) for name in names]
        self._folder.write_articles(self._new(a for a in found if a is not None))

    def add(self, record: Record) -> None:
        """Keep an answer and what it cites."""
        cited = record.answer.citations if record.answer else []
        found = [self._articles.get(c.article_id, c.version) for c in cited]
        self._folder.add(record, self._new(a for a in found if a is not None))

    def _new(self, articles: Iterable[Article]) -> list[Article]:
        new: list[Article] = []
        for article in articles:
            key = (article.info.article_id, article.info.version)
            if key not in self._known:
                self._known.add(key)
                new.append(article)
        return new
