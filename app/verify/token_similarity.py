"""How closely each token of a claim is matched by one of the evidence: the recall of BERTScore.

Zhang et al. 2020, "BERTScore: Evaluating Text Generation with BERT", equation 1, with the token vectors of
the embedder that ships. Words cannot see that "ferry" and "boat" are near; these vectors can.
"""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.embedding.base import Vectors

SIMILARITIES = ("token_recall", "token_recall_worst", "token_recall_tenth", "token_recall_quarter")
"""Of the best cosine of each of the claim's tokens: mean, least, means of the least tenth and quarter."""


class TokenEncoder(Protocol):
    """Makes token vectors; `index.embedding.minilm.MiniLmEmbedder` is one."""

    def token_vectors(self, texts: Sequence[str]) -> list[Vectors]:
        """Return each text's token vectors as unit vectors, shape (tokens, dimensions)."""
        ...


def similarities(claim: str, evidence: str, encoder: TokenEncoder) -> NDArray[np.float64]:
    """Return the values of `SIMILARITIES`, shape (4,); all 0 where either text has no token.

    Raises:
        ModelError: the encoder's files are missing or damaged.
    """
    mine, theirs = encoder.token_vectors([claim, evidence])
    if not len(mine) or not len(theirs):
        return np.zeros(len(SIMILARITIES))
    best = np.sort((mine @ theirs.T).max(axis=1).astype(np.float64))
    tenth, quarter = (best[: max(1, len(best) // part)].mean() for part in (10, 4))
    return np.array([best.mean(), best[0], tenth, quarter])
