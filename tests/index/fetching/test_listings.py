import gzip
from datetime import date

import pytest

from index.fetching.entry import Entry, newest
from index.fetching.feeds import parse_feed
from index.fetching.listing_xml import unpack
from index.fetching.policy import FetchError
from index.fetching.sitemaps import parse_sitemap

URL = "https://gazette.example/feed"
RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Gazette</title>
<item><title>Ferry &amp; fog</title><link>/news/1</link><pubDate>Fri, 14 Mar 2031 06:30:00 +0100</pubDate></item>
<item><title>No link</title><guid isPermaLink="false">urn:x:2</guid></item>
<item><title>By its guid</title><guid>https://gazette.example/news/3</guid></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Gazette</title><entry><title>Ferry</title>
<link rel="alternate" href="https://gazette.example/news/1"/><published>2031-03-14T06:30:00Z</published>
<updated>2031-03-15T00:00:00Z</updated></entry></feed>"""


def test_rss_and_atom_are_read() -> None:
    first, second = parse_feed(RSS.encode(), URL, 100)
    assert (first.url, first.title, first.day) == (
        "https://gazette.example/news/1",
        "Ferry & fog",
        date(2031, 3, 14),
    )
    assert second == Entry(url="https://gazette.example/news/3", title="By its guid")
    [entry] = parse_feed(ATOM.encode(), URL, 100)
    assert (entry.published, entry.modified) == ("2031-03-14T06:30:00Z", "2031-03-15T00:00:00Z")
    assert len(parse_feed(RSS.encode(), URL, 1)) == 1


def test_a_feed_that_is_not_well_formed_is_read_all_the_same() -> None:
    torn = RSS.replace("</channel></rss>", "").replace("&amp;", "&")
    assert [entry.url for entry in parse_feed(torn.encode(), URL, 100)][:1] == [
        "https://gazette.example/news/1"
    ]


LAUGHS = '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("body", ["", "not a feed", "<html><body>x</body></html>", "/etc/passwd", URL])
def test_what_is_no_feed_or_sitemap_is_told(body: str) -> None:
    with pytest.raises(FetchError, match="no RSS or Atom feed"):
        parse_feed(body.encode(), URL, 100)
    with pytest.raises(FetchError, match="no sitemap"):
        parse_sitemap(body.encode(), URL, 100)


@pytest.mark.parametrize("root", ["<rss><channel><title>&b;</title></channel></rss>", "<urlset>&b;</urlset>"])
def test_entities_of_its_own_are_refused(root: str) -> None:
    for parse in (parse_feed, parse_sitemap):
        with pytest.raises(FetchError, match="defines XML entities"):
            parse((LAUGHS + root).encode(), URL, 100)
    outside = '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + root
    with pytest.raises(FetchError, match="defines XML entities"):
        parse_sitemap(outside.encode(), URL, 100)


def test_sitemaps_with_news_and_pictures_and_indexes_are_read() -> None:
    page = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"'
        ' xmlns:i="http://www.google.com/schemas/sitemap-image/1.1"><url><loc> https://gazette.example/a </loc>'
        "<lastmod>2031-03-15</lastmod><i:image><i:loc>https://x/y.jpg</i:loc><i:title>Photo</i:title></i:image>"
        "<n:news><n:publication_date>2031-03-14</n:publication_date><n:title>Ferry</n:title></n:news></url><url/></urlset>"
    )
    found = parse_sitemap(page.encode(), URL, 100)
    assert found.entries == (
        Entry(url="https://gazette.example/a", title="Ferry", published="2031-03-14", modified="2031-03-15"),
    )
    index = "<sitemapindex><sitemap><loc>/s.xml.gz</loc></sitemap></sitemapindex>"
    assert [s.url for s in parse_sitemap(index.encode(), URL, 9).sitemaps] == [
        "https://gazette.example/s.xml.gz"
    ]


def test_packed_listings_are_unpacked_within_bounds() -> None:
    assert unpack(gzip.compress(b"abc"), 3) == unpack(b"abc", 3) == b"abc"
    with pytest.raises(FetchError, match="larger than 2 bytes"):
        unpack(gzip.compress(b"abc"), 2)
    with pytest.raises(FetchError, match="packed wrongly"):
        unpack(b"\x1f\x8bno", 3)


def test_the_newest_come_first_and_each_once() -> None:
    entries = [
        Entry(url="a", published="2031-03-01"),
        Entry(url="b"),
        Entry(url="c", modified="2031-03-09T10:00:00Z"),
        Entry(url="d", published="03/04/2031"),
        Entry(url="a", published="2031-03-30"),
    ]
    assert [entry.url for entry in newest(entries, None, None)] == ["c", "a", "b", "d"]
    assert [entry.url for entry in newest(entries, 1, None)] == ["c"]
    assert [entry.url for entry in newest(entries, None, date(2031, 3, 5))] == ["c", "b", "d"]
