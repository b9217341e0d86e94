from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from index.archive import Archive
from index.fetching.guarded_network import GuardedBackend
from index.fetching.policy import FetchPolicy
from index.fetching.web_run import WebSources
from index.report import IndexReport
from tests.support.embedder import CountingEmbedder
from tests.support.files import pdf
from tests.support.web_server import Page, Site

POLICY = FetchPolicy(allow_private=True, interval=0, timeout=5, retries=0)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive", CountingEmbedder(), create=True) as opened:
        yield opened


def fetch(archive: Archive, *, prune: bool = False, policy: FetchPolicy = POLICY, **web: Any) -> IndexReport:
    return archive.index([], prune=prune, web=WebSources(forget_gone=prune, **web), policy=policy)


def html(name: str, head: str = "") -> str:
    return (
        f"<html lang='en'><head><title>{name} sails</title>{head}</head><body><article><h1>{name} sails</h1>"
        f"<p>The ferry {name} left Port Sarn at dawn on Monday with forty people on board, it was said.</p>"
        f"<p>The {name} is to come back on Friday, when the fog has lifted from the bay of Oan.</p></article>"
    )


def rss(site: Site, *names: str) -> str:
    items = "".join(
        f"<item><title>{name}</title><link>{site.url}/{name}</link><pubDate>{n:02} Mar 2031 06:00:00 GMT</pubDate></item>"
        for n, name in enumerate(names, 1)
    )
    return f'<rss version="2.0"><channel><title>Gazette</title>{items}</channel></rss>'


def publish(site: Site, *names: str, etag: str | None = "1") -> None:
    site.page("/feed", rss(site, *names), kind="application/rss+xml", etag=f'"{len(names)}"')
    for name in names:
        site.page(f"/{name}", html(name), etag=f'"{name}{etag}"' if etag else None)


def told(report: IndexReport) -> dict[str, str]:
    return {rejection.path.rpartition("/")[2]: rejection.reason for rejection in report.rejected}


def test_a_feed_is_followed_and_asked_again_for_what_is_new_or_changed(archive: Archive, site: Site) -> None:
    publish(site, "Oriel", "Tern")
    feed = f"{site.url}/feed"
    report = fetch(archive, feeds=[feed])
    assert (report.added, report.articles, report.rejected) == (2, 2, ())
    info = archive.article(f"{site.url}/Oriel").info
    assert (info.title, info.published_at, info.language) == (
        "Oriel sails",
        "2031-03-01T06:00:00+00:00",
        "en",
    )
    assert info.source_path == info.url == f"{site.url}/Oriel"

    site.asked.clear()
    again = fetch(archive, feeds=[feed])
    assert (again.unchanged, again.added, again.updated, again.rejected) == (2, 0, 0, ())
    assert [headers["if-none-match"] for path, headers in site.asked if path != "/robots.txt"] == [
        '"2"', '"Tern1"', '"Oriel1"',
    ]  # fmt: skip

    publish(site, "Oriel", "Tern", "Skua")
    site.page("/Oriel", html("Oriel").replace("forty", "fifty"), etag='"new"')
    third = fetch(archive, feeds=[feed])
    assert (third.added, third.updated, third.unchanged) == (1, 1, 1)
    assert "fifty people" in archive.article(f"{site.url}/Oriel").text
    assert len(archive.versions(f"{site.url}/Oriel")) == 2


def test_a_page_without_validators_is_compared_by_its_bytes(archive: Archive, site: Site) -> None:
    publish(site, "Oriel", etag=None)
    fetch(archive, urls=[f"{site.url}/Oriel"])
    site.pages["/Oriel?utm_source=x"] = site.pages["/Oriel"]
    assert fetch(archive, urls=[f"{site.url}/Oriel?utm_source=x#top"]).unchanged == 1


def test_limit_and_since_choose_the_newest(archive: Archive, site: Site) -> None:
    publish(site, "Oriel", "Tern", "Skua")
    feed = f"{site.url}/feed"
    assert fetch(archive, feeds=[feed], limit=1).added == 1
    assert fetch(archive, feeds=[feed], since=date(2031, 3, 2)).added == 1
    assert {info.title for info in archive.articles()} == {"Skua sails", "Tern sails"}
    assert fetch(archive, feeds=[feed]).added == 1


