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
from index.embedding.unit import unit_rows
from index.errors import ModelError

MODEL_FOLDER = Path(__file__).parent.parent / "models" / "all-MiniLM-L6-v2"
SPECIAL_TOKENS = 2  # [CLS] and [SEP]
LENGTH_STEP = 8
BATCH_TOKENS = 4096  # padded tokens per run: about 100 MB of activations
OVERLAP = 54  # tokens that the pieces of a longer text share; half of them count on either side
LAST_LAYER = "encoder.layer.5.output.LayerNorm.out"


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

    def token_vectors(self, texts: Sequence[str]) -> list[Vectors]:
        """Return each text's token vectors at unit length, shape `(tokens, 384)`.

        A text that is too long for one run is read in pieces that overlap.

        Raises:
            ModelError: the model's files are missing or damaged.
        """
        room = self.max_tokens - SPECIAL_TOKENS
        pieces = [
            (text, ids[at : at + room], at == 0, at + room >= len(ids))
            for text, ids in enumerate(self._token_ids(texts))
            for at in range(0, max(1, len(ids) - OVERLAP), room - OVERLAP)
        ]
        found: list[Vectors] = [np.empty((0, self.dimensions), np.float32)] * len(pieces)
        for places in _batches([len(piece[1]) + SPECIAL_TOKENS for piece in pieces]):
            hidden = self._run([pieces[i][1] for i in places], LAST_LAYER)
            for i, states in zip(places, hidden, strict=True):
                _, ids, first, last = pieces[i]
                inside = slice(0 if first else OVERLAP // 2, len(ids) - (0 if last else OVERLAP // 2))
                found[i] = unit_rows(states[1:][inside])
        joined: list[list[Vectors]] = [[] for _ in texts]
        for (text, *_), vectors in zip(pieces, found, strict=True):
            joined[text].append(vectors)
        return [np.concatenate(parts) for parts in joined]

    def _token_ids(self, texts: Sequence[str]) -> list[list[int]]:
        # The tokenizer takes no lone surrogates; they become question marks.
        clean = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
        encodings = self._loaded().tokenizer.encode_batch(clean, add_special_tokens=False)
        return [encoding.ids for encoding in encodings]

    def _run(self, rows: list[list[int]], output: str = "vector") -> NDArray[np.float32]:
        parts = self._loaded()
        start, end = (parts.tokenizer.token_to_id(token) for token in ("[CLS]", "[SEP]"))
        shape = (len(rows), _padded(max(map(len, rows)) + SPECIAL_TOKENS))
        ids, mask = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
        for i, row in enumerate(rows):
            size = len(row) + SPECIAL_TOKENS
            ids[i, :size] = [start, *row, end]
            mask[i, :size] = 1
        feed = {"input_ids": ids, "attention_mask": mask}
        outputs: NDArray[np.float32] = parts.session.run([output], feed)[0]
        return outputs

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
        # Threads that wait for work would take the processor from those who ask at the same time.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        if self._threads is not None:
            options.intra_op_num_threads = self._threads
        model, tokenizer = self._read("model.onnx"), self._read("tokenizer.json")
        model += _output_as_well(LAST_LAYER)
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


def _output_as_well(name: str) -> bytes:
    """Return what makes a float tensor inside an ONNX model one of its outputs, to be put behind the model.

    Protocol Buffers merge messages that follow one another, so this adds to the model's graph (field 7) an
    output (12) with a name (1) and a type (2), a tensor (1) of floats (1: 1). The file, and with it the name
    of the embedder in archives, stays as it is.
    """
    output = b"\x0a" + _sized(name.encode()) + b"\x12" + _sized(b"\x0a" + _sized(b"\x08\x01"))
    return b"\x3a" + _sized(b"\x62" + _sized(output))


def _sized(message: bytes) -> bytes:
    """Return a message of under 128 bytes behind its length."""
    return bytes([len(message)]) + message


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
