"""One writer at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import ArchiveError, ArchiveLocked


@contextmanager
def write_lock(archive: Path, timeout: float = 0.0) -> Iterator[None]:
    """Hold the archive's write lock; the system frees it when the process dies, however it dies.

    Args:
        archive: the archive's folder, which must exist.
        timeout: seconds to wait for another writer.

    Raises:
        ArchiveLocked: another process, or another object of this one, is writing.
        ArchiveError: the folder cannot be written to.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(archive / "write.lock", thread_local=False)
    try:
        lock.acquire(timeout=timeout)
    except Timeout:
        raise ArchiveLocked(
            f"Another process is writing to the archive {archive}",
            hint="Wait until it has finished and run the same command again; what is indexed can be searched",
        ) from None
    except OSError as error:
        raise ArchiveError(
            f"The archive {archive} cannot be written to: {error.strerror or error}",
            hint="Check the folder's permissions and free space",
        ) from error
    try:
        yield
    finally:
        lock.release()
