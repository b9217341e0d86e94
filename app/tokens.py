"""Counts tokens without a network.

tiktoken fetches its vocabularies over the network unless it finds them in a cache folder. llama-index-core
ships the cl100k and o200k files, so tiktoken is pointed at those unless the user has named a folder.
"""

import os
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tiktoken import Encoding

DEFAULT_ENCODING = "o200k_base"
"""Vocabulary of current OpenAI models; for others it is an estimate, usually a low one by some percent."""

_OLDER_MODELS = ("gpt-3.5", "gpt-4-", "text-embedding-")
_SLICE = 20_000
"""Longer texts are counted in slices: encoding one very long run of letters takes time in its square."""


def encoding_name(model: str = "") -> str:
    """Return the name of the vocabulary that counts for `model`."""
    older = model == "gpt-4" or model.startswith(_OLDER_MODELS)
    return "cl100k_base" if older else DEFAULT_ENCODING


def count_tokens(text: str, model: str = "") -> int:
    """Return how many tokens `text` takes.

    Args:
        text: any text; what looks like a special token counts as plain text.
        model: name of the model that will read it; the default vocabulary when empty or unknown.
    """
    encoding = _encoding(encoding_name(model))
    slices = (text[start : start + _SLICE] for start in range(0, len(text), _SLICE))
    return sum(len(encoding.encode(part, disallowed_special=())) for part in slices)


@lru_cache(maxsize=2)
def _encoding(name: str) -> "Encoding":
    shipped = _shipped_folder()
    if shipped is not None:
        os.environ.setdefault("TIKTOKEN_CACHE_DIR", str(shipped))
    import tiktoken

    return tiktoken.get_encoding(name)


def _shipped_folder() -> Path | None:
    """Return llama-index-core's folder of tiktoken files, found without importing that package."""
    spec = find_spec("llama_index")
    for root in (spec.submodule_search_locations or []) if spec else []:
        folder = Path(root) / "core" / "_static" / "tiktoken_cache"
        if folder.is_dir():
            return folder
    return None
