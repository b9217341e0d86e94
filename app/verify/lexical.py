"""A small checker without a network: eighteen lexical features of claim and evidence, and a logistic model.

The coefficients and word weights are in `lexical.json`; `training/lexical_checker.py` makes it.
"""

import json
import math
import re
from functools import cached_property
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.names import find_names, same_name
from app.quantities import find_quantities
from app.verify.figures import same_value_of
from app.verify.lexicon import NEGATORS, synonyms
from app.verify.verbatim import straight
from app.words import Word, words_of

FEATURES = (
    "idf_coverage",
    "idf_coverage_best_sentence",
    "coverage",
    "form_coverage",
    "synonym_coverage",
    "bigrams",
    "trigrams",
    "longest_run",
    "longest_run_words",
    "numbers_found",
    "numbers",
    "names_found",
    "names",
    "rarest_missing",
    "missing",
    "claim_words",
    "evidence_words",
    "negation_differs",
)


class LexicalChecker:
    """Weighs a claim by how its words stand in the evidence; a `app.verify.combined.Checker`.

    It sees words, not sense: it tells covered from invented, never denied from said.

    Args:
        model: the content of `lexical.json`; the shipped one when None, read at first use.
    """

    def __init__(self, model: dict[str, Any] | None = None) -> None:
        self._given = model

    @cached_property
    def _model(self) -> dict[str, Any]:
        if self._given is not None:
            return self._given
        text = resources.files("app.verify").joinpath("lexical.json").read_text(encoding="utf-8")
        loaded: dict[str, Any] = json.loads(text)
        return loaded

    def values(self, claim: str, evidence: str) -> NDArray[np.float64]:
        """Return the values of `FEATURES`, shape (18,)."""
        return features(claim, evidence, self._model["idf"], self._model["unseen"])

    def probabilities(self, claim: str, evidence: str) -> tuple[float, float, float]:
        """Return the probabilities of supported, unsupported and contradicted (always 0: words cannot
        tell)."""
        p = 1.0 / (1.0 + math.exp(-self.logit(claim, evidence)))
        return p, 1.0 - p, 0.0

    def logit(self, claim: str, evidence: str) -> float:
        """Return the log odds that the claim is supported."""
        model = self._model
        z = (self.values(claim, evidence) - np.array(model["mean"])) / np.array(model["scale"])
        return float(z @ np.array(model["weights"]) + model["bias"])


def features(claim: str, evidence: str, idf: dict[str, float], unseen: float) -> NDArray[np.float64]:
    """Return the values of `FEATURES`, shape (18,).

    Args:
        claim: one sentence.
        evidence: the cited text.
        idf: weight of each stem.
        unseen: weight of a stem that `idf` does not hold.
    """
    claim, evidence = straight(claim), straight(evidence)
    mine, theirs = words_of(claim), words_of(evidence)
    content = [w for w in mine if w.content]
    weight = {id(w): min((idf.get(k, unseen) for k in w.keys), default=unseen) for w in content}
    total = sum(weight.values()) or 1.0
    keys = frozenset(k for w in theirs for k in w.keys)
    forms = {w.lower for w in theirs}
    found = [w for w in content if w.keys & keys]
    missing = [w for w in content if not w.keys & keys]
    alike = sum(1 for w in missing if any(synonyms(w.keys, t.keys) for t in theirs if t.content))
    best = 0.0
    for sentence in re.split(r"(?<=[.!?])\s+", evidence):
        inside = {k for w in words_of(sentence) for k in w.keys}
        best = max(best, sum(weight[id(w)] for w in content if w.keys & inside) / total)
    run = _longest_run(mine, theirs)
    numbers, given = find_quantities(claim), find_quantities(evidence)
    names, named = find_names(claim), find_names(evidence)
    denies = [any(w.lower in NEGATORS or w.lower.endswith("n't") for w in words) for words in (mine, theirs)]
    count = max(1, len(content))
    values = (
        sum(weight[id(w)] for w in found) / total,
        best,
        len(found) / count,
        sum(w.lower in forms for w in content) / count,
        (len(found) + alike) / count,
        _grams(mine, theirs, 2),
        _grams(mine, theirs, 3),
        run / max(1, len(mine)),
        math.log1p(run),
        _share(sum(any(same_value_of(n, g) for g in given) for n in numbers), len(numbers)),
        min(3, len(numbers)),
        _share(sum(any(same_name(n, g) for g in named) for n in names), len(names)),
        min(4, len(names)),
        max((weight[id(w)] for w in missing), default=0.0),
        math.log1p(len(missing)),
        math.log1p(len(content)),
        math.log1p(len(theirs)),
        float(denies[0] != denies[1]),
    )
    return np.array(values, dtype=np.float64)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def _grams(mine: list[Word], theirs: list[Word], n: int) -> float:
    wanted = [tuple(w.lower for w in mine[i : i + n]) for i in range(len(mine) - n + 1)]
    given = {tuple(w.lower for w in theirs[i : i + n]) for i in range(len(theirs) - n + 1)}
    return _share(sum(g in given for g in wanted), len(wanted))


def _longest_run(mine: list[Word], theirs: list[Word]) -> int:
    """Return the length in words of the longest stretch of the claim that stands in the evidence."""
    where: dict[str, list[int]] = {}
    for j, word in enumerate(theirs):
        where.setdefault(word.lower, []).append(j)
    longest = 0
    ends: dict[int, int] = {}
    for word in mine:
        now = {j: ends.get(j - 1, 0) + 1 for j in where.get(word.lower, ())}
        longest = max(longest, max(now.values(), default=0))
        ends = now
    return longest
