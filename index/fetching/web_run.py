"""One run over pages, feeds and sitemaps: what is new or changed goes to the indexer."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from index.catalog_sources import KnownSource
from index.fetching.entry import Entry, newest
from index.fetching.feeds import parse_feed
from index.fetching.fetcher import Fetcher
from index.fetching.http_client import NOT_MODIFIED, Reply, checked_url
from index.fetching.listing_xml import unpack
from index.fetching.page_body import read_body
from index.fetching.policy import FetchError, FetchPolicy
from index.fetching.sitemaps import parse_sitemap
from index.reading import READER_VERSION, Limits, Rejection
from index.reading.articles import ArticleMaker
from index.reading.bounded import TooLarge
from index.reading.identity import canonical_url
from index.reading.source import printable

if TYPE_CHECKING:
    from index.article import Article
    from index.indexer import Indexer

MARK = f"{READER_VERSION}/web"


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSources:
    """What is to be fetched.

    Args:
        urls: of articles.
        feeds: of RSS or Atom feeds.
        sitemaps: of sitemaps.
        limit: most articles of each feed and sitemap, newest first; all when None.
        since: articles of feeds and sitemaps that were published before this day are left out.
        forget_gone: whether an article is taken out when its page is said to be gone.
    """

    urls: Sequence[str] = ()
    feeds: Sequence[str] = ()
    sitemaps: Sequence[str] = ()
    limit: int | None = None
    since: date | None = None
    forget_gone: bool = False


@dataclass(frozen=True, slots=True)
class _Listing:
    """What a feed or sitemap lists; not whole where its own page tells only where the rest is listed."""

    entries: list[Entry]
    is_whole: bool = True


def fetch_into(indexer: "Indexer", wanted: WebSources, policy: FetchPolicy | None, limits: Limits) -> None:
    """Fetch what is wanted into the archive of an indexer; see `WebRun`."""
    WebRun(indexer, Fetcher(policy or FetchPolicy()), wanted, limits).run()
    indexer.flush()
    indexer.adopt_orphans()


class WebRun:
    """Fetches and hands over, one page at a time.

    Args:
        indexer: takes what was read.
        fetcher: gets it.
        wanted: what.
        limits: how much one page may take while it is read.
    """

    def __init__(self, indexer: "Indexer", fetcher: Fetcher, wanted: WebSources, limits: Limits) -> None:
        self._indexer = indexer
        self._fetcher = fetcher
        self._wanted = wanted
        self._limits = limits
        self._done: set[str] = set()

    def run(self) -> None:
        """Fetch everything; what fails is rejected, and the rest goes on."""
        for url in self._wanted.urls:
            self._pages([Entry(url=url)], {}, None)
        for url in self._wanted.feeds:
            self._listing(f"feed {url}", url, self._feed)
        for url in self._wanted.sitemaps:
            self._listing(f"sitemap {url}", url, self._sitemap)

    def _listing(self, key: str, url: str, read: Callable[[Reply], _Listing]) -> None:
        book = self._indexer
        known = book.known(key)
        before = {entry.url: entry for entry in book.listed(key)} if known else {}
        fresh = known if known and known.fingerprint == MARK else None
        try:
            reply = self._get(url, self._fetcher.policy.feed_bytes, fresh)
            listing = _Listing(list(before.values())) if reply.status == NOT_MODIFIED else read(reply)
        except FetchError as error:
            book.reject_once(Rejection(printable(url), error.reason))
            return
        if reply.status != NOT_MODIFIED:
            book.begin(key, url)
            book.list_entries(key, listing.entries)
            etag, modified = (reply.etag, reply.last_modified) if listing.is_whole else (None, None)
            book.finish(key, MARK, None, etag=etag, last_modified=modified)
        entries = newest(listing.entries, self._wanted.limit, self._wanted.since)
        self._pages(entries, before, self._wanted.since)

    def _feed(self, reply: Reply) -> _Listing:
        policy = self._fetcher.policy
        return _Listing(parse_feed(unpack(reply.body, policy.feed_bytes), reply.url, policy.entries))

    def _sitemap(self, reply: Reply) -> _Listing:
        """Return the pages of a sitemap, or of those that an index leads to, newest sitemaps first."""
        policy = self._fetcher.policy
        found = parse_sitemap(unpack(reply.body, policy.feed_bytes), reply.url, policy.entries)
        entries = list(found.entries)
        for child in newest(found.sitemaps, policy.sitemaps, self._wanted.since):
            if len(entries) >= min(self._wanted.limit or policy.entries, policy.entries):
                break
            try:
                page = self._get(child.url, policy.feed_bytes, None)
                inner = parse_sitemap(unpack(page.body, policy.feed_bytes), page.url, policy.entries)
            except FetchError as error:
                self._indexer.reject_once(Rejection(printable(child.url), error.reason))
                continue
            entries += newest(inner.entries, None, self._wanted.since)
        return _Listing(entries[: policy.entries], is_whole=not found.sitemaps)

    def _pages(self, entries: Sequence[Entry], before: dict[str, Entry], since: date | None) -> None:
        for number, entry in enumerate(entries):
            self._indexer.expect(len(entries) - number)
            self._page(entry, before.get(entry.url), since)

    def _page(self, entry: Entry, before: Entry | None, since: date | None) -> None:
        shown = printable(entry.url)
        try:
            place = checked_url(entry.url)
        except FetchError as error:
            self._indexer.reject_once(Rejection(shown, error.reason))
            return
        key = canonical_url(place) or place
        if key in self._done:
            return
        self._done.add(key)
        known = self._indexer.known(key)
        fresh = known if known and known.fingerprint == MARK else None
        if fresh and before and before.modified and before.modified == entry.modified:
            self._indexer.count_unchanged(fresh)  # its listing says that it has not changed
            return
        try:
            reply = self._get(place, self._fetcher.policy.page_bytes, fresh)
        except FetchError as error:
            self._failed(key, shown, known, error)
            return
        sha256 = hashlib.sha256(reply.body).hexdigest()
        if fresh and (reply.status == NOT_MODIFIED or sha256 == fresh.sha256):
            self._indexer.count_unchanged(fresh)
            return
        self._indexer.begin(key, key)
        self._indexer.take(self._articles(reply, entry, key, since), key, shown)
        self._indexer.finish(key, MARK, sha256, etag=reply.etag, last_modified=reply.last_modified)
        if self._wanted.forget_gone:
            self._indexer.drop_stale(key)

    def _articles(
        self, reply: Reply, entry: Entry, key: str, since: date | None
    ) -> "Iterator[Article | Rejection]":
        maker = ArticleMaker(key, printable(key), self._limits.article_chars)
        try:
            for item in read_body(reply, entry, self._limits):
                for made in maker.make(item):
                    if isinstance(made, Rejection) or not _before(made, since):
                        yield made
        except TooLarge as error:
            yield Rejection(printable(key), str(error))
        except Exception as error:  # a library's fault on hostile input must cost one page, not the run
            yield Rejection(printable(key), f"it could not be taken apart ({type(error).__name__})")

    def _get(self, url: str, most: int, known: KnownSource | None) -> Reply:
        etag, modified = (known.etag, known.last_modified) if known else (None, None)
        return self._fetcher.get(url, most, etag=etag, last_modified=modified)

    def _failed(self, key: str, shown: str, known: KnownSource | None, error: FetchError) -> None:
        reason = error.reason
        if error.gone and known and known.articles + known.copies:
            if self._wanted.forget_gone:
                self._indexer.forget(key)
                return
            reason += "; what it held is kept, and --prune takes it out"
        self._indexer.reject_once(Rejection(shown, reason))


def _before(article: "Article", since: date | None) -> bool:
    day = (article.info.published_at or "")[:10]
    return bool(since and day and day < since.isoformat())
