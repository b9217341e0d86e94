"""What a running question reports, in order: one `SearchDone`, any claims, one `AnswerDone`."""

from dataclasses import dataclass

from app.answer import Answer, Citation, Claim
from app.evidence import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchDone:
    """The evidence is at hand; nothing has been answered yet."""

    standalone_question: str
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimShown:
    """A checked claim that may be shown, with the citations it is the first to use."""

    claim: Claim
    new_citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimWithheld:
    """A claim that failed the check."""

    claim: Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerDone:
    """The whole answer; always the last event."""

    answer: Answer


Event = SearchDone | ClaimShown | ClaimWithheld | AnswerDone
