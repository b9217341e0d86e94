"""Retrieval: what of the relevant passages the answerer was given, and how high they stood.

Relevance is by gold spans, not by passage ids, so that splitting articles differently changes nothing. A
need is a relevant passage, or a gold fact that any of several spans meets (`eval.scores.gold`).
"""

from collections.abc import Callable
from itertools import groupby
from math import log2

from eval.records import RetrievedModel
from eval.scores.base import Score
from eval.scores.gold import Need, first_ranks
from eval.scores.material import Material

Ranked = tuple[tuple[Need, ...], list[int | None]]


def recall_at(k: int) -> Callable[[Material], Score]:
    """Return a score: needs met by the first `k` passages / needs (Manning et al. 2008, section 8.4)."""

    def score(material: Material) -> Score:
        needs, ranks, why = _ranked(material)
        if why:
            return Score.none(why)
        found = sum(rank is not None and rank <= k for rank in ranks)
        return Score.share(found, len(needs), f"relevant passages in the first {k}", empty="no needs")

    return score


def reciprocal_rank(material: Material) -> Score:
    """Return 1 / the rank of the first passage that meets any need, 0 when none does (Voorhees 1999).

    Its mean over questions is MRR.
    """
    _, ranks, why = _ranked(material)
    if why:
        return Score.none(why)
    first = min((rank for rank in ranks if rank is not None), default=None)
    return Score(1 / first, f"first relevant passage at rank {first}") if first else Score(0.0, "none found")


def ndcg_at(k: int) -> Callable[[Material], Score]:
    """Return a score: discounted cumulative gain / that of the best order (Järvelin and Kekäläinen 2002).

    The gain of a passage is the highest grade among the needs that it is the first to meet, its discount
    `log2(rank + 1)`; needs met by one passage count as one in the best order too, so that 1 can be reached.
    """

    def score(material: Material) -> Score:
        needs, ranks, why = _ranked(material)
        if why:
            return Score.none(why)
        pairs = sorted(
            ((rank, need.grade) for rank, need in zip(ranks, needs, strict=True) if rank is not None),
            key=lambda pair: pair[0],
        )
        gains = {rank: max(g for _, g in group) for rank, group in groupby(pairs, key=lambda pair: pair[0])}
        missed = [need.grade for rank, need in zip(ranks, needs, strict=True) if rank is None]
        ideal = sorted([*gains.values(), *missed], reverse=True)[:k]
        best = sum(gain / log2(rank + 1) for rank, gain in enumerate(ideal, 1))
        got = sum(gain / log2(rank + 1) for rank, gain in gains.items() if rank <= k)
        return Score(got / best, f"gain {got:.2f} of {best:.2f}")

    return score


def _ranked(material: Material) -> tuple[tuple[Need, ...], list[int | None], str]:
    """Return the needs, the rank at which each is met, and why retrieval cannot be scored, if so."""
    retrieved: list[RetrievedModel] | None = material.record.retrieved
    if not material.case.answerable:
        return (), [], "the question has no relevant passages"
    if retrieved is None:
        return (), [], "the system does not tell what it retrieved"
    needs = material.needs
    broken = next((need.problem for need in needs if need.problem), "")
    if broken:
        return (), [], f"a gold span cannot be found ({broken})"
    return needs, first_ranks(needs, retrieved), ""
