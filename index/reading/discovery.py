"""Finding the files to read among files and folder trees."""

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from index.reading.formats import BUNDLES, READERS, UNOPENED, reader_for
from index.reading.identity import source_name
from index.reading.source import Rejection, SourceFile, printable

NOT_OPENED = "it is a bundle of a kind that is not opened; unpack it first"


def discover(paths: Sequence[Path]) -> Iterator[SourceFile | Rejection]:
    """Yield every readable file under `paths`, each once; folders are walked in the order of their names.

    Inside a folder, hidden files and files of other endings are passed over, but a bundle of a kind that is
    not opened is told. A file that is named itself is read even when hidden, and rejected when its ending is
    not known. Symbolic links are followed, but no folder is entered twice.
    """
    seen: set[str] = set()
    for path in paths:
        absolute = path.absolute()
        try:
            is_folder = absolute.is_dir()
            absolute.stat()
        except (OSError, ValueError) as error:
            yield Rejection(printable(str(path)), _why(error))
            continue
        if is_folder:
            yield from _walk(absolute, absolute, str(path), seen)
        elif _is_unopened(absolute):
            yield Rejection(printable(str(path)), NOT_OPENED)
        elif reader_for(absolute) is None:
            known = " ".join([*sorted(READERS), *BUNDLES])
            yield Rejection(printable(str(path)), f"its ending is not one that can be read ({known})")
        else:
            yield from _file(absolute, absolute.parent, str(path), seen)


def _walk(folder: Path, root: Path, display: str, seen: set[str]) -> Iterator[SourceFile | Rejection]:
    real = os.path.realpath(folder)
    if real in seen:
        return
    seen.add(real)
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries if not entry.name.startswith("."))
    except OSError as error:
        yield Rejection(printable(display), _why(error))
        return
    for name in names:
        path, shown = folder / name, os.path.join(display, name)  # noqa: PTH118  keeps "./" and ".." as given
        if path.is_dir():
            yield from _walk(path, root, shown, seen)
        elif reader_for(path) is not None:
            yield from _file(path, root, shown, seen)
        elif _is_unopened(path):
            yield Rejection(printable(shown), NOT_OPENED)


def _is_unopened(path: Path) -> bool:
    return path.suffix.lower() in UNOPENED and reader_for(path) is None


def _file(path: Path, root: Path, display: str, seen: set[str]) -> Iterator[SourceFile | Rejection]:
    real = os.path.realpath(path)
    if real in seen:
        return
    seen.add(real)
    try:
        found = path.stat()
    except OSError as error:
        yield Rejection(printable(display), _why(error))
        return
    if not stat.S_ISREG(found.st_mode):
        yield Rejection(printable(display), "it is not a regular file")
        return
    name = source_name(path, root)
    yield SourceFile(path, printable(display), name, found.st_size, found.st_mtime_ns)


def _why(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder"
    if isinstance(error, PermissionError):
        return "no permission to read it"
    return f"it cannot be read: {getattr(error, 'strerror', None) or error}"
