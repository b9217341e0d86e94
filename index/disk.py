"""What the disk under an archive allows: whether it may be written to, and whether it is full."""

import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from index.errors import ArchiveError, DiskFull

_FULL = ("disk is full", "no space left", "os error 28", "storagefull", "quota exceeded")
"""How SQLite, the system, Rust and a quota say it, in lower case."""

LEAST = 8 * 1024 * 1024
"""Bytes that are as good as none: an index needs some of its size again while it is written."""


def is_writable(folder: Path) -> bool:
    """Return whether this process may make files in a folder: False on a read-only disk too."""
    return os.access(folder, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def told_of_disk(said: str, name: str, folder: Path, hint: str) -> ArchiveError:
    """Return the error for what a library said of its files.

    Not every library says that the disk was full: where hardly anything is left, that is taken to be why.

    Args:
        said: the library's words.
        name: what it was asked for, such as "The word index".
        folder: where that lies.
        hint: what to do where the disk is not full.
    """
    line = " ".join(said.split())[:200]
    where = f"{name} {folder}"
    if any(sign in line.lower() for sign in _FULL) or _left(folder) < LEAST:
        return DiskFull(
            f"{where} cannot be written: there is no space left on its disk",
            hint="Make room and run the same command again; what is indexed is kept",
        )
    return ArchiveError(f"{where} cannot be used: {line}", hint=hint)


def _left(folder: Path) -> int:
    """Return the bytes that may still be written; where nothing may be, want of room is not what is wrong."""
    try:
        return shutil.disk_usage(folder).free if is_writable(folder) else LEAST
    except OSError:
        return LEAST


def linked_copy(folder: Path) -> "TemporaryDirectory[str]":
    """Return a temporary folder of links to the files of another, for a library that locks what it reads."""
    links: TemporaryDirectory[str] = TemporaryDirectory(prefix="groundwire-")
    for path in folder.absolute().iterdir():
        if path.suffix != ".lock":
            (Path(links.name) / path.name).symlink_to(path)
    return links
