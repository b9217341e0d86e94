"""Evidence for each part of a question, numbered through, so that one label means one sentence."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, zip_longest

from app.evidence import Evidence, EvidencePassage
from index.article import Span
from index.hit import Hit


@dataclass(frozen=True, slots=True)
class Gathered:
    """Evidence of a question in parts.

    Args:
        whole: every passage once.
        parts: what each part may use, with the labels of `whole`.
    """

    whole: Evidence
    parts: tuple[Evidence, ...]


def join_evidence(each: Sequence[Evidence]) -> Gathered:
    """Number the passages of several evidences through; what stands in two of them has one number."""
    if len(each) == 1:
        return Gathered(each[0], tuple(each))
    numbered: dict[tuple[str, tuple[Span, ...]], EvidencePassage] = {}
    parts = []
    for evidence in each:
        passages = []
        for passage in evidence.passages:
            key = (passage.hit.passage.passage_id, tuple(s.span for s in passage.sentences))
            if key not in numbered:
                numbered[key] = _numbered(passage, len(numbered) + 1)
            passages.append(numbered[key])
        parts.append(Evidence(passages=tuple(passages), tokens=evidence.tokens))
    whole = Evidence(passages=tuple(numbered.values()), tokens=sum(part.tokens for part in parts))
    return Gathered(whole, tuple(parts))


def interleave(found: Sequence[Sequence[Hit]]) -> list[Hit]:
    """Return the hits of several searches, the best of each first, each passage once."""
    hits: dict[str, Hit] = {}
    for hit in chain.from_iterable(zip_longest(*found)):
        if hit is not None:
            hits.setdefault(hit.passage.passage_id, hit)
    return list(hits.values())


def _numbered(passage: EvidencePassage, number: int) -> EvidencePassage:
    sentences = tuple(
        replace(sentence, label=f"{number}.{position}")
        for position, sentence in enumerate(passage.sentences, 1)
    )
    return replace(passage, number=number, sentences=sentences)