def test_an_article_that_turns_out_to_be_too_old_is_left_out(archive: Archive, site: Site) -> None:
    site.page("/map.xml", f"<urlset><url><loc>{site.url}/Oriel</loc></url></urlset>", kind="text/xml")
    site.page(
        "/Oriel", html("Oriel", '<meta property="article:published_time" content="2030-01-01T06:00:00Z">')
    )
    report = fetch(archive, sitemaps=[f"{site.url}/map.xml"], since=date(2031, 1, 1))
    assert (report.added, report.rejected) == (0, ())


def test_sitemaps_are_followed_and_unchanged_pages_not_asked_for(archive: Archive, site: Site) -> None:
    publish(site, "Oriel", "Tern")
    listed = "".join(
        f"<url><loc>{site.url}/{name}</loc><lastmod>2031-03-0{n}</lastmod></url>"
        for n, name in enumerate(("Oriel", "Tern"), 1)
    )
    site.page("/news.xml", f"<urlset>{listed}</urlset>", kind="text/xml")
    places = (
        f"<sitemap><loc>{site.url}/news.xml</loc></sitemap><sitemap><loc>{site.url}/none.xml</loc></sitemap>"
    )
    site.page("/index.xml", f"<sitemapindex>{places}</sitemapindex>", kind="text/xml")
    first = fetch(archive, sitemaps=[f"{site.url}/index.xml"])
    assert (first.added, told(first)) == (2, {"none.xml": "its server answers 404"})
    site.asked.clear()
    site.page("/news.xml", f"<urlset>{listed.replace('03-01', '03-07')}</urlset>", kind="text/xml")
    assert fetch(archive, sitemaps=[f"{site.url}/index.xml"]).unchanged == 2
    assert [path for path in site.paths if path in ("/Oriel", "/Tern")] == ["/Oriel"]


def test_what_cannot_be_had_is_told_and_the_rest_goes_on(archive: Archive, site: Site) -> None:
    publish(site, "Oriel", "Gone", "Picture", "Empty", "Private", "Paper", "Broken")
    site.page("/robots.txt", "User-agent: *\nDisallow: /Private")
    site.pages["/Gone"] = Page(status=410)
    site.pages["/Picture"] = Page(b"\x89PNG", kind="image/png")
    site.pages["/Empty"] = Page(b"<html></html>")
    site.pages["/Paper"] = Page(
        pdf([[(50, 700, "The pier of Oan was opened on Monday by the mayor.")]]), kind="application/pdf"
    )
    site.pages["/Broken"] = Page(b"no pdf", kind="application/pdf")
    report = fetch(archive, feeds=[f"{site.url}/feed", f"{site.url}/no-feed"])
    assert report.added == 2
    assert told(report) == {
        "Gone": "its server answers 410",
        "Picture": "it is image/png, not an article",
        "Empty": "the page has no article in it",
        "Private": "its site's robots.txt asks not to fetch it",
        "Broken": "it is not a whole PDF",
        "no-feed": "its server answers 404",
    }


def test_a_page_that_is_gone_is_kept_until_pruned(archive: Archive, site: Site) -> None:
    publish(site, "Oriel")
    url = f"{site.url}/Oriel"
    fetch(archive, urls=[url])
    site.pages["/Oriel"] = Page(status=503)
    assert fetch(archive, urls=[url], prune=True).articles == 1
    site.pages["/Oriel"] = Page(status=410)
    kept = fetch(archive, urls=[url])
    assert kept.articles == 1 and "--prune takes it out" in told(kept)["Oriel"]
    pruned = fetch(archive, urls=[url], prune=True)
    assert (pruned.removed, pruned.articles) == (1, 0)


