"""Chooses an embedder from settings."""

from index.embedding.base import Embedder
from index.embedding.hosted import HostedEmbedder
from index.embedding.minilm import MiniLmEmbedder
from index.errors import SettingsError

EMBEDDED, HOSTED = "embedded", "openai:"


def make_embedder(
    choice: str = EMBEDDED,
    *,
    base_url: str | None = None,
    api_key: str | None = None,
    dimensions: int | None = None,
    max_tokens: int | None = None,
    threads: int | None = None,
) -> Embedder:
    """Return the embedder that `choice` names; nothing is loaded or asked yet.

    Args:
        choice: `embedded`, or `openai:NAME` for a model of an OpenAI-compatible endpoint.
        base_url: that endpoint; OpenAI's when None.
        api_key: its key.
        dimensions: length of vector to ask the endpoint for.
        max_tokens: tokens of a text that the endpoint's model reads; 512 when None.
        threads: threads of the embedded model; one per core when None.

    Raises:
        SettingsError: there is no such choice, or it lacks a key and an endpoint.
    """
    embedded = MiniLmEmbedder(threads=threads)
    if choice == EMBEDDED:
        return embedded
    model = choice.removeprefix(HOSTED)
    if not choice.startswith(HOSTED) or not model.strip():
        raise SettingsError(
            f"no embedder named {choice!r}",
            hint=f"Use {EMBEDDED!r}, or '{HOSTED}NAME' for an endpoint's model",
        )
    return HostedEmbedder(
        model,
        api_key=api_key,
        base_url=base_url,
        tokenizer=embedded,
        dimensions=dimensions,
        **({} if max_tokens is None else {"max_tokens": max_tokens}),
    )
