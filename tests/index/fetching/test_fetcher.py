import gzip
import socket
import threading
from collections.abc import Sequence
from typing import Any

import httpcore
import pytest

from index.fetching.fetcher import Fetcher
from index.fetching.guarded_network import GuardedBackend
from index.fetching.http_client import Reply, checked_url
from index.fetching.pace import Pace
from index.fetching.policy import FetchError, FetchPolicy
from tests.support.web_server import Page, Site


class Clock:
    """Stands still, but for what is slept."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def fetcher(clock: Clock | None = None, resolve: Any = None, **policy: Any) -> Fetcher:
    clock = clock or Clock()
    allowed = {"allow_private": True, "timeout": 5.0} | policy
    return Fetcher(FetchPolicy(**allowed), clock=clock, sleep=clock.sleep, resolve=resolve)


def reason(fetch: Fetcher, url: str) -> str:
    with pytest.raises(FetchError) as caught:
        fetch.get(url)
    return caught.value.reason


def test_a_page_is_fetched_with_a_plain_user_agent(site: Site) -> None:
    site.page("/a?b=%C3%A9", "hello", etag='"1"')
    reply = fetcher().get(f"{site.url}/a?b=é#top")
    assert (reply.body, reply.kind, reply.charset, reply.etag) == (b"hello", "text/html", "utf-8", '"1"')
    assert site.paths == ["/robots.txt", "/a?b=%C3%A9"]
    assert site.asked[1][1]["user-agent"] == "Groundwire/0.1"
    again = fetcher().get(f"{site.url}/a?b=é", etag=reply.etag, last_modified=reply.last_modified)
    assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0x7f.1", "2130706433", "[::ffff:127.0.0.1]"])
def test_this_machine_is_refused_unless_asked(site: Site, host: str) -> None:
    site.page("/a", "secret")
    port = site.url.rpartition(":")[2]
    told = reason(fetcher(allow_private=False), f"http://{host}:{port}/a")
    assert "no public address" in told and "--allow-private" in told
    assert site.asked == []


def test_a_name_that_leads_to_this_machine_is_refused(site: Site) -> None:
    port = site.url.rpartition(":")[2]

    def resolve(host: str, port: int) -> Sequence[str]:
        return ["10.0.0.7", "127.0.0.1", "::1"]

    assert "no public address" in reason(
        fetcher(resolve=resolve, allow_private=False), f"http://news.example:{port}/"
    )
    assert site.asked == []


class Elsewhere(httpcore.NetworkBackend):
    """A network in which a public address leads to this machine; what is sent over it is kept."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.sent = b""
        self.is_open = True

    def connect_tcp(self, host: str, *args: Any) -> Any:
        self.asked.append(host)
        return self

    def get_extra_info(self, info: str) -> Any:
        return ("::ffff:127.0.0.1", 80, 0, 0) if info == "server_addr" else None

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.sent += buffer

    def close(self) -> None:
        self.is_open = False


def test_the_address_that_was_judged_is_the_one_connected_to_and_is_judged_again() -> None:
    answers = iter([["93.184.216.34"], ["127.0.0.1"]])  # a name that points elsewhere at the second look
    inner = Elsewhere()
    backend = GuardedBackend(
        allow_private=False, deadline=1e12, resolve=lambda host, port: next(answers), inner=inner
    )
    with pytest.raises(FetchError, match="no public address"):
        backend.connect_tcp("rebinding.example", 80)
    assert (inner.asked, inner.sent, inner.is_open) == (["93.184.216.34"], b"", False)


def test_redirects_are_followed_to_allowed_places_only(site: Site) -> None:
    site.page("/new", "here")
    site.pages["/old"] = Page(status=301, headers={"Location": "/new"})
    site.pages["/loop"] = Page(status=302, headers={"Location": "/loop"})
    site.pages["/file"] = Page(status=302, headers={"Location": "file:///etc/passwd"})
    site.pages["/none"] = Page(status=302)
    assert fetcher().get(f"{site.url}/old").url == f"{site.url}/new"
    assert reason(fetcher(redirects=3), f"{site.url}/loop") == "it leads on more than 3 times"
    assert "no web page" in reason(fetcher(), f"{site.url}/file")
    assert "does not say where" in reason(fetcher(), f"{site.url}/none")


