"""Taking single articles out of what can be found, by their ids."""

from collections.abc import Iterable

from sqlalchemy import Engine, select

from index.catalog_rows import IN_LIMIT
from index.catalog_schema import articles, source_articles
from index.catalog_writer import writing


def remove_articles(engine: Engine, article_ids: Iterable[str]) -> list[str]:
    """Remove articles and return the keys of the sources that gave them; the caller holds the lock.

    Their versions stay readable, so that old citations open. An article comes back when its file changes
    and is indexed again, or when another file gives it.

    Args:
        engine: the catalog's.
        article_ids: those that are not there are passed over.
    """
    wanted = list(dict.fromkeys(article_ids))
    paths: list[str] = []
    for start in range(0, len(wanted), IN_LIMIT):
        ids = wanted[start : start + IN_LIMIT]
        with writing(engine) as catalog:
            held = select(articles.c.article_key).where(
                articles.c.article_id.in_(ids), articles.c.version_key.is_not(None)
            )
            for key in list(catalog.connection.execute(held).scalars()):
                given = source_articles.c.article_key == key
                paths += catalog.connection.execute(select(source_articles.c.path).where(given)).scalars()
                catalog.connection.execute(source_articles.delete().where(given))
                catalog.remove(key)
    return list(dict.fromkeys(paths))


def forget_sources(engine: Engine, paths: Iterable[str]) -> list[str]:
    """Forget files that give no article any longer, so that they are read as new; return which."""
    from index.catalog_sources import SourceBook

    forgotten = []
    with writing(engine) as catalog:
        book = SourceBook(catalog.connection)
        for path in paths:
            left = select(source_articles.c.article_key).where(source_articles.c.path == path).limit(1)
            if catalog.connection.execute(left).first() is None:
                book.forget(path)
                forgotten.append(path)
    return forgotten
