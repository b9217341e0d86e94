"""From what a user names as sources to what the archive is asked to read and fetch."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING

from app.settings import Settings
from index.errors import InputError

if TYPE_CHECKING:
    from index.fetching.policy import FetchPolicy
    from index.fetching.web_run import WebSources
    from index.reading import Limits

MB = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What one run of indexing reads.

    Args:
        paths: files and folders.
        web: pages, feeds and sitemaps; None when there are none.
    """

    paths: tuple[Path, ...]
    web: "WebSources | None"


def make_sources(
    given: Sequence[str | PathLike[str]],
    *,
    feeds: Sequence[str] = (),
    sitemaps: Sequence[str] = (),
    limit: int | None = None,
    since: date | str | None = None,
    prune: bool = False,
) -> Sources:
    """Return the sources that a user named: what begins like a web address is one, all else is a path.

    Args:
        given: paths and addresses of articles.
        feeds: addresses of RSS or Atom feeds.
        sitemaps: addresses of sitemaps.
        limit: most articles of each feed and sitemap.
        since: first day of publication, for feeds and sitemaps.
        prune: whether articles whose page is gone are taken out.

    Raises:
        InputError: nothing is named, or a limit or day without a feed or sitemap, or a day that is none.
    """
    names = [fspath(name) for name in given]
    urls = [name for name in names if is_url(name)]
    if not names and not feeds and not sitemaps:
        raise InputError("nothing to index is named", hint="Give a path, an address, --feed or --sitemap")
    if (limit is not None or since is not None) and not feeds and not sitemaps:
        raise InputError("a limit and a first day go with a feed or sitemap", hint="Add --feed or --sitemap")
    for name in (*feeds, *sitemaps):
        if not is_url(name):
            raise InputError(f"{name!r} is no web address", hint="It begins with https:// or http://")
    web = None
    if urls or feeds or sitemaps:
        from index.dates import parse_day_option
        from index.fetching.web_run import WebSources

        first = parse_day_option(since) if isinstance(since, str) else since
        web = WebSources(
            urls=urls, feeds=feeds, sitemaps=sitemaps, limit=limit, since=first, forget_gone=prune
        )
    return Sources(paths=tuple(Path(name) for name in names if not is_url(name)), web=web)


def is_url(name: str) -> bool:
    """Return whether a name is a web address."""
    return name.lower().startswith(("http://", "https://"))


def fetch_policy(settings: Settings, *, allow_private: bool = False) -> "FetchPolicy":
    """Return how pages are fetched."""
    from index.fetching.policy import FetchPolicy

    return FetchPolicy(
        user_agent=settings.user_agent,
        allow_private=allow_private,
        interval=settings.fetch_interval,
        timeout=settings.fetch_timeout,
        deadline=settings.fetch_deadline,
        retries=settings.fetch_retries,
        page_bytes=settings.fetch_mb * MB,
    )


def reading_limits(settings: Settings) -> "Limits":
    """Return how much one source may take while it is read."""
    from index.reading import Limits

    return Limits(
        article_bytes=settings.article_mb * MB,
        bundle_bytes=settings.bundle_mb * MB,
        pdf_seconds=settings.pdf_seconds,
    )