def test_a_redirect_to_this_machine_is_refused(site: Site) -> None:
    """The first host is allowed, as if it were public; what it leads to is judged anew."""
    port = site.url.rpartition(":")[2]
    site.pages["/robots.txt"] = Page(status=404)
    site.pages["/a"] = Page(status=302, headers={"Location": f"http://localhost:{port}/secret"})
    site.page("/secret", "secret")

    class FirstIsPublic(GuardedBackend):
        def connect_tcp(self, host: str, *args: Any, **more: Any) -> Any:
            self._allow_private = host == "127.0.0.1"
            return super().connect_tcp(host, *args, **more)

    fetch = fetcher(allow_private=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.fetching.http_client.GuardedBackend", FirstIsPublic)
        assert "no public address" in reason(fetch, f"{site.url}/a")
    assert "/secret" not in site.paths and "/a" in site.paths


def test_robots_are_obeyed(site: Site) -> None:
    site.page(
        "/robots.txt",
        "User-agent: groundwire\nDisallow: /private\nCrawl-delay: 7\n\nUser-agent: *\nDisallow: /",
    )
    site.page("/a", "a")
    site.page("/b", "b")
    clock = Clock()
    fetch = fetcher(clock)
    assert fetch.get(f"{site.url}/a").body == b"a"
    assert fetch.get(f"{site.url}/b").body == b"b"
    assert reason(fetch, f"{site.url}/private/x") == "its site's robots.txt asks not to fetch it"
    assert site.paths == ["/robots.txt", "/a", "/b"]
    assert clock.slept == [1.0, 7.0]
    assert "asks for 7 seconds" in reason(fetcher(most_delay=5.0), f"{site.url}/a")


@pytest.mark.parametrize("page", [Page(status=503), Page(b"x" * 600_000)])
def test_a_site_whose_robots_cannot_be_known_is_left_alone(site: Site, page: Page) -> None:
    site.pages["/robots.txt"] = page
    site.page("/a", "a")
    assert "robots.txt cannot be read" in reason(fetcher(retries=0), f"{site.url}/a")
    assert "/a" not in site.paths


def test_what_may_pass_is_tried_again_and_nothing_else(site: Site) -> None:
    replies = iter([Page(status=503, headers={"Retry-After": "3"}), Page(status=500), Page(b"at last")])
    site.pages["/a"] = lambda: next(replies)
    clock = Clock()
    assert fetcher(clock, interval=0.0).get(f"{site.url}/a").body == b"at last"
    assert clock.slept == [3.0, 4.0]
    site.pages["/b"] = Page(status=403)
    site.pages["/c"] = Page(status=429, headers={"Retry-After": "86400"})
    assert reason(fetcher(), f"{site.url}/b") == "its server answers 403"
    assert reason(fetcher(), f"{site.url}/c") == "its server answers 429"
    assert site.paths.count("/b") == site.paths.count("/c") == 1


def test_a_server_that_stalls_costs_its_time_and_no_more(site: Site) -> None:
    site.page("/a", "x", stall=True)
    stalled = Fetcher(
        FetchPolicy(allow_private=True, interval=0, timeout=0.05, retries=1), sleep=lambda seconds: None
    )
    assert reason(stalled, f"{site.url}/a") == "it did not answer in time"
    assert site.paths.count("/a") == 2


def test_a_page_that_never_ends_or_grows_is_cut_off(site: Site) -> None:
    site.page("/endless", "x" * 1_000, endless=True)
    site.pages["/long"] = Page(b"x" * 20_000)
    site.pages["/bomb"] = Page(gzip.compress(b"x" * 10_000_000), headers={"Content-Encoding": "gzip"})
    site.pages["/gzip"] = Page(gzip.compress(b"small"), headers={"Content-Encoding": "gzip"})
    site.pages["/odd"] = Page(b"x", headers={"Content-Encoding": "br"})
    fetch = fetcher(page_bytes=10_240)
    for path in ("/endless", "/long", "/bomb"):
        assert reason(fetch, site.url + path) == "it is larger than 10 kB"
    assert fetch.get(f"{site.url}/gzip").body == b"small"
    assert "packed" in reason(fetch, f"{site.url}/odd")


def test_a_deadline_ends_a_server_that_drips(site: Site) -> None:
    """The clock jumps ahead at each look: every wait is short, and all together are too long."""
    site.page("/a", "x" * 100, endless=True)
    clock = Clock()

    def late() -> float:
        clock.now += 1.0
        return clock.now

    policy = FetchPolicy(allow_private=True, interval=0, deadline=30, retries=0)
    assert (
        reason(Fetcher(policy, clock=late, sleep=clock.sleep), f"{site.url}/a") == "it did not answer in time"
    )


@pytest.mark.parametrize(
    "url",
    [
        "", "gazette.example/a", "ftp://gazette.example/a", "file:///etc/passwd", "http://", "http:///a",
        "http://a b/", "http://[::1", "http://x:99999/", "https://me:pw@gazette.example/", "javascript:alert(1)",
    ],
)  # fmt: skip
def test_what_is_no_web_address_is_told(url: str) -> None:
    with pytest.raises(FetchError, match="address"):
        checked_url(url)


def test_addresses_are_sent_in_ascii() -> None:
    assert (
        checked_url("HTTPS://Fähre.example:8443/ä b?q=ü#x")
        == "https://xn--fhre-loa.example:8443/%C3%A4%20b?q=%C3%BC"
    )


def test_a_host_that_is_not_known_or_does_not_answer_is_told() -> None:
    def unknown(host: str, port: int) -> Sequence[str]:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    assert "there is no host 'gazette.example'" in reason(
        fetcher(resolve=unknown), "http://gazette.example/a"
    )
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))  # taken, and nobody listens
        port = bound.getsockname()[1]
        assert "cannot be reached" in reason(fetcher(retries=0), f"http://127.0.0.1:{port}/a")


