"""A Chroma server, such as `chroma run` starts, which several machines share."""

from base64 import b64encode
from typing import Any
from urllib.parse import unquote, urlsplit

from index.errors import ArchiveError, SettingsError
from index.public_url import public_url

CONNECT, ANSWER = 5.0, 60.0
"""Seconds to wait for a connection, and for the next bytes of a reply: Chroma's own client waits for ever."""


class ChromaServer:
    """Where the vectors of an archive lie that is on servers: in a collection named by the archive's id.

    Args:
        url: such as `http://host:8000`, or `https://user:password@host/path` behind a proxy that asks for
            a name and password (HTTP Basic; Chroma's own server asks for none).
        archive: the archive's id.

    Raises:
        SettingsError: the address cannot be used.
    """

    on_server = True
    present = True
    most_bytes = 16_000_000  # of one request; the server's own limit is 40 MB

    def __init__(self, url: str, archive: str) -> None:
        self.collection = f"groundwire-{archive}"
        self.where, self._headers = _parted(url)

    def connect(self) -> Any:
        """Return a new client of a server that is there.

        Raises:
            ArchiveError: it is not, or it is something else.
        """
        import chromadb
        import httpx
        from chromadb.config import Settings

        timeout = httpx.Timeout(ANSWER, connect=CONNECT)
        # Asked first, with a time limit: the client's own first questions have none.
        reply = httpx.get(f"{self.where}/api/v2/heartbeat", headers=self._headers, timeout=timeout)
        if reply.status_code in (401, 403):
            raise ArchiveError(
                f"The Chroma server {self.where} refuses the user name or password ({reply.status_code})",
                hint="Check GROUNDWIRE_CHROMA_URL",
            )
        if reply.status_code != 200 or b"heartbeat" not in reply.content:
            raise ArchiveError(
                f"{self.where} answers ({reply.status_code}), but is no Chroma server of version 1 or newer",
                hint="Check GROUNDWIRE_CHROMA_URL",
            )
        settings = Settings(anonymized_telemetry=False)
        client = chromadb.HttpClient(host=self.where, headers=dict(self._headers), settings=settings)
        for session in _sessions(client):
            session.timeout = timeout
        return client

    def disconnect(self, client: Any) -> None:
        """Close a client and its connections, which its own `close` leaves open."""
        sessions = _sessions(client)
        client.close()
        for session in sessions:
            session.close()

    def discard(self) -> None:
        """Nothing lies here."""

    def explained(self, error: Exception) -> ArchiveError:
        """Return the error that tells a user what went wrong between here and the server."""
        from httpx import TimeoutException, TransportError

        if isinstance(error, ArchiveError):
            return error
        said = " ".join(str(error).split())[:200] or type(error).__name__
        if isinstance(error, TimeoutException):
            said = "it did not answer in time"
        return ArchiveError(
            f"The Chroma server {self.where} cannot be used: {said}",
            hint="Is it running? The catalog is whole, and the next run brings the vectors up to date",
            retryable=isinstance(error, TransportError),
        )


def _sessions(client: Any) -> list[Any]:
    """Return the HTTP clients within Chroma's: their limits and their end are not to be had otherwise."""
    parts = (client, getattr(client, "_admin_client", None))
    found = (getattr(getattr(part, "_server", None), "_session", None) for part in parts)
    return [session for session in found if session is not None]


def _parted(url: str) -> tuple[str, dict[str, str]]:
    """Return the address without user name and password, and the header that holds them."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise SettingsError(
            "the Chroma server's address cannot be used", hint="Write it like http://host:8000"
        )
    where = public_url(url).rstrip("/")
    if parts.username is None:
        return where, {}
    pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    return where, {"Authorization": "Basic " + b64encode(pair.encode()).decode()}
