"""Chroma inside this process, its files in the archive's folder."""

import secrets
import shutil
from pathlib import Path
from typing import Any

from index.disk import told_of_disk
from index.errors import ArchiveError


class EmbeddedChroma:
    """Where the vectors of an archive lie that one machine uses.

    Args:
        folder: where Chroma keeps its files.
    """

    on_server = False
    collection = "groundwire-passages"
    most_bytes: int | None = None

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.where = str(folder)

    @property
    def present(self) -> bool:
        """Whether there is anything to open, as far as can be told without opening it."""
        return (self._folder / "chroma.sqlite3").is_file()

    def connect(self) -> Any:
        """Return a new client."""
        import chromadb
        from chromadb.config import Settings

        settings = Settings(anonymized_telemetry=False)
        return chromadb.PersistentClient(path=_private_spelling(self._folder), settings=settings)

    def disconnect(self, client: Any) -> None:
        """Close a client."""
        client.close()

    def discard(self) -> None:
        """Throw everything away, be it broken or whole; no client may be open."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def explained(self, error: Exception) -> ArchiveError:
        """Return the error that tells a user what Chroma said."""
        hint = "`groundwire repair` rebuilds it from the catalog"
        return told_of_disk(str(error), "The vector index", self._folder, hint)


def _private_spelling(folder: Path) -> str:
    """Return a spelling of the path that no other client in this process uses.

    Chroma shares one engine between the clients of one path, so that a new client sees nothing new while an
    older one lives. Its cure, `SharedSystemClient.clear_system_cache()`, pulls the engine from under every
    other client in the process; to the system `a/./b` and `a//b` are the same folder, but not to that cache.
    """
    bits = secrets.randbits(40)
    return str(folder) + "".join("/." if bits >> n & 1 else "/" for n in range(40))
