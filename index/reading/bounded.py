"""Reading whole files, and unpacking packed ones, without letting one take all memory."""

import io
from typing import TYPE_CHECKING, BinaryIO, cast

from index.reading.limits import LIMITS, Limits, size_of

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


class TooLarge(Exception):
    """A file is larger than one article can be, or a bundle unpacks to more than it may."""


def read_all(stream: BinaryIO, limit: int = LIMITS.article_bytes) -> bytes:
    """Return all bytes of an open file.

    Raises:
        TooLarge: when there are more than `limit`.
    """
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise TooLarge(f"it is larger than {size_of(limit)}, too large for one article")
    return data


class Allowance:
    """What one bundle may still unpack to; several members share one.

    Args:
        packed: size of the bundle itself in bytes.
        limits: see `Limits.bundle_bytes` and those after it.
    """

    def __init__(self, packed: int, limits: Limits) -> None:
        self.limit = min(limits.bundle_bytes, max(limits.free_bytes, limits.bundle_ratio * packed))
        self.used = 0

    def take(self, count: int) -> None:
        """Note that `count` more bytes came out.

        Raises:
            TooLarge: it is more than the bundle may unpack to.
        """
        self.used += count
        if self.used > self.limit:
            raise TooLarge(f"it unpacks to more than {size_of(self.limit)}, too much for its size")


class Unpacked(io.RawIOBase):
    """What comes out of a decompressor, counted as it comes; see `unpacked`."""

    def __init__(self, stream: BinaryIO, allowance: Allowance) -> None:
        self._stream = stream
        self._allowance = allowance

    def readable(self) -> bool:
        """Whether it can be read: always."""
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        """Fill `buffer` with the next bytes and return how many there were."""
        view = memoryview(buffer).cast("B")
        data = self._stream.read(len(view))
        self._allowance.take(len(data))
        view[: len(data)] = data
        return len(data)


def unpacked(stream: BinaryIO, allowance: Allowance) -> BinaryIO:
    """Return a decompressor's output as an open file that raises `TooLarge` once it is too much."""
    return cast("BinaryIO", io.BufferedReader(Unpacked(stream, allowance)))
