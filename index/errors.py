"""Every error that Groundwire raises on purpose, in one small tree.

    GroundwireError
    ├── InputError          a path, file, date, question or option that cannot be used as given
    ├── SettingsError       a setting that is missing, unknown or contradicts another
    ├── ArchiveError        the archive folder cannot be used
    │   ├── NotAnArchive    the folder is something else, or is missing
    │   ├── ArchiveTooNew   a newer Groundwire made it
    │   ├── ArchiveLocked   another process is writing; trying again later helps
    │   ├── DiskFull        there is no space left where it lies
    │   └── EmbedderMismatch  it was made with another embedder
    └── ModelError          a hosted or local model did not give a usable result

The message says what and where in one line; `hint` says what to do next; `retryable` says whether the same
call may succeed later.
"""


class GroundwireError(Exception):
    """Root of the tree; prints as one line, "message. hint".

    Args:
        message: what went wrong and where, without a full stop at the end.
        hint: what the user can do next.
        retryable: whether the same call may succeed later; the class default when None.
    """

    retryable: bool = False

    def __init__(self, message: str, *, hint: str = "", retryable: bool | None = None) -> None:
        self.message = message
        self.hint = hint
        if retryable is not None:
            self.retryable = retryable
        super().__init__(f"{message}. {hint}" if hint else message)


class InputError(GroundwireError):
    """A path, file, date, question or option that cannot be used as given."""


class SettingsError(GroundwireError):
    """A setting that is missing, unknown or contradicts another."""


class ArchiveError(GroundwireError):
    """The archive folder cannot be used."""


class NotAnArchive(ArchiveError):
    """The folder is missing or holds something else."""


class ArchiveTooNew(ArchiveError):
    """A newer Groundwire made the archive."""


class ArchiveLocked(ArchiveError):
    """Another process is writing to the archive."""

    retryable = True


class DiskFull(ArchiveError):
    """There is no space left where the archive lies."""


class EmbedderMismatch(ArchiveError):
    """The archive was made with another embedder than the one now set."""


class ModelError(GroundwireError):
    """A hosted or local model did not give a usable result."""