def test_a_host_that_is_looked_up_for_ever_costs_its_time_and_no_more() -> None:
    answered = threading.Event()
    asked: list[str] = []

    def never(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        answered.wait()
        return ["93.184.216.34"]

    told = reason(fetcher(resolve=never, timeout=0.05, retries=1), "http://gazette.example/a")
    answered.set()
    assert told == "its site's robots.txt cannot be read: it did not answer in time"
    assert asked == ["gazette.example"] * 2


def test_a_redirect_from_https_to_http_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The client is scripted: a server with a certificate that is trusted cannot be had on loopback."""
    fetch = fetcher()
    asked: list[str] = []

    def answer(url: str, most: int, **known: Any) -> Reply:
        asked.append(url)
        led = {"https://a.example/page": "http://a.example/page", "https://b.example/page": "/there"}
        if url in led:
            return Reply(url=url, status=302, location=led[url])
        return Reply(url=url, status=200, body=b"" if url.endswith("robots.txt") else b"here")

    monkeypatch.setattr(fetch._client, "get", answer)
    assert "from https on to http" in reason(fetch, "https://a.example/page")
    assert fetch.get("https://b.example/page").url == "https://b.example/there"
    assert not [url for url in asked if url.startswith("http:")]


def test_hosts_are_paced_apart() -> None:
    clock = Clock()
    pace = Pace(clock, clock.sleep)
    for host in ("a", "b", "a", "a"):
        pace.wait(host, 2.0)
    assert clock.slept == [2.0, 2.0]
