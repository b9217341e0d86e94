"""One score out of two: nearness of meaning and BM25."""

from collections.abc import Mapping

DENSE_SHARE = 0.5
"""How much of a fused score comes from the vectors. An even blend was best or close to best on every set that
`bench/retrieval.py` measures, and is no fit to one of them."""


def fuse(
    dense: Mapping[str, float], lexical: Mapping[str, float], dense_share: float = DENSE_SHARE
) -> dict[str, float]:
    """Return the convex combination of both scores, each scaled to [0, 1] over the candidates; best first.

    Scaling and adding keeps how far apart scores are, which reciprocal-rank fusion throws away; see Bruch,
    Gai and Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval" (ACM TOIS, 2023).

    Args:
        dense: cosine similarities by passage id. A passage without one gets nothing from this side.
        lexical: BM25 scores by passage id, likewise.
        dense_share: the weight of the dense side, between 0 and 1.
    """
    near, worded = _scaled(dense), _scaled(lexical)
    scores = {
        passage_id: dense_share * near.get(passage_id, 0.0) + (1 - dense_share) * worded.get(passage_id, 0.0)
        for passage_id in {**dense, **lexical}
    }
    return dict(sorted(scores.items(), key=lambda item: (-item[1], item[0])))


def _scaled(scores: Mapping[str, float]) -> dict[str, float]:
    """Scale to [0, 1]; where all are equal, all are best."""
    if not scores:
        return {}
    low, high = min(scores.values()), max(scores.values())
    if high == low:
        return dict.fromkeys(scores, 1.0)
    return {key: (value - low) / (high - low) for key, value in scores.items()}
