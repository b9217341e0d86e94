"""The lines of a file of many articles, one at a time, none longer than an article may be."""

from collections.abc import Iterator
from typing import BinaryIO

from index.reading.bounded import read_all
from index.reading.decoding import decode


def split_lines(stream: BinaryIO, most: int) -> Iterator[bytes | None]:
    """Yield every line with its end, without a byte order mark; None for one of more than `most` bytes."""
    start = stream.read(4)
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):  # UTF-16: its line ends are not single bytes
        yield from (decode(start + read_all(stream, most)) or "").encode().splitlines(keepends=True)
        return
    *whole, start = start.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    yield from (line + b"\n" for line in whole)
    while line := start + stream.readline(most + 1):
        start = b""
        if len(line) <= most:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(most)
        yield None
