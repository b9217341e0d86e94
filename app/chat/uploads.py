"""Files that visitors add: named safely, counted, and kept in one folder."""

import re
import shutil
import unicodedata
from collections.abc import Sequence
from pathlib import Path, PurePath

from index.errors import InputError
from index.reading.formats import BUNDLES, READERS, reader_for

MOST_FILES = 200
"""Files added at once."""
MOST_BYTES = 50_000_000
"""Bytes of one file."""
_UNSAFE = re.compile(r"[^\w.()+,@ -]")
_NAME_LENGTH = 120


def endings() -> list[str]:
    """Return the endings of files that can be read, such as `.html`."""
    return sorted([*READERS, *BUNDLES])


def safe_name(given: str) -> str:
    """Return a name that stays in its folder and is no hidden file; its ending is kept."""
    plain = unicodedata.normalize("NFC", PurePath(given.replace("\\", "/")).name)
    plain = _UNSAFE.sub("_", plain).strip(" .") or "article.txt"
    stem, dot, ending = plain.rpartition(".")
    return plain if len(plain) <= _NAME_LENGTH else f"{stem[: _NAME_LENGTH - len(ending) - 1]}{dot}{ending}"


def keep_uploads(
    given: Sequence[str], incoming: Path, folder: Path
) -> tuple[list[Path], list[tuple[str, str]]]:
    """Move uploaded files to where they are indexed from.

    Args:
        given: paths as the page names them; what does not lie in `incoming` is refused.
        incoming: where the server puts what it is sent.
        folder: where they are kept; a file of the same name takes the place of the one before.

    Returns:
        The files kept, and `(name, reason)` of those refused.

    Raises:
        InputError: there are too many, or none.
    """
    if not given:
        raise InputError("no file is chosen", hint="Choose files, then add them")
    if len(given) > MOST_FILES:
        raise InputError(
            f"{len(given):,} files are too many at once",
            hint=f"Add at most {MOST_FILES} here, or index a folder with `groundwire index`",
        )
    kept: list[Path] = []
    refused: list[tuple[str, str]] = []
    root = incoming.resolve()
    for name in given:
        path, shown = Path(name).resolve(), safe_name(name)
        if not path.is_relative_to(root) or not path.is_file():
            refused.append((shown, "it did not arrive whole; add it again"))
        elif reader_for(path) is None:
            refused.append((shown, f"its ending is not one that can be read ({' '.join(endings())})"))
        else:
            folder.mkdir(parents=True, exist_ok=True)
            target = folder / shown
            shutil.copyfile(path, target)  # not moved: another page may be adding the same file
            kept.append(target)
    return kept, refused
