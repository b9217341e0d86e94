"""The JSON form of an answer, which other programs and the evaluation read.

Fields are only ever added. `contract` is the version of this form; a reader refuses one it does not know.
"""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from app.answer import Answer, Citation, Claim
from app.render import answer_text

CONTRACT = 1


class _Model(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class ClaimModel(_Model):
    """One shown or withheld sentence; `citations` are numbers of `AnswerModel.citations`."""

    text: str
    verdict: Literal["supported", "unsupported", "contradicted", "undecided"]
    reasons: list[str] = []
    citations: list[int] = []
    lead: str = ""


class CopyModel(_Model):
    """Another article that carries the same words."""

    article_id: str
    title: str = ""
    outlet: str | None = None
    published_at: str | None = None
    url: str | None = None


class CitationModel(_Model):
    """Exact characters of one article version; `answer_spans` count from the quote's start.

    Citations of equal `story` are of copies of one report, and count as one source.
    """

    n: int
    article_id: str
    version: str
    start: int
    end: int
    quote: str
    title: str = ""
    outlet: str | None = None
    author: str | None = None
    published_at: str | None = None
    url: str | None = None
    source_path: str = ""
    answer_spans: list[tuple[int, int]] = []
    copies: list[CopyModel] = []
    story: str = ""


class FigureModel(_Model):
    """One article's figure among several that differ."""

    value: str
    citation: int
    outlet: str | None = None
    published_at: str | None = None


class NearestModel(_Model):
    """A passage that came near, for an abstention."""

    passage_id: str
    article_id: str
    version: str
    start: int
    end: int
    text: str
    title: str = ""
    outlet: str | None = None
    published_at: str | None = None
    url: str | None = None
    score: float = 0.0


class SearchedModel(_Model):
    """What was searched."""

    articles: int = 0
    passages: int = 0
    earliest: str | None = None
    latest: str | None = None
    filters: dict[str, Any] = {}
    nearest: list[NearestModel] = []


class AnswerModel(_Model):
    """A whole answer."""

    contract: Literal[1] = 1
    question: str
    standalone_question: str = ""
    status: Literal["answered", "partial", "abstained"]
    text: str = ""
    claims: list[ClaimModel] = []
    citations: list[CitationModel] = []
    withheld: list[ClaimModel] = []
    figures: list[FigureModel] = []
    notes: list[str] = []
    searched: SearchedModel = Field(default_factory=SearchedModel)
    answerer: str = ""
    usage: dict[str, float] = {}
    timings: dict[str, float] = {}


def to_model(answer: Answer) -> AnswerModel:
    """Return the JSON form of `answer`."""
    return AnswerModel(
        question=answer.question,
        standalone_question=answer.standalone_question,
        status=answer.status.value,
        text=answer_text(answer),
        claims=[_claim(c) for c in answer.claims],
        citations=[_citation(c) for c in answer.citations],
        withheld=[_claim(c) for c in answer.withheld],
        figures=[
            FigureModel(value=f.value, citation=f.citation, outlet=f.outlet, published_at=f.published_at)
            for f in answer.figures
        ],
        notes=list(answer.notes),
        searched=SearchedModel(
            articles=answer.searched.articles,
            passages=answer.searched.passages,
            earliest=answer.searched.earliest,
            latest=answer.searched.latest,
            filters=dict(answer.searched.filters),
            nearest=[
                NearestModel(
                    passage_id=hit.passage.passage_id,
                    article_id=hit.article.article_id,
                    version=hit.article.version,
                    start=hit.passage.start,
                    end=hit.passage.end,
                    text=hit.passage.text,
                    title=hit.article.title,
                    outlet=hit.article.outlet,
                    published_at=hit.article.published_at,
                    url=hit.article.url,
                    score=hit.score,
                )
                for hit in answer.searched.nearest
            ],
        ),
        answerer=answer.answerer,
        usage=dict(answer.usage),
        timings=dict(answer.timings),
    )


def _claim(claim: Claim) -> ClaimModel:
    return ClaimModel(
        text=claim.text,
        verdict=claim.verdict.label.value,
        reasons=list(claim.verdict.reasons),
        citations=list(claim.citations),
        lead=claim.lead,
    )


def _citation(citation: Citation) -> CitationModel:
    info = citation.article
    return CitationModel(
        n=citation.n,
        article_id=info.article_id,
        version=info.version,
        start=citation.span.start,
        end=citation.span.end,
        quote=citation.quote,
        title=info.title,
        outlet=info.outlet,
        author=info.author,
        published_at=info.published_at,
        url=info.url,
        source_path=info.source_path,
        answer_spans=[(s.start, s.end) for s in citation.answer_spans],
        copies=[
            CopyModel(
                article_id=c.article_id,
                title=c.title,
                outlet=c.outlet,
                published_at=c.published_at,
                url=c.url,
            )
            for c in citation.copies
        ],
        story=citation.story,
    )
