"""The checker: a small model that weighs a claim against the sentences that it cites."""

import threading
from pathlib import Path

import numpy as np

from app.model_file import PairModel, load_pair_model

MODEL_FOLDER = Path(__file__).parent / "models" / "checker"
MAX_TOKENS = 256  # of claim and evidence together; as in training
STRIDE = 64  # tokens that windows of longer evidence share


class OnnxChecker:
    """Weighs claims with the model that `training/` makes.

    Nothing is loaded before the first use; several threads may share one checker.

    Args:
        folder: holds model.onnx and model.json.
        threads: threads of one run; onnxruntime's choice (one per core) when None.
    """

    def __init__(self, folder: Path = MODEL_FOLDER, *, threads: int | None = None) -> None:
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
        model = self._loaded()
        rows = model.rows(claim, [evidence], max_tokens=MAX_TOKENS, stride=STRIDE)[0]
        logits = model.run(rows)[0] / model.about["calibration"]["temperature"]
        raised = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares = raised / raised.sum(axis=1, keepdims=True)
        supported, unsupported, contradicted = (float(p) for p in shares[int(shares[:, 0].argmax())])
        return supported, unsupported, contradicted

    def _loaded(self) -> PairModel:
        with self._lock:
            if self._model is None:
                self._model = load_pair_model(self._folder, threads=self._threads)
            return self._model
