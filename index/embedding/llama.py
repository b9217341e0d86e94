"""LlamaIndex's embedders as ours, and ours as theirs."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from index.embedding.base import Embedder, Vectors
from index.embedding.unit import unit_rows
from index.errors import ModelError

if TYPE_CHECKING:
    from llama_index.core.embeddings import BaseEmbedding


class LlamaIndexEmbedder:
    """Any LlamaIndex `BaseEmbedding` as an Embedder.

    Queries and passages are embedded alike, by its text side.

    Args:
        embedding: the LlamaIndex embedder.
        tokenizer: counts tokens.
        max_tokens: how many tokens of a text it reads.
    """

    def __init__(self, embedding: "BaseEmbedding", *, tokenizer: Embedder, max_tokens: int = 512) -> None:
        self._embedding, self._tokenizer, self._max_tokens = embedding, tokenizer, max_tokens

    @property
    def name(self) -> str:
        """The class and its model."""
        return f"llama-index:{self._embedding.class_name()}:{self._embedding.model_name}"

    @cached_property
    def dimensions(self) -> int:
        """Length of a vector; embeds one word to learn it."""
        return int(self._vectors(["length"]).shape[1])

    @property
    def max_tokens(self) -> int:
        """Tokens of a text that it reads, as it was told."""
        return self._max_tokens

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return about how many tokens each text takes."""
        return self._tokenizer.count_tokens(texts)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors of shape `(len(texts), dimensions)`.

        Raises:
            ModelError: the embedder failed or gave something else than one vector per text.
        """
        return self._vectors(list(texts)) if texts else np.empty((0, self.dimensions), dtype=np.float32)

    def _vectors(self, texts: list[str]) -> Vectors:
        try:
            vectors = np.asarray(self._embedding.get_text_embedding_batch(texts), dtype=np.float32)
            if vectors.ndim != 2 or len(vectors) != len(texts):
                raise ValueError(f"vectors of shape {vectors.shape} for {len(texts)} texts")
            return unit_rows(vectors)
        except Exception as error:  # whatever library stands behind it has errors of its own
            reason = " ".join(str(error).split())[:200] or type(error).__name__
            raise ModelError(
                f"the embedder {self.name} failed: {reason}", hint="Check its settings"
            ) from error


def as_llama_index(embedder: Embedder, batch_size: int = 64) -> "BaseEmbedding":
    """Return our embedder as a LlamaIndex `BaseEmbedding`."""
    from llama_index.core.bridge.pydantic import PrivateAttr
    from llama_index.core.embeddings import BaseEmbedding

    class GroundwireEmbedding(BaseEmbedding):  # type: ignore[misc,unused-ignore]
        """Hands texts to a Groundwire embedder."""

        _embedder: Any = PrivateAttr()

        def _get_text_embedding(self, text: str) -> list[float]:
            return self._get_text_embeddings([text])[0]

        def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
            vectors: list[list[float]] = self._embedder.embed(texts).tolist()
            return vectors

        def _get_query_embedding(self, query: str) -> list[float]:
            return self._get_text_embedding(query)

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_text_embedding(query)

    adapted = GroundwireEmbedding(model_name=embedder.name, embed_batch_size=batch_size)
    adapted._embedder = embedder
    return adapted
