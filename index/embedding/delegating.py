"""What an embedder that stands before another one passes on."""

from collections.abc import Sequence

from index.embedding.base import Embedder


class Delegating:
    """All of an `Embedder` but `embed`, as the one behind it tells it.

    Args:
        embedder: does the work.
    """

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    @property
    def name(self) -> str:
        """The embedder's."""
        return self._embedder.name

    @property
    def dimensions(self) -> int:
        """The embedder's."""
        return self._embedder.dimensions

    @property
    def max_tokens(self) -> int:
        """The embedder's."""
        return self._embedder.max_tokens

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return how many tokens each text takes; see `Embedder`."""
        return self._embedder.count_tokens(texts)
