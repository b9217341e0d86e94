"""By what a file is seen to be the same still."""

import time

from index.reading import READER_VERSION, SourceFile

RACY_NS = 2_000_000_000  # a file changed this recently may change again within its clock's resolution


def fingerprint(source: SourceFile) -> str:
    """Return the mark of a file that need not be read again; `~` before one too young to be trusted alone."""
    racy = time.time_ns() - source.mtime_ns < RACY_NS
    return f"{'~' * racy}{READER_VERSION}/{source.fingerprint}"


def sha256_of(source: SourceFile) -> str | None:
    """Return the SHA-256 of a file, None when it cannot be read: reading it will tell why."""
    try:
        return source.sha256()
    except OSError:
        return None


def is_as_seen(source: SourceFile) -> bool:
    """Return whether the file still is as it was when its reading began."""
    try:
        found = source.path.stat()
    except OSError:
        return False
    return (found.st_size, found.st_mtime_ns) == (source.size, source.mtime_ns)
