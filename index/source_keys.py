"""By what the catalog knows the files of this machine among those of others that share it."""

import os
from pathlib import Path

MOST_BYTES = 2_000
"""Of a key in a database that several machines share; an index of PostgreSQL takes about 2,700."""

_WEB = ("http://", "https://", "feed ", "sitemap ")


class SourceKeys:
    """A file's key is its path, after the machine's name where several machines share the catalog.

    So equal paths of two machines are two files, and no machine takes another's for gone.

    Args:
        machine: this machine's name; empty where only one uses the catalog.
    """

    def __init__(self, machine: str = "") -> None:
        self._prefix = f"{machine}:" if machine else ""

    def problem(self, path: Path) -> str | None:
        """Return why a path cannot be a key, None when it can."""
        try:
            size = len(self.of(path).encode())
        except UnicodeEncodeError:
            return "its name is not valid text; rename it"
        if self._prefix and size > MOST_BYTES:
            return f"its path is longer than a shared archive takes ({MOST_BYTES:,} bytes)"
        return None

    def of(self, path: Path) -> str:
        """Return the key of a file."""
        return self._prefix + os.path.normpath(path)

    def path(self, key: str) -> str | None:
        """Return the path on this machine, None for what is on the web or on another machine."""
        if key.startswith(_WEB) or not key.startswith(self._prefix):
            return None
        return key.removeprefix(self._prefix)

    def is_there(self, key: str) -> bool:
        """Return whether a source is still there; what cannot be told from here is taken to be."""
        path = self.path(key)
        return path is None or os.path.lexists(path)


LOCAL_KEYS = SourceKeys()
"""Those of an archive that one machine uses."""
