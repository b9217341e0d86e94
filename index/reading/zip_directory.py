"""How many files a zip lists, told before they are listed: each takes half a kilobyte of memory."""

import os
import struct
from typing import BinaryIO

_END = struct.Struct(
    "<4s8xLLH"
)  # end of central directory record (APPNOTE 4.3.16): size, place, comment's length
_END_64 = struct.Struct("<4s36xQQ")  # the same of ZIP64 (4.3.14)
_LOCATOR = struct.Struct("<4s4xQ4x")  # where that one stands (4.3.15)
_MARK = b"PK\5\6"
_ENTRY = b"PK\1\2"
_BLOCK = 1024 * 1024


def counts_more_than(stream: BinaryIO, most: int) -> bool:
    """Return whether a zip lists more than `most` files; False where there is no list to be found.

    Args:
        stream: an open file that can be sought in; its place is left as it was.
        most: how many.
    """
    before = stream.tell()
    try:
        start, size = _directory(stream)
        stream.seek(start)
        found, kept = 0, b""
        while size > 0 and (block := stream.read(min(_BLOCK, size))):
            size -= len(block)
            found += (kept + block).count(_ENTRY)
            if found > most:
                return True
            kept = block[1 - len(_ENTRY) :]
        return False
    except (struct.error, ValueError, OSError):
        return False  # what is wrong with it is told when it is opened
    finally:
        stream.seek(before)


def _directory(stream: BinaryIO) -> tuple[int, int]:
    """Return start and size of the list; size 0 when there is none."""
    end = stream.seek(0, os.SEEK_END)
    tail = max(0, end - _END.size - 0xFFFF)
    stream.seek(tail)
    data = stream.read()
    plain = len(data) - _END.size  # where it stands when the file ends without a comment, as usual
    place = plain if data[plain:].startswith(_MARK) and data.endswith(b"\0\0") else data.rfind(_MARK)
    if place < 0:
        return 0, 0
    _, size, _, _ = _END.unpack_from(data, place)
    if size == 0xFFFFFFFF and place >= _LOCATOR.size:
        mark, at = _LOCATOR.unpack_from(data, place - _LOCATOR.size)
        if mark == b"PK\6\7":
            stream.seek(at)
            _, size, _ = _END_64.unpack(stream.read(_END_64.size))
            return max(0, at - size), size
    # The list ends where its end record begins, whatever may have been put before the whole file.
    return max(0, tail + place - size), size
