"""What a site's robots.txt allows (RFC 9309), by protego."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit, urlunsplit

from index.fetching.policy import FetchError, FetchPolicy, HostError

if TYPE_CHECKING:
    from protego import Protego

ROBOTS_BYTES = 512 * 1024  # RFC 9309 asks for 500 KiB at least


class FetchText(Protocol):
    """Fetches a robots.txt."""

    def __call__(self, url: str, /) -> bytes | None:
        """Return its bytes, None where the server has none; raises `FetchError` where it cannot be known."""
        ...


@dataclass(frozen=True, slots=True)
class _Rules:
    parsed: "Protego | None" = None
    problem: str = ""


class Robots:
    """Remembers the rules of each site for one run.

    Args:
        policy: whose user agent the rules are read for.
        fetch: gets a robots.txt.
    """

    def __init__(self, policy: FetchPolicy, fetch: FetchText) -> None:
        self._policy = policy
        self._fetch = fetch
        self._sites: dict[tuple[str, str], _Rules] = {}

    def check(self, url: str) -> float:
        """Return the seconds that a site wants between two requests.

        Raises:
            FetchError: it does not want this address fetched, or wants longer waits than we make.
        """
        rules = self._rules(url)
        if rules.problem:
            raise FetchError(rules.problem)
        if rules.parsed is None:
            return self._policy.interval
        if not rules.parsed.can_fetch(url, self._policy.product):
            raise FetchError("its site's robots.txt asks not to fetch it")
        delay = float(rules.parsed.crawl_delay(self._policy.product) or 0)
        if delay > self._policy.most_delay:
            raise FetchError(f"its site's robots.txt asks for {delay:g} seconds between two pages")
        return max(delay, self._policy.interval)

    def _rules(self, url: str) -> _Rules:
        parts = urlsplit(url)
        site = (parts.scheme, parts.netloc)
        if site not in self._sites:
            self._sites[site] = self._load(urlunsplit((*site, "/robots.txt", "", "")))
        return self._sites[site]

    def _load(self, place: str) -> _Rules:
        from protego import Protego

        try:
            text = self._fetch(place)
        except HostError as error:
            return _Rules(problem=error.reason)
        except FetchError as error:
            # RFC 9309, section 2.3.1.4: a site whose rules cannot be known is not to be fetched from.
            return _Rules(problem=f"its site's robots.txt cannot be read: {error.reason}")
        return _Rules(Protego.parse(text.decode("utf-8", "replace")) if text is not None else None)
