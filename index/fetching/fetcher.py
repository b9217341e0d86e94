"""Fetching politely: robots.txt, a pace for each host, and redirects that lead to allowed places only."""

import time
from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

from index.fetching.guarded_network import Resolve
from index.fetching.http_client import REDIRECTS, HttpClient, Reply, checked_url
from index.fetching.pace import Pace
from index.fetching.policy import FetchError, FetchPolicy
from index.fetching.robots import ROBOTS_BYTES, Robots


class Fetcher:
    """Fetches pages for one run.

    Args:
        policy: see `FetchPolicy`.
        resolve: looks hosts up; the system when None.
        clock: seconds.
        sleep: waits for so many seconds.
    """

    def __init__(
        self,
        policy: FetchPolicy,
        *,
        resolve: Resolve | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.policy = policy
        self._client = HttpClient(policy, resolve=resolve, clock=clock, sleep=sleep)
        self._pace = Pace(clock, sleep)
        self._robots = Robots(policy, self._robots_text)

    def get(
        self, url: str, most: int | None = None, *, etag: str | None = None, last_modified: str | None = None
    ) -> Reply:
        """Return what an address holds, or that it has not changed.

        Args:
            url: of http or https.
            most: bytes that it may have; as a page by the policy when None.
            etag: of what is known, see `HttpClient.get`.
            last_modified: the same.

        Raises:
            FetchError: it could not be had, or must not be.
        """
        most = self.policy.page_bytes if most is None else most
        return self._follow(url, most, etag=etag, last_modified=last_modified, robots=True)

    def _follow(
        self, url: str, most: int, *, etag: str | None = None, last_modified: str | None = None, robots: bool
    ) -> Reply:
        place = checked_url(url)
        for _ in range(self.policy.redirects + 1):
            # Only a page that is asked for may wait on rules: the rules themselves are always allowed.
            interval = self._robots.check(place) if robots else self.policy.interval
            self._pace.wait(urlsplit(place).netloc, interval)
            reply = self._client.get(place, most, etag=etag, last_modified=last_modified)
            if reply.status not in REDIRECTS:
                return reply
            place = _next(place, reply.location)
        raise FetchError(f"it leads on more than {self.policy.redirects} times")

    def _robots_text(self, url: str, /) -> bytes | None:
        try:
            return self._follow(url, ROBOTS_BYTES, robots=False).body
        except FetchError as error:
            if error.status is not None and 400 <= error.status < 500 and error.status != 429:
                return None  # RFC 9309, section 2.3.1.3: no rules, and so nothing is forbidden
            raise


def _next(place: str, location: str) -> str:
    """Return where a redirect leads.

    Raises:
        FetchError: it leads nowhere, to something else than a web page, or from https to http.
    """
    if not location:
        raise FetchError("it leads on, but does not say where")
    try:
        after = checked_url(urljoin(place, location))
    except (FetchError, ValueError):
        raise FetchError("it leads on to something that is no web page") from None
    if place.startswith("https:") and after.startswith("http:"):
        raise FetchError("it leads from https on to http, which anybody on the way could change")
    return after
