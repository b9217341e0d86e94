"""The archive as it is at this moment: it may be removed, or made anew, while the page is served."""

from threading import Lock
from typing import TYPE_CHECKING

from index.errors import NotAnArchive

if TYPE_CHECKING:
    from app.api import Groundwire
    from app.settings import Settings

_FILE = "catalog.sqlite3"


class LiveArchive:
    """Hands out the open archive, opening it again where another one has taken its place.

    Args:
        groundwire: over an archive that exists.
        settings: that answers are given with, those of the environment when None.
    """

    def __init__(self, groundwire: "Groundwire", settings: "Settings | None" = None) -> None:
        self._groundwire = groundwire
        self._settings = settings
        self._lock = Lock()
        self._mark = self._found()

    def get(self) -> "Groundwire":
        """Return the archive.

        Raises:
            NotAnArchive: it was removed.
            ArchiveError: it cannot be used.
        """
        with self._lock:
            found = self._found()
            if found is None and self._mark is not None:
                raise NotAnArchive(
                    "The archive was removed from the server",
                    hint="Once it is indexed again, this page goes on with it",
                )
            if found != self._mark:
                self._groundwire.close()
                self._mark = found
            return self._groundwire

    @property
    def settings(self) -> "Settings":
        """The settings that answers are given with.

        Raises:
            SettingsError: the environment holds one that cannot be used.
        """
        from app.settings import Settings

        return self._settings or Settings()

    def use(self, settings: "Settings") -> None:
        """Answer with other settings from now on; what is being answered goes on as it began."""
        before = self.get()
        with self._lock:
            self._groundwire = before.with_settings(settings)
            self._settings = settings

    def _found(self) -> tuple[int, int] | None:
        try:
            found = (self._groundwire.path / _FILE).stat()
        except OSError:
            return None
        return (found.st_dev, found.st_ino)
