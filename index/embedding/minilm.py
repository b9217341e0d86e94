"""The embedder that ships with Groundwire: all-MiniLM-L6-v2 as int8 ONNX, run by onnxruntime."""

import hashlib
import json
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.embedding.base import Vectors
from index.errors import ModelError

MODEL_FOLDER = Path(__file__).parent.parent / "models" / "all-MiniLM-L6-v2"
SPECIAL_TOKENS = 2  # [CLS] and [SEP]
LENGTH_STEP = 16
BATCH_TOKENS = 4096  # padded tokens per run: about 100 MB of activations


@dataclass(frozen=True, slots=True)
class _Loaded:
    """A session and its tokenizer."""

    session: Any
    tokenizer: Any


class MiniLmEmbedder:
    """all-MiniLM-L6-v2: 384 dimensions, mean of the token vectors, unit length.

    Nothing is loaded before the first use; several threads may share one embedder. A text is padded to a
    length that depends on itself alone and computed in floats, so its vector is the same, to about one part
    in a million, whatever it is batched with.

    Args:
        folder: holds model.onnx, tokenizer.json and model.json as `scripts/make_embedder.py` writes them.
        threads: threads of one run; onnxruntime's choice (one per core) when None.
    """

    def __init__(self, folder: Path = MODEL_FOLDER, *, threads: int | None = None) -> None:
        self._folder = folder
        self._threads = threads
        self._lock = threading.Lock()
        self._parts: _Loaded | None = None

    @cached_property
    def _about(self) -> dict[str, Any]:
        about: dict[str, Any] = json.loads(self._read("model.json"))
        return about

    @property
    def name(self) -> str:
        """Model, precision and the first 8 hex digits of the model file's SHA-256."""
        return f"{self._about['name']}:{self._about['sha256']['model.onnx'][:8]}"

    @property
    def dimensions(self) -> int:
        """Length of a vector: 384."""
        return int(self._about["dimensions"])

    @property
    def max_tokens(self) -> int:
        """Tokens of a text that are read, 256, its two special tokens included."""
        return int(self._about["max_tokens"])

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return how many tokens each text takes, without special tokens and without truncation.

        Raises:
            ModelError: the model's files are missing or damaged.
        """
        return [len(ids) for ids in self._token_ids(texts)]

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors of shape `(len(texts), 384)`; a text past `max_tokens` is cut there.

        Raises:
            ModelError: the model's files are missing or damaged.
        """
        vectors = np.empty((len(texts), self.dimensions), dtype=np.float32)
        if not texts:
            return vectors
        room = self.max_tokens - SPECIAL_TOKENS
        cut = [ids[:room] for ids in self._token_ids(texts)]
        for places in _batches([len(ids) + SPECIAL_TOKENS for ids in cut]):
            vectors[places] = self._run([cut[i] for i in places])
        return vectors

    def _token_ids(self, texts: Sequence[str]) -> list[list[int]]:
        # The tokenizer takes no lone surrogates; they become question marks.
        clean = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
        encodings = self._loaded().tokenizer.encode_batch(clean, add_special_tokens=False)
        return [encoding.ids for encoding in encodings]

    def _run(self, rows: list[list[int]]) -> NDArray[np.float32]:
        parts = self._loaded()
        start, end = (parts.tokenizer.token_to_id(token) for token in ("[CLS]", "[SEP]"))
        shape = (len(rows), _padded(max(map(len, rows)) + SPECIAL_TOKENS))
        ids, mask = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
        for i, row in enumerate(rows):
            size = len(row) + SPECIAL_TOKENS
            ids[i, :size] = [start, *row, end]
            mask[i, :size] = 1
        vectors: NDArray[np.float32] = parts.session.run(None, {"input_ids": ids, "attention_mask": mask})[0]
        return vectors

    def _loaded(self) -> _Loaded:
        with self._lock:
            if self._parts is None:
                self._parts = self._load()
            return self._parts

    def _load(self) -> _Loaded:
        import onnxruntime as ort
        from tokenizers import Tokenizer

        options = ort.SessionOptions()
        options.log_severity_level = 3
        # One level for every machine, so that an archive keeps its vectors; the next one was no faster.
        options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
        if self._threads is not None:
            options.intra_op_num_threads = self._threads
        model, tokenizer = self._read("model.onnx"), self._read("tokenizer.json")
        session = ort.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        return _Loaded(session, Tokenizer.from_str(tokenizer.decode("utf-8")))

    def _read(self, name: str) -> bytes:
        """Return a model file's bytes, checked against model.json."""
        path = self._folder / name
        hint = "Reinstall Groundwire, or make it again with scripts/make_embedder.py"
        try:
            content = path.read_bytes()
            if name == "model.json":
                json.loads(content)["sha256"]["model.onnx"]
                return content
        except OSError as error:
            raise ModelError(
                f"cannot read the embedding model {path}: {error.strerror}", hint=hint
            ) from error
        except (ValueError, KeyError, TypeError) as error:
            raise ModelError(f"the embedding model's {path} is damaged", hint=hint) from error
        if hashlib.sha256(content).hexdigest() != self._about["sha256"].get(name):
            raise ModelError(f"the embedding model's {path} is damaged: its SHA-256 differs", hint=hint)
        return content


def _padded(length: int) -> int:
    """Round up to a multiple of LENGTH_STEP."""
    return -(-length // LENGTH_STEP) * LENGTH_STEP


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield places of texts that share a padded length, at most BATCH_TOKENS of padded tokens at a time."""
    groups: dict[int, list[int]] = {}
    for place, length in enumerate(lengths):
        groups.setdefault(_padded(length), []).append(place)
    for padded, places in sorted(groups.items()):
        size = max(1, BATCH_TOKENS // padded)
        for i in range(0, len(places), size):
            yield places[i : i + size]
