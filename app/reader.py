"""The reader: a small model that finds the answer to a question in passages, and says whether it is there."""

import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from app.model_file import HINT, PairModel, PairRow, load_pair_model
from app.reading import Reading, sigmoid
from index.errors import ModelError

MODEL_FOLDER = Path(__file__).parent / "models" / "reader"
MAX_TOKENS = 320  # of question and passage together; as in training
STRIDE = 64  # tokens that windows of a longer passage share
CALIBRATED, WORTH = ("margin", "answers", "constant"), ("certainty", "constant")
BATCH_TOKENS = 1024  # padded tokens per run; the activations of 4,096 leave the cache: a fifth slower


class OnnxReader:
    """Reads passages for a question with the model that `training/` makes.

    Nothing is loaded before the first use; several threads may share one reader.

    Args:
        folder: holds model.onnx and model.json.
        threads: threads of one run; onnxruntime's choice (one per core) when None.
    """

    def __init__(self, folder: Path = MODEL_FOLDER, *, threads: int | None = None) -> None:
        self._folder = folder
        self._threads = threads
        self._lock = threading.Lock()
        self._model: PairModel | None = None

    def read(self, question: str, passages: Sequence[str]) -> list[Reading]:
        """Return a reading of each passage, in order; a passage too long for one run is read in windows.

        Raises:
            ModelError: the model's files are missing or damaged.
        """
        if not passages:
            return []
        model = self._loaded()
        windows = model.rows(question, list(passages), max_tokens=MAX_TOKENS, stride=STRIDE)
        flat = [(number, row) for number, rows in enumerate(windows) for row in rows]
        flat.sort(key=lambda item: len(item[1].ids))
        found: list[list[Reading]] = [[] for _ in passages]
        while flat:
            count = max(1, min(len(flat), BATCH_TOKENS // len(flat[-1][1].ids)))
            batch, flat = flat[-count:], flat[:-count]
            spans, answers = model.run([row for _, row in batch])
            for (number, row), span, answer in zip(batch, spans, answers, strict=True):
                found[number].append(self._reading(model, row, span, float(answer[0])))
        return [_joined(parts) for parts in found]

    def _reading(self, model: PairModel, row: PairRow, span: np.ndarray, answers: float) -> Reading:
        inside = span[row.second : row.second + len(row.offsets)] - span[0]
        offsets = np.array(row.offsets, dtype=np.int64).reshape(-1, 2)
        fitted = model.about["calibration"]
        worth_by = (fitted["worth"]["certainty"], fitted["worth"]["constant"])
        reading = Reading(offsets[:, 0], offsets[:, 1], inside[:, 0], inside[:, 1], answers, 0.0, worth_by)
        best = reading.best()
        if best is None:
            return reading
        logit = fitted["margin"] * best.margin + fitted["answers"] * answers + fitted["constant"]
        return replace(reading, probability=sigmoid(logit))

    def _loaded(self) -> PairModel:
        with self._lock:
            if self._model is None:
                model = load_pair_model(self._folder, threads=self._threads)
                _check_calibration(model.about, self._folder)
                self._model = model
            return self._model


def _check_calibration(about: dict[str, Any], folder: Path) -> None:
    try:
        fitted = about["calibration"]
        numbers = [*map(fitted.__getitem__, CALIBRATED), *map(fitted["worth"].__getitem__, WORTH)]
        if not all(isinstance(number, int | float) for number in numbers):
            raise TypeError
    except (KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"the model's {folder / 'model.json'} is damaged", hint=HINT) from error


def _joined(windows: Sequence[Reading]) -> Reading:
    """Join the windows of one passage: a token read twice keeps its better logits."""
    if len(windows) == 1:
        return windows[0]
    tokens: dict[tuple[int, int], tuple[float, float]] = {}
    for window in windows:
        columns = (window.starts, window.ends, window.start, window.end)
        for a, b, start, end in zip(*(column.tolist() for column in columns), strict=True):
            old = tokens.get((a, b), (start, end))
            tokens[a, b] = max(start, old[0]), max(end, old[1])
    places = sorted(tokens)
    offsets = np.array(places, dtype=np.int64)
    logits = np.array([tokens[place] for place in places], dtype=np.float32)
    return Reading(
        offsets[:, 0],
        offsets[:, 1],
        logits[:, 0],
        logits[:, 1],
        max(window.answers for window in windows),
        max(window.probability for window in windows),
        windows[0].worth_by,
    )
