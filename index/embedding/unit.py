"""Bringing vectors to unit length."""

import numpy as np

from index.embedding.base import Vectors


def unit_rows(vectors: Vectors) -> Vectors:
    """Return the rows of `vectors`, shape `(n, dimensions)`, at unit length.

    Raises:
        ValueError: a row is zero or not finite, so that it has no direction.
    """
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    if not np.all(np.isfinite(lengths)) or np.any(lengths == 0):
        raise ValueError("a vector is zero or not finite")
    unit: Vectors = (vectors / lengths).astype(np.float32)
    return unit
