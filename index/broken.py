"""Living with a derived index that is broken: searching goes on without it, and says so."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from index.errors import ArchiveError
from index.hit import Filters
from index.words import WordIndex

T = TypeVar("T")


@contextmanager
def panics_as_errors(where: str) -> Iterator[None]:
    """Turn a panic of a Rust library, which is no `Exception`, into an `ArchiveError`.

    Args:
        where: what was being used, for the message.
    """
    try:
        yield
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise ArchiveError(
            f"{where} is broken: {' '.join(str(error).split())[:200]}",
            hint="`groundwire repair` rebuilds it from the catalog",
        ) from error


def unless_broken(call: Callable[[], T], where: str) -> T | None:
    """Return what `call` returns, or None with one line of warning when the index it asks is broken."""
    try:
        with panics_as_errors(where):
            return call()
    except ArchiveError as error:
        logging.getLogger("groundwire").warning("%s", error)
        return None


class WordsUnlessBroken:
    """The word index, or nothing when it is broken: then the search goes on by meaning alone."""

    def __init__(self, words: WordIndex) -> None:
        self._words = words

    def query(self, text: str, k: int, filters: Filters | None = None) -> list[tuple[str, float]]:
        """Return what `WordIndex.query` does."""
        return unless_broken(lambda: self._words.query(text, k, filters), "The word index") or []
