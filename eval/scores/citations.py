"""Citation recall and precision by ALCE's definitions, with invented citations counted wrong.

Gao et al. 2023, "Enabling Large Language Models to Generate Text with Citations" (ALCE), section 3.3:

    recall of a statement  = 1 if it has a citation and all that it cites, taken together, carries it, else 0
    a citation is irrelevant if it alone does not carry the statement, and the others carry it without it
    precision of a citation = 1 if its statement has recall 1 and the citation is not irrelevant, else 0

An answer's recall is the mean over its statements, its precision the mean over its citations. A citation is
first opened in the archive: one that is invented, moved, misquoted or outside the question's dates carries
nothing and has precision 0. "Carries" means the judge's verdict "supported" and no other.
"""

from functools import cache

from app.answer import VerdictLabel
from eval.scores.base import Score
from eval.scores.faithfulness import NO_CLAIMS
from eval.scores.material import Material, ShownClaim

_NO_CITATIONS = "the answer shows claims, but cites nothing"


def citation_recall(material: Material) -> Score:
    """Return the share of shown claims that their citations carry."""
    carried = sum(verdict.label is VerdictLabel.SUPPORTED for verdict in material.verdicts)
    return Score.share(carried, len(material.claims), "claims carried by their citations", empty=NO_CLAIMS)


def citation_precision(material: Material) -> Score:
    """Return the share of citations that open and are needed."""
    if not material.claims:
        return Score.none(NO_CLAIMS)
    precise = [ok for claim, ok_all in precise_citations(material) for ok in ok_all]
    return Score.share(sum(precise), len(precise), "citations open and carry", empty=_NO_CITATIONS)


def citation_valid(material: Material) -> Score:
    """Return the share of citations that open at their exact words: `article.text[start:end] == quote`.

    It says nothing of whether they carry the claim; ours, because a wrong offset and a wrong source are
    different faults.
    """
    if not material.claims:
        return Score.none(NO_CLAIMS)
    states = [citation.opens for claim in material.claims for citation in claim.citations]
    return Score.share(sum(states), len(states), "citations open at their words", empty=_NO_CITATIONS)


def precise_citations(material: Material) -> list[tuple[ShownClaim, tuple[bool, ...]]]:
    """Return each shown claim with whether each of its citations is precise."""
    return [
        (claim, _precise(material, claim, verdict.label is VerdictLabel.SUPPORTED))
        for claim, verdict in zip(material.claims, material.verdicts, strict=True)
    ]


def _precise(material: Material, claim: ShownClaim, carried: bool) -> tuple[bool, ...]:
    opened = [c for c in claim.citations if c.opens]
    if not carried:
        return (False,) * len(claim.citations)
    if len(opened) == 1:
        return tuple(c.opens for c in claim.citations)

    @cache
    def carries(kept: tuple[int, ...]) -> bool:
        return material.judged(claim, [opened[i] for i in kept]).label is VerdictLabel.SUPPORTED

    everyone = tuple(range(len(opened)))
    needed = {
        id(c): carries((i,)) or not carries(tuple(j for j in everyone if j != i))
        for i, c in enumerate(opened)
    }
    return tuple(c.opens and needed[id(c)] for c in claim.citations)
