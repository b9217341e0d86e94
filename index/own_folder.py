"""An archive's folder as one machine has it: what may lie there, and whose part of which archive it is."""

import json
import platform
import re
import secrets
from collections.abc import Collection
from pathlib import Path

from index.errors import ArchiveError, NotAnArchive
from index.lock import write_lock

OWN_FILE = "shared.json"
"""Says which archive in a database the folder belongs to, and by which name this machine is known there."""

PATIENCE = 10.0
"""Seconds to wait for another process of this machine."""

OWN_NAMES = frozenset({"write.lock", "vectors", "vectors.json", "words"})
"""What lies in the folder of any archive; one with anything else in it and no catalog is somebody's."""


def see_folder(folder: Path) -> set[str] | None:
    """Return the names in a folder, None when it is missing.

    Raises:
        NotAnArchive: it is a file.
        ArchiveError: it cannot be read.
    """
    try:
        return {entry.name for entry in folder.iterdir()}
    except FileNotFoundError:
        return None
    except NotADirectoryError:
        raise NotAnArchive(f"{folder} is a file, not the folder of an archive") from None
    except OSError as error:
        raise ArchiveError(f"The archive {folder} cannot be opened: {error.strerror}") from error


def refuse_strangers(folder: Path, names: Collection[str], own: Collection[str]) -> None:
    """Raise `NotAnArchive` when there is anything in the folder that is not ours."""
    if strangers := sorted(set(names) - set(own)):
        raise NotAnArchive(
            f"{folder} is not a Groundwire archive: it holds {strangers[0]!r}",
            hint="Give a new or empty folder",
        )


def check_own(folder: Path) -> None:
    """Raise `NotAnArchive` where a folder cannot be this machine's part of an archive in a database."""
    names = see_folder(folder) or set()
    if OWN_FILE in names:
        return
    if "catalog.sqlite3" in names:
        raise NotAnArchive(
            f"{folder} holds an archive of its own, and a database is set",
            hint="Give another folder for this machine's part of the archive in the database",
        )
    refuse_strangers(folder, names, OWN_NAMES | {"shared.new"})


def claim_folder(folder: Path, archive: str, machine: str | None) -> str:
    """Make a folder this machine's own part of an archive in a database, and return the machine's name there.

    Args:
        folder: made when it is missing.
        archive: id of the archive.
        machine: the name; when None the one given before, else one made of the host's.

    Raises:
        NotAnArchive: the folder belongs to another archive, or holds something else.
        ArchiveError: it cannot be read or written.
    """
    check_own(folder)
    if not (folder / OWN_FILE).exists():
        _write_new(folder, {"archive": archive, "machine": machine or _new_name()})
    try:
        held = json.loads((folder / OWN_FILE).read_bytes())
        belongs_to, name = str(held["archive"]), str(held["machine"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ArchiveError(
            f"{folder / OWN_FILE} cannot be read",
            hint="Give a new folder; the archive itself is in the database",
        ) from error
    if belongs_to != archive:
        raise NotAnArchive(
            f"{folder} is this machine's part of another archive than the one in the database",
            hint="Give another folder, or delete this one: all in it is made anew from the database",
        )
    return machine or name


def _write_new(folder: Path, held: dict[str, str]) -> None:
    """Write the file where none is yet; of two processes that come at once the first wins."""
    path = folder / OWN_FILE
    fresh = path.with_suffix(".new")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with write_lock(folder, PATIENCE):
            if not path.exists():
                fresh.write_text(json.dumps(held), encoding="utf-8")
                fresh.replace(path)
    except OSError as error:
        raise ArchiveError(f"The folder {folder} cannot be written to: {error.strerror or error}") from error


def _new_name() -> str:
    host = re.sub(r"[^A-Za-z0-9-]+", "-", platform.node())[:40].strip("-") or "machine"
    return f"{host}-{secrets.token_hex(3)}"
