"""More vectors than there is time to embed: blends of real ones."""

import numpy as np

from index.embedding.base import Vectors

SHARE = 0.7  # of the first of two real vectors in a blend
NOISE = 0.3  # length of the random part


def blend(real: Vectors, count: int, seed: int = 0) -> Vectors:
    """Return `count` unit vectors: the real ones first, then blends of two of them with some noise.

    The noise points anywhere in all dimensions, which real vectors do not: an approximate search finds such
    vectors harder, not easier, than real ones.
    """
    random = np.random.default_rng(seed)
    missing = max(count - len(real), 0)
    one, other = (real[random.integers(len(real), size=missing)] for _ in range(2))
    noise = random.standard_normal((missing, real.shape[1]), dtype=np.float32)
    noise *= NOISE / np.linalg.norm(noise, axis=1, keepdims=True)
    blended = SHARE * one + (1 - SHARE) * other + noise
    blended /= np.linalg.norm(blended, axis=1, keepdims=True)
    return np.concatenate([real[:count], blended]).astype(np.float32)
