"""Reading whole files without letting one take all memory."""

from typing import BinaryIO

MAX_BYTES = 256 * 1024 * 1024


class TooLarge(Exception):
    """A file is larger than one article can be."""


def read_all(stream: BinaryIO, limit: int = MAX_BYTES) -> bytes:
    """Return all bytes of an open file.

    Raises:
        TooLarge: when there are more than `limit`.
    """
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise TooLarge(f"it is larger than {limit // 1024 // 1024} MB, too large for one article")
    return data
