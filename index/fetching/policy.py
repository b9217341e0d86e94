"""How pages are fetched: how politely, how much, how long, and from where."""

from dataclasses import dataclass

MB = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchPolicy:
    """Bounds on fetching.

    Args:
        user_agent: sent with every request; robots.txt is read for its first word.
        allow_private: whether loopback, link-local and private addresses may be fetched from.
        interval: least seconds between two requests to one host; more where its robots.txt asks for it.
        most_delay: most seconds that a robots.txt may ask for; a site that wants more is not fetched.
        timeout: seconds to wait for a connection or for the next bytes.
        deadline: seconds for one whole request.
        retries: how often a request that failed for a passing reason is sent again.
        most_wait: most seconds to wait before such a retry.
        redirects: how many are followed.
        page_bytes: most bytes of a page, unpacked.
        feed_bytes: most bytes of a feed or sitemap, unpacked.
        entries: most articles of one feed or sitemap.
        sitemaps: most sitemaps that one index of sitemaps may lead to.
    """

    user_agent: str = "Groundwire/0.1"
    allow_private: bool = False
    interval: float = 1.0
    most_delay: float = 30.0
    timeout: float = 20.0
    deadline: float = 60.0
    retries: int = 2
    most_wait: float = 30.0
    redirects: int = 5
    page_bytes: int = 16 * MB
    feed_bytes: int = 50 * MB
    entries: int = 50_000
    sitemaps: int = 50

    @property
    def product(self) -> str:
        """The name that a robots.txt knows us by."""
        return self.user_agent.split("/")[0].split()[0]


class FetchError(Exception):
    """Something could not be fetched.

    Args:
        reason: one line for the user, no full stop.
        retryable: whether the same request may succeed soon.
        wait: seconds that the server asked to wait, None when it did not.
        status: what the server answered, None when it answered nothing usable.
    """

    def __init__(
        self, reason: str, *, retryable: bool = False, wait: float | None = None, status: int | None = None
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retryable = retryable
        self.wait = wait
        self.status = status

    @property
    def gone(self) -> bool:
        """Whether the server says that there is no such page any more."""
        return self.status in (404, 410)


class HostError(FetchError):
    """There is no such host, or it lies where nothing may be fetched from."""
