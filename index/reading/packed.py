"""Bundles: `.gz` around one file, `.zip` around many, each member read as if it lay there by itself."""

import gzip
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import PurePath, PurePosixPath
from typing import BinaryIO, cast

from index.reading.bounded import Allowance, TooLarge, unpacked
from index.reading.draft import Draft, FormatReader, Problem
from index.reading.limits import LIMITS, Limits
from index.reading.zip_directory import counts_more_than

_ENCRYPTED = 0x1  # bit of a member's flags
_TORN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,  # what zipfile raises for a way of compressing, or a version, that it does not know
)

FindReader = Callable[[PurePath], FormatReader | None]
"""Returns the reader for a name, None for an ending that is not known."""


def gzip_reader(inner: FormatReader) -> FormatReader:
    """Return a reader of what `inner` reads, compressed with gzip."""

    def read_gzip(stream: BinaryIO, limits: Limits = LIMITS) -> Iterator[Draft | Problem]:
        allowance = Allowance(_size(stream), limits)
        try:
            with gzip.GzipFile(fileobj=stream) as opened:
                yield from inner(unpacked(cast("BinaryIO", opened), allowance), limits)
        except (gzip.BadGzipFile, zlib.error, EOFError):
            yield Problem("it is not whole gzip data; what came before the fault was read")

    return read_gzip


def zip_reader(find: FindReader) -> FormatReader:
    """Return a reader of `.zip` bundles.

    Hidden members, folders and members of other endings are passed over, as in a folder; a bundle inside a
    bundle is not opened, save for `.gz` around one file. A member's path only ever names it: nothing is
    unpacked to a disk.

    Args:
        find: tells which reader a member needs.
    """

    def read_zip(stream: BinaryIO, limits: Limits = LIMITS) -> Iterator[Draft | Problem]:
        allowance = Allowance(_size(stream), limits)
        if counts_more_than(stream, limits.bundle_members):
            yield Problem(f"it holds more than {limits.bundle_members:,} files")
            return
        try:
            with zipfile.ZipFile(stream) as bundle:
                members = [member for member in bundle.infolist() if not _is_passed_over(member)]
                for member in sorted(members, key=lambda member: member.filename):
                    reader = find(PurePosixPath(member.filename))
                    if reader is None:
                        continue
                    yield from _member(bundle, member, reader, allowance, limits)
                    if allowance.used > allowance.limit:
                        yield Problem("the rest of it was not read")
                        return
        except zipfile.BadZipFile:
            yield Problem("it is not a whole zip file")

    return read_zip


def _member(
    bundle: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    reader: FormatReader,
    allowance: Allowance,
    limits: Limits,
) -> Iterator[Draft | Problem]:
    name = member.filename
    if member.flag_bits & _ENCRYPTED:
        yield Problem("it is encrypted", member=name)
        return
    if member.filename.lower().endswith(".zip"):
        yield Problem("it is a bundle inside a bundle, and is not opened", member=name)
        return
    empty = True
    try:
        with bundle.open(member) as opened:
            for item in reader(unpacked(cast("BinaryIO", opened), allowance), limits):
                empty = False
                yield replace(item, member=name)
        if empty:
            yield Problem("it is empty", member=name)
    except TooLarge as error:
        yield Problem(str(error), member=name)
    except _TORN:
        yield Problem("it is damaged, or packed in a way that is not known", member=name)
    except Exception as error:  # a library's fault on hostile input must cost one member, not the bundle
        yield Problem(f"it could not be taken apart ({type(error).__name__})", member=name)


def _is_passed_over(member: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(member.filename).parts
    hidden = any(part.startswith(".") and part != ".." for part in parts)
    return member.is_dir() or hidden or "__MACOSX" in parts


def _size(stream: BinaryIO) -> int:
    """Return the size of an open file; 0 where it cannot be told, as inside another bundle."""
    if not stream.seekable():
        return 0
    place = stream.tell()
    end = stream.seek(0, os.SEEK_END)
    stream.seek(place)
    return end
