"""What discovery hands to reading: files, and what had to be refused."""

import hashlib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Rejection:
    """Something that could not be used as it was, told in one line.

    Args:
        path: the file as the user named it, with `:LINE` where one line of it is meant.
        reason: why, and what to do where that is not plain; one line, no full stop.
        article_kept: True when only a detail was refused (such as a date that is none) and the article it
            belongs to was read all the same.
    """

    path: str
    reason: str
    article_kept: bool = False


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read.

    Args:
        path: absolute path.
        display: the path as the user named it, safe to print on one line.
        name: names the file among others wherever its folder lies; articles with no better id are known by
            it, see `index.reading.identity`.
        size: bytes, as last seen.
        mtime_ns: time of the last change in nanoseconds, as last seen.
    """

    path: Path
    display: str
    name: str
    size: int
    mtime_ns: int

    @property
    def fingerprint(self) -> str:
        """Size and time of change: while it stays the same, the file need not be read again."""
        return f"{self.size}-{self.mtime_ns}"

    def sha256(self) -> str:
        """Return the hex SHA-256 of the file's bytes, for a file whose fingerprint alone has changed.

        Raises:
            OSError: when it cannot be read.
        """
        with self.path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()


def printable(text: str) -> str:
    """Return a path or name with everything that could break or forge a line written as an escape."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
