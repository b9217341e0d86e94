"""Fact recall and forbidden facts.

Fact recall after TREC 2024 RAG's nugget evaluation (Pradeep et al. 2024, "Initial Nugget Evaluation Results
for the TREC 2024 RAG Track with the AutoNuggetizer Framework", section 4): nuggets are vital or okay, an
answer gives each of them full, partial or no support. With s = 1 for full and 0.5 for partial support, and
s' = 1 for full support alone:

    vital strict = mean of s' over vital facts
    vital        = mean of s over vital facts
    all          = mean of s over all facts
    weighted     = (Σ s over vital + 0.5 Σ s over okay) / (|vital| + 0.5 |okay|)

An abstention on an answerable question says no fact: 0. An unanswerable question has no facts: not scored.
"""

from collections.abc import Sequence

from eval.matching.facts import Degree
from eval.scores.base import Score
from eval.scores.material import Material

_CREDIT = {Degree.FULL: 1.0, Degree.PART: 0.5, Degree.NONE: 0.0}
_NO_FACTS = "the question has no gold facts"


def vital_strict(material: Material) -> Score:
    """Return the share of vital facts said in full."""
    given = _credits(material, "vital")
    return Score.share(sum(c == 1 for c in given), len(given), "vital facts in full", empty=_NO_FACTS)


def vital(material: Material) -> Score:
    """Return the mean credit over vital facts, half for facts said in part."""
    given = _credits(material, "vital")
    return Score.share(sum(given), len(given), "vital facts", empty=_NO_FACTS)


def all_facts(material: Material) -> Score:
    """Return the mean credit over all facts."""
    given = _credits(material, "vital") + _credits(material, "okay")
    return Score.share(sum(given), len(given), "facts", empty=_NO_FACTS)


def weighted(material: Material) -> Score:
    """Return the mean credit with okay facts at half weight."""
    vital_credits, okay_credits = _credits(material, "vital"), _credits(material, "okay")
    part = sum(vital_credits) + 0.5 * sum(okay_credits)
    return Score.share(part, len(vital_credits) + 0.5 * len(okay_credits), "of the weight", empty=_NO_FACTS)


def forbidden_rate(material: Material) -> Score:
    """Return the share of the case's forbidden facts that are said, in full or in part. Lower is better.

    Our own measure: a gold list of tempting falsehoods, the mirror of fact recall. One that is negated, or
    said only in a withheld claim, is not said. A question without forbidden facts is not scored.
    """
    said = sum(match.degree is not Degree.NONE for match in material.forbidden)
    return Score.share(
        said, len(material.forbidden), "forbidden facts said", empty="the question has no forbidden facts"
    )


def _credits(material: Material, importance: str) -> list[float]:
    pairs: Sequence[tuple[str, Degree]] = [
        (fact.importance, match.degree)
        for fact, match in zip(material.case.facts, material.facts, strict=True)
    ]
    return [_CREDIT[degree] for kind, degree in pairs if kind == importance]
