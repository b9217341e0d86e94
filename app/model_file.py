"""Loads the ONNX models that ship with Groundwire beside the embedder."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import index
from index.errors import ModelError

TOKENIZER = Path(index.__file__).parent / "models" / "all-MiniLM-L6-v2" / "tokenizer.json"
HINT = "Reinstall Groundwire; until then it works without this model, by its rules"
FIRST_TOKENS = 64  # most tokens of the first text; as in training


@dataclass(frozen=True, slots=True)
class PairRow:
    """A pair of texts as tokens; `offsets` are of the second text's tokens, in its characters."""

    ids: list[int]
    second: int  # where the second text begins
    offsets: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class PairModel:
    """A loaded model of pairs `[CLS] first [SEP] second [SEP]`.

    Args:
        session: onnxruntime's session.
        tokenizer: of `tokenizers`.
        about: the model's `model.json`.
    """

    session: Any
    tokenizer: Any
    about: dict[str, Any]

    def rows(self, first: str, seconds: list[str], *, max_tokens: int, stride: int) -> list[list[PairRow]]:
        """Return each second text's windows of at most `max_tokens`, which share `stride` tokens."""
        texts = [text.encode("utf-8", "replace").decode("utf-8") for text in (first, *seconds)]
        head, *tails = self.tokenizer.encode_batch(texts, add_special_tokens=False)
        start, end = (self.tokenizer.token_to_id(token) for token in ("[CLS]", "[SEP]"))
        opening = [start, *head.ids[:FIRST_TOKENS], end]
        room = max_tokens - len(opening) - 1
        found = []
        for tail in tails:
            places = [0]
            while places[-1] + room < len(tail.ids):
                places.append(places[-1] + room - stride)
            found.append(
                [
                    PairRow(
                        [*opening, *tail.ids[a : a + room], end], len(opening), tail.offsets[a : a + room]
                    )
                    for a in places
                ]
            )
        return found

    def run(self, rows: list[PairRow]) -> list[NDArray[np.float32]]:
        """Return the model's outputs for rows that are padded to the longest."""
        shape = (len(rows), max(len(row.ids) for row in rows))
        ids, mask, types = (np.zeros(shape, dtype=np.int64) for _ in range(3))
        for i, row in enumerate(rows):
            size = len(row.ids)
            ids[i, :size], mask[i, :size], types[i, row.second : size] = row.ids, 1, 1
        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": types}
        outputs: list[NDArray[np.float32]] = self.session.run(None, feed)
        return outputs


def load_pair_model(folder: Path, *, tokenizer: Path = TOKENIZER, threads: int | None = None) -> PairModel:
    """Load `model.onnx` and `model.json` from `folder`, checked against the SHA-256 that is written there.

    Args:
        folder: the model's folder.
        tokenizer: the vocabulary that the models share with the embedder.
        threads: threads of one run; onnxruntime's choice (one per core) when None.

    Raises:
        ModelError: a file is missing or damaged.
    """
    about_path, path = folder / "model.json", folder / "model.onnx"
    try:
        about = json.loads(about_path.read_bytes())
        expected = str(about["sha256"])
        content = path.read_bytes()
        vocabulary = tokenizer.read_bytes().decode("utf-8")
    except OSError as error:
        raise ModelError(f"cannot read {error.filename}: {error.strerror}", hint=HINT) from error
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"the model's {about_path} is damaged", hint=HINT) from error
    if hashlib.sha256(content).hexdigest() != expected:
        raise ModelError(f"the model {path} is damaged: its SHA-256 differs", hint=HINT)
    import onnxruntime as ort
    from tokenizers import Tokenizer

    options = ort.SessionOptions()
    options.log_severity_level = 3
    options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    if threads is not None:
        options.intra_op_num_threads = threads
    session = ort.InferenceSession(content, options, providers=["CPUExecutionProvider"])
    return PairModel(session, Tokenizer.from_str(vocabulary), about)
