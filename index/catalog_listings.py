"""What feeds and sitemaps listed when last read: a server that says "not modified" sends no list."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from index.catalog_schema import listed
from index.fetching.entry import Entry


def listed_entries(connection: Connection, path: str) -> list[Entry]:
    """Return the entries of the feed or sitemap that is known by `path`, in its order."""
    query = select(listed).where(listed.c.path == path).order_by(listed.c.place)
    return [
        Entry(url=row.url, title=row.title, published=row.published, modified=row.modified)
        for row in connection.execute(query)
    ]


def replace_entries(connection: Connection, path: str, entries: Sequence[Entry]) -> None:
    """Keep these entries in place of those before, inside a write transaction."""
    connection.execute(listed.delete().where(listed.c.path == path))
    rows = [
        {
            "path": path,
            "place": place,
            "url": entry.url,
            "title": entry.title,
            "published": entry.published,
            "modified": entry.modified,
        }
        for place, entry in enumerate(entries)
    ]
    if rows:
        connection.execute(listed.insert(), rows)
