"""Web addresses as they may be shown."""

from urllib.parse import urlsplit


def public_url(url: str) -> str:
    """Return `url` without user name, password, query and fragment, any of which may hold a key."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    port = f":{parts.port}" if parts.port else ""
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}{port}{parts.path}"
