"""Where scoring looks up the articles that answers cite and gold spans name."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Protocol

from index.article import Article, ArticleInfo, Span
from index.hit import Filters

_PAGE = 500


class ArticleSource(Protocol):
    """Looks up articles. What it does not hold was invented, as far as scoring goes."""

    def get(self, article_id: str, version: str) -> Article | None:
        """Return that version of an article, None when there is none."""
        ...

    def find(self, name: str) -> Article | None:
        """Return the current version of the article that a gold span names, None when none or several do.

        Args:
            name: its `article_id`, or the end of its id or `source_path` from a `/` on, such as a file's
                name.
        """
        ...


class Catalogued(Protocol):
    """What is needed of an archive here."""

    def article(self, article_id: str, version: str | None = None) -> Article: ...  # noqa: D102

    def articles(  # noqa: D102
        self, filters: Filters | None = None, *, offset: int = 0, limit: int = 100
    ) -> list[ArticleInfo]: ...


class StoredArticles:
    """Articles held in memory, such as those that a run folder keeps.

    Args:
        articles: any versions; of several of one article the last counts as current.
    """

    def __init__(self, articles: Iterable[Article]) -> None:
        self._versions: dict[tuple[str, str], Article] = {}
        current: dict[str, Article] = {}
        for article in articles:
            self._versions[article.info.article_id, article.info.version] = article
            current[article.info.article_id] = article
        self._names = Names((a.info.article_id, a.info.source_path) for a in current.values())
        self._current = current

    def get(self, article_id: str, version: str) -> Article | None:
        """See `ArticleSource`."""
        return self._versions.get((article_id, version))

    def find(self, name: str) -> Article | None:
        """See `ArticleSource`."""
        article_id = self._names.resolve(name)
        return self._current[article_id] if article_id is not None else None


class ArchiveArticles:
    """Articles of an archive.

    Args:
        archive: an open archive.
    """

    def __init__(self, archive: Catalogued) -> None:
        self._archive = archive
        self._names: Names | None = None

    def get(self, article_id: str, version: str) -> Article | None:
        """See `ArticleSource`."""
        from index.errors import InputError

        try:
            return self._archive.article(article_id, version)
        except InputError:
            return None

    def find(self, name: str) -> Article | None:
        """See `ArticleSource`."""
        if self._names is None:
            self._names = Names((info.article_id, info.source_path) for info in pages_of(self._archive))
        article_id = self._names.resolve(name)
        return self._archive.article(article_id) if article_id is not None else None


def pages_of(archive: Catalogued) -> Iterator[ArticleInfo]:
    """Yield every article of an archive."""
    offset = 0
    while page := archive.articles(offset=offset, limit=_PAGE):
        yield from page
        offset += len(page)


class Names:
    """Finds an article id by the end of a path.

    Args:
        pairs: `(article_id, source_path)` of every article.
    """

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._ids: set[str] = set()
        self._ends: dict[str, set[str]] = defaultdict(set)
        for article_id, path in pairs:
            self._ids.add(article_id)
            for known in (article_id, path.replace("\\", "/")):
                parts = known.split("/")
                for at in range(len(parts)):
                    self._ends["/".join(parts[at:])].add(article_id)

    def resolve(self, name: str) -> str | None:
        """Return the one article that `name` stands for, None when none or several do."""
        if name in self._ids:
            return name
        found = self._ends.get(name, set())
        return next(iter(found)) if len(found) == 1 else None


@lru_cache(maxsize=2048)
def sentences_of(text: str) -> tuple[Span, ...]:
    """Return the sentences of an article's text; kept, since many answers cite the same articles."""
    from index.sentences import split_sentences

    return tuple(split_sentences(text))
