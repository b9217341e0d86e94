"""One score out of two: nearness of meaning and BM25."""

from collections.abc import Mapping

DENSE_SHARE = 0.5
"""How much of a fused score comes from the vectors. On the sets that `bench/retrieval.py` measures, 0.6 was
better by 0.004 on two and worse by 0.001 on the third: an even blend is no fit to any of them."""


def fuse(
    dense: Mapping[str, float], lexical: Mapping[str, float], dense_share: float = DENSE_SHARE
) -> dict[str, float]:
    """Return the weighted sum of both scores, each as a share of its side's best; best first.

    Adding keeps how far apart scores are, which reciprocal-rank fusion throws away. Each side is scaled
    from its least possible score, 0, and not from the least among the candidates, which says more of how many
    there are: see "theoretical min-max" in Bruch, Gai and Ingber, "An Analysis of Fusion Functions for Hybrid
    Retrieval" (ACM TOIS, 2023). A cosine below 0 counts as 0.

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
    """Return each score's share of the best, from 0 to 1; nothing where none is above 0."""
    best = max(scores.values(), default=0.0)
    return {key: max(score, 0.0) / best for key, score in scores.items()} if best > 0 else {}
