"""What is kept of one answered question: the answer, the passages it was given, and what it took."""

from typing import Any

from pydantic import BaseModel, ConfigDict

from app.contract import AnswerModel
from app.evidence import Evidence
from index.hit import Hit


class _Model(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class RetrievedModel(_Model):
    """A passage that was given to the answerer, in order of rank; `copies` were collapsed into it."""

    passage_id: str = ""
    article_id: str
    version: str
    start: int
    end: int
    text: str
    score: float = 0.0
    copies: list["RetrievedModel"] = []


class Record(_Model):
    """One answered question of a run, or of another system.

    Args:
        case_id: the case it answers.
        answer: None when answering failed; then `error` says why.
        retrieved: None when the system does not tell what it retrieved.
        seconds: wall-clock time of answering, None when unknown.
        attempts: how often it was tried.
        meta: anything else worth keeping, such as seeds.
    """

    case_id: str
    answer: AnswerModel | None = None
    retrieved: list[RetrievedModel] | None = None
    seconds: float | None = None
    error: str = ""
    attempts: int = 1
    meta: dict[str, Any] = {}


def retrieved_from(evidence: Evidence) -> list[RetrievedModel]:
    """Return the passages of `evidence` as they are kept."""
    return [_retrieved(passage.hit) for passage in evidence.passages]


def _retrieved(hit: Hit) -> RetrievedModel:
    return RetrievedModel(
        passage_id=hit.passage.passage_id,
        article_id=hit.passage.article_id,
        version=hit.passage.version,
        start=hit.passage.start,
        end=hit.passage.end,
        text=hit.passage.text,
        score=hit.score,
        copies=[_retrieved(copy) for copy in hit.copies],
    )
