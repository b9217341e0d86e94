"""Runs an exported pair model: claim and evidence in, supported, unsupported and contradicted out."""

import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.model_file import PairModel, load_pair_model

MAX_TOKENS = 256  # of claim and evidence together; as in training
STRIDE = 64  # tokens that windows of longer evidence share


class OnnxChecker:
    """Weighs claims with the model that `training/` makes.

    Nothing is loaded before the first use; several threads may share one checker.

    Args:
        folder: holds model.onnx and model.json.
        threads: threads of one run; onnxruntime's choice (one per core) when None.
    """

    def __init__(self, folder: Path, *, threads: int | None = None) -> None:
        self._folder = folder
        self._threads = threads
        self._lock = threading.Lock()
        self._model: PairModel | None = None

    def probabilities(self, claim: str, evidence: str) -> tuple[float, float, float]:
        """Return the probabilities of supported, unsupported and contradicted; they sum to 1.

        Evidence too long for one run is weighed in windows; the one that supports the claim best counts.

        Raises:
            ModelError: the model's files are missing or damaged.
        """
        supported, unsupported, contradicted = (float(p) for p in self.weigh(claim, [evidence])[0])
        return supported, unsupported, contradicted

    def weigh(self, claim: str, texts: Sequence[str]) -> NDArray[np.float64]:
        """Return the probabilities of supported, unsupported and contradicted, shape (texts, 3).

        Raises:
            ModelError: the model's files are missing or damaged.
        """
        if not texts:
            return np.zeros((0, 3))
        model = self._loaded()
        windows = model.rows(claim, list(texts), max_tokens=MAX_TOKENS, stride=STRIDE)
        logits = model.run([row for rows in windows for row in rows])[0].astype(np.float64)
        logits /= model.about["calibration"]["temperature"]
        raised = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares = raised / raised.sum(axis=1, keepdims=True)
        ends = np.cumsum([len(rows) for rows in windows])
        parts = np.split(shares, ends[:-1])
        return np.array([part[int(part[:, 0].argmax())] for part in parts])

    def _loaded(self) -> PairModel:
        with self._lock:
            if self._model is None:
                self._model = load_pair_model(self._folder, threads=self._threads)
            return self._model
