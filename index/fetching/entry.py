"""What feeds and sitemaps list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from index.dates import parse_date


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One article as a feed or sitemap lists it.

    Args:
        url: of its page.
        title: headline, empty when not told.
        published: time of publication as told, None when not told.
        modified: time of its last change as told, None when not told.
    """

    url: str
    title: str = ""
    published: str | None = None
    modified: str | None = None

    @property
    def day(self) -> date | None:
        """The day of publication, else of the last change, None when neither is known for certain."""
        told = parse_date(self.published or "") or parse_date(self.modified or "")
        return date.fromisoformat(told[:10]) if told else None


def newest(entries: Iterable[Entry], limit: int | None, since: date | None) -> list[Entry]:
    """Return at most `limit` entries, each address once, newest first; those without a day last, as listed.

    Args:
        entries: in any order.
        limit: how many; all when None.
        since: leaves out what has a day before this one.
    """
    once = {entry.url: entry for entry in reversed(list(entries))}
    days = [(entry, entry.day) for entry in reversed(once.values())]
    kept = [(entry, day) for entry, day in days if since is None or day is None or day >= since]
    kept.sort(key=lambda item: item[1].toordinal() if item[1] else 0, reverse=True)
    return [entry for entry, _ in kept[:limit]]
