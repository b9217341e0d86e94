"""An embedder behind any OpenAI-compatible endpoint."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from index.embedding.base import Embedder, Vectors
from index.embedding.unit import unit_rows
from index.errors import ModelError, SettingsError

BATCH_TEXTS = 128  # far under the 2,048 inputs that OpenAI takes at once


class HostedEmbedder:
    """Asks an endpoint for vectors and brings them to unit length.

    Tokens are counted with the shipped model's tokenizer: an estimate, which needs no network and for
    English is rarely below the hosted model's own count.

    Args:
        model: the endpoint's name for the model.
        api_key: its key; local servers often need none. Never logged.
        base_url: the endpoint, such as `http://localhost:11434/v1`; OpenAI's when None.
        tokenizer: counts tokens.
        dimensions: asks the model for vectors of this length; its own length when None.
        max_tokens: texts are cut there before they are sent.
        timeout: seconds that one request may take.
        max_retries: how often the client repeats a request that failed in passing.
    """

    def __init__(
        self,
        model: str,
        *,
        api_key: str | None = None,
        base_url: str | None = None,
        tokenizer: Embedder,
        dimensions: int | None = None,
        max_tokens: int = 512,
        timeout: float = 60.0,
        max_retries: int = 3,
    ) -> None:
        if not api_key and not base_url:
            raise SettingsError(
                f"the embedding model {model!r} needs a key or an endpoint",
                hint="Set OPENAI_API_KEY or a base URL",
            )
        self._model, self._asked, self._max_tokens = model, dimensions, max_tokens
        self._tokenizer = tokenizer
        self._client_options = {
            "api_key": api_key or "none",
            "base_url": base_url,
            "timeout": timeout,
            "max_retries": max_retries,
        }

    @property
    def name(self) -> str:
        """`openai:MODEL`, and the length of its vectors where one was asked for."""
        return f"openai:{self._model}" + (f":{self._asked}" if self._asked else "")

    @cached_property
    def dimensions(self) -> int:
        """Length of a vector; asks the endpoint once when it was not given."""
        return self._asked or int(self._request(["length"]).shape[1])

    @property
    def max_tokens(self) -> int:
        """Tokens of a text that are sent."""
        return self._max_tokens

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return about how many tokens each text takes."""
        return self._tokenizer.count_tokens(texts)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors of shape `(len(texts), dimensions)`.

        Raises:
            ModelError: the endpoint cannot be reached, refuses, or sends not exactly one vector per text.
        """
        if not texts:
            return np.empty((0, self.dimensions), dtype=np.float32)
        return np.concatenate([self._request(batch) for batch in self._batches(texts)])

    def close(self) -> None:
        """Close the connections, where any were opened."""
        if "_client" in self.__dict__:
            self._client.close()

    def _batches(self, texts: Sequence[str]) -> Iterator[list[str]]:
        cut = [self._cut(text, tokens) for text, tokens in zip(texts, self.count_tokens(texts), strict=True)]
        for i in range(0, len(cut), BATCH_TEXTS):
            yield cut[i : i + BATCH_TEXTS]

    def _cut(self, text: str, tokens: int) -> str:
        """Cut a text that is too long by its share of tokens; endpoints refuse an empty one: a space."""
        if tokens > self._max_tokens:
            text = text[: len(text) * self._max_tokens // tokens]
        return text.encode("utf-8", "replace").decode("utf-8") or " "

    @cached_property
    def _client(self) -> Any:
        from openai import OpenAI

        return OpenAI(**self._client_options)  # type: ignore[arg-type]

    def _request(self, texts: list[str]) -> Vectors:
        import openai

        options = {"dimensions": self._asked} if self._asked else {}
        try:
            reply = self._client.embeddings.create(
                model=self._model, input=texts, encoding_format="float", **options
            )
            rows = [item.embedding for item in sorted(reply.data, key=lambda item: item.index)]
            return self._checked(np.asarray(rows, dtype=np.float32), len(texts))
        except openai.OpenAIError as error:
            raise self._told(error) from error
        except (TypeError, ValueError, AttributeError) as error:
            raise ModelError(
                f"the embedding model {self._model!r} sent no usable vectors",
                hint="Check that the endpoint serves OpenAI-compatible embeddings",
            ) from error

    def _checked(self, vectors: Vectors, count: int) -> Vectors:
        """Return the vectors at unit length; ValueError where they are not one finite vector per text."""
        known = self._asked or self.__dict__.get("dimensions")
        if vectors.ndim != 2 or vectors.shape[0] != count or (known and vectors.shape[1] != known):
            raise ValueError(f"vectors of shape {vectors.shape}")
        return unit_rows(vectors)

    def _told(self, error: Exception) -> ModelError:
        """Return a client's error as one of ours; whether to try again follows the client's own rules."""
        import openai

        status = getattr(error, "status_code", None)
        passing = (
            isinstance(error, openai.APIConnectionError) or status in (408, 409, 429) or (status or 0) >= 500
        )
        reason = " ".join(str(getattr(error, "message", "") or type(error).__name__).split())[:200]
        if isinstance(error, openai.AuthenticationError | openai.PermissionDeniedError):
            # Such a reply may quote part of the key.
            reason = "it refused the key"
        reason = reason.replace(str(self._client_options["api_key"]), "[key]")
        where = f"HTTP {status}: {reason}" if status else reason
        hint = "Try again later" if passing else "Check the embedding model, its endpoint and its key"
        return ModelError(
            f"the embedding model {self._model!r} failed: {where}", hint=hint, retryable=passing
        )