def test_a_page_that_takes_another_address_leaves_its_old_one_when_pruned(
    archive: Archive, site: Site
) -> None:
    url = f"{site.url}/a"
    site.page("/a", html("Oriel"))
    fetch(archive, urls=[url])
    site.page("/a", html("Oriel", f'<link rel="canonical" href="{site.url}/own">'))
    assert fetch(archive, urls=[url], prune=True).removed == 1
    assert [info.article_id for info in archive.articles()] == [f"{site.url}/own"]


def test_feeds_that_lead_to_this_machine_or_never_end_are_told(archive: Archive, site: Site) -> None:
    site.page("/endless", "<rss>" + "x" * 1_000, kind="text/xml", endless=True)
    site.page("/laughs", '<!DOCTYPE r [<!ENTITY a "b">]><rss>&a;</rss>', kind="text/xml")
    small = FetchPolicy(allow_private=True, interval=0, timeout=5, retries=0, feed_bytes=50_000)
    report = fetch(archive, policy=small, feeds=[f"{site.url}/endless", f"{site.url}/laughs"])
    assert told(report) == {
        "endless": "it is larger than 49 kB",
        "laughs": "it defines XML entities of its own, which no feed needs",
    }
    refused = fetch(archive, policy=FetchPolicy(retries=0), feeds=[f"{site.url}/endless"])
    assert "no public address" in told(refused)["endless"]


def test_a_feed_that_leads_on_to_this_machine_is_refused(
    archive: Archive, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The feed's own host is allowed, as if it were public; where it leads is judged anew."""
    port = site.url.rpartition(":")[2]
    publish(site, "Oriel")
    site.pages["/moved"] = Page(status=302, headers={"Location": f"http://localhost:{port}/feed"})
    site.page("/inside", rss(site, "Oriel").replace("127.0.0.1", "localhost"), kind="text/xml")

    class FirstIsPublic(GuardedBackend):
        def connect_tcp(self, host: str, *args: Any, **more: Any) -> Any:
            self._allow_private = host == "127.0.0.1"
            return super().connect_tcp(host, *args, **more)

    monkeypatch.setattr("index.fetching.http_client.GuardedBackend", FirstIsPublic)
    outside = FetchPolicy(interval=0, timeout=5, retries=0)
    report = fetch(archive, policy=outside, feeds=[f"{site.url}/moved", f"{site.url}/inside"])
    assert report.added == 0
    assert ["no public address" in reason for reason in told(report).values()] == [True, True]
    assert set(told(report)) == {"moved", "Oriel"}
    assert not {"/feed", "/Oriel"} & set(site.paths)


def test_a_page_cannot_put_itself_in_the_place_of_another_sites_article(archive: Archive, site: Site) -> None:
    site.page("/a", html("Oriel", '<link rel="canonical" href="https://gazette.example/true">'))
    site.page("/b", html("Tern", f'<link rel="canonical" href="{site.url}/own">'))
    fetch(archive, urls=[f"{site.url}/a", f"{site.url}/b"])
    assert {info.article_id for info in archive.articles()} == {f"{site.url}/a", f"{site.url}/own"}


def test_an_interruption_keeps_what_is_done(archive: Archive, site: Site) -> None:
    publish(site, "Oriel", "Tern", "Skua")

    calls = 0

    def progress(done: int, total: int, stage: str) -> None:
        nonlocal calls
        calls += stage == "fetching"
        if calls == 3:
            raise KeyboardInterrupt

    web = WebSources(feeds=[f"{site.url}/feed"])
    with pytest.raises(KeyboardInterrupt):
        archive.index([], web=web, policy=POLICY, progress=progress)
    assert archive.stats().articles >= 1
    report = fetch(archive, feeds=[f"{site.url}/feed"])
    assert report.articles == 3 and report.added <= 2


def test_pages_and_files_go_together(archive: Archive, site: Site, tmp_path: Path) -> None:
    publish(site, "Oriel")
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text("The pier of Oan was opened on Monday by the mayor of Sarn.")
    web = WebSources(urls=[f"{site.url}/Oriel"])
    report = archive.index([tmp_path / "news"], prune=True, web=web, policy=POLICY)
    assert (report.added, report.articles) == (2, 2)
    assert archive.index([tmp_path / "news"], prune=True).articles == 2
