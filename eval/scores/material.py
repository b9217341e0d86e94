"""One answer with its case, prepared once for all scores: claims, fact matches, citations, verdicts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from app.answer import Verdict
from app.contract import AnswerModel, ClaimModel
from eval.articles import ArticleSource
from eval.cases import Case
from eval.judge import Judge
from eval.matching.facts import FactMatch, Shown, find_fact
from eval.matching.tokens import tokenize
from eval.records import Record
from eval.scores.gold import Need, needs_of
from eval.scores.resolving import Resolved, resolve

_MARKER = re.compile(r"\[\d+\]")
_UNCOVERED_WORDS = 3  # fewer words than this beyond the claims ("In short,") are no claim


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """A sentence that the reader sees.

    Args:
        text: with its lead, as facts are looked for.
        judged: what the judge is asked about: without the lead where that only repeats article metadata.
        citations: its citations, each once, resolved against the archive.
        extra: whether it stands only in the answer's text and in none of its claims.
    """

    text: str
    judged: str
    citations: tuple[Resolved, ...]
    extra: bool = False


@dataclass(frozen=True)
class Material:
    """What the scores of one answer are computed from.

    Args:
        case: the question and its gold.
        record: the answer, or why there is none.
        articles: where citations and gold spans are looked up.
        judge: decides whether cited sentences carry a claim.
    """

    case: Case
    record: Record
    articles: ArticleSource
    judge: Judge

    @cached_property
    def answer(self) -> AnswerModel:
        """The answer; only asked for when there is one."""
        if self.record.answer is None:
            raise ValueError(f"case {self.case.id!r} has no answer to score")
        return self.record.answer

    @cached_property
    def claims(self) -> tuple[ShownClaim, ...]:
        """What the reader sees, withheld claims left out, text beyond the claims added as one more."""
        by_number: dict[int, Resolved] = {}
        for citation in self.answer.citations:
            by_number.setdefault(citation.n, resolve(citation, self.articles, self.case.search_filters()))
        shown = [_shown(claim, by_number) for claim in self.answer.claims]
        rest = _beyond(self.answer)
        return (*shown, ShownClaim(rest, rest, (), extra=True)) if rest else tuple(shown)

    @cached_property
    def answered(self) -> bool:
        """Whether a reader sees any claim; a status alone does not make an answer."""
        return bool(self.claims)

    @cached_property
    def _prepared(self) -> tuple[Shown, ...]:
        return tuple(Shown.of(claim.text) for claim in self.claims)

    @cached_property
    def facts(self) -> tuple[FactMatch, ...]:
        """How far each gold fact is said."""
        return tuple(find_fact(fact, self._prepared) for fact in self.case.facts)

    @cached_property
    def forbidden(self) -> tuple[FactMatch, ...]:
        """How far each forbidden fact is said."""
        return tuple(find_fact(fact, self._prepared) for fact in self.case.forbidden)

    @cached_property
    def verdicts(self) -> tuple[Verdict, ...]:
        """The judge's verdict on each shown claim against what it really cites."""
        return tuple(self.judged(claim, claim.citations) for claim in self.claims)

    @cached_property
    def needs(self) -> tuple[Need, ...]:
        """The relevant passages, each with the spans of which any one will do."""
        return needs_of(self.case, self.articles)

    def judged(self, claim: ShownClaim, citations: Sequence[Resolved]) -> Verdict:
        """Return the verdict on `claim` from these citations alone."""
        return self.judge.judge(claim.judged, [s for c in citations for s in c.sentences])


def _shown(claim: ClaimModel, by_number: dict[int, Resolved]) -> ShownClaim:
    numbers = dict.fromkeys(claim.citations)
    citations = tuple(by_number.get(n) or Resolved.unlisted(n) for n in numbers)
    text = f"{claim.lead} {claim.text}".strip()
    return ShownClaim(text, claim.text if _is_metadata(claim.lead, citations) else text, citations)


def _is_metadata(lead: str, citations: Sequence[Resolved]) -> bool:
    """Whether a lead holds but the date, outlet, author or title of articles that the claim cites."""
    said = {t.text for t in tokenize(lead)}
    known = {w for c in citations for w in c.metadata_words}
    return said <= known | _LEAD_WORDS


_LEAD_WORDS = {t.text for t in tokenize("on in by at of to from and reported wrote said according per as")}


def _beyond(answer: AnswerModel) -> str:
    """Return what the answer's text says beyond its claims; an abstention's text is a remark, not a claim."""
    if answer.status == "abstained" and not answer.claims:
        return ""
    rest = _MARKER.sub(" ", answer.text)
    for claim in sorted(answer.claims, key=lambda c: -len(c.text)):
        for piece in (_MARKER.sub(" ", claim.text), claim.lead):
            rest = re.sub(re.escape(piece.strip()), " ", rest) if piece.strip() else rest
    left = " ".join(rest.split())
    return left if len(tokenize(left)) >= _UNCOVERED_WORDS else ""
