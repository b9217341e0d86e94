"""An answer read back from its JSON contract."""

from app.answer import Answer, Citation, Claim, Figure, Searched, Status, Verdict, VerdictLabel
from app.contract import AnswerModel, CitationModel, ClaimModel, NearestModel
from index.article import ArticleInfo, Passage, Span
from index.hit import Hit


def read_answer(kept: str) -> Answer:
    """Return the answer that `app.contract.to_model` wrote as JSON.

    Raises:
        pydantic.ValidationError: `kept` is no such JSON.
    """
    model = AnswerModel.model_validate_json(kept)
    return Answer(
        question=model.question,
        standalone_question=model.standalone_question,
        status=Status(model.status),
        claims=tuple(map(_claim, model.claims)),
        citations=tuple(map(_citation, model.citations)),
        withheld=tuple(map(_claim, model.withheld)),
        figures=tuple(Figure(**figure.model_dump()) for figure in model.figures),
        notes=tuple(model.notes),
        searched=Searched(
            articles=model.searched.articles,
            passages=model.searched.passages,
            earliest=model.searched.earliest,
            latest=model.searched.latest,
            filters=model.searched.filters,
            nearest=tuple(map(_hit, model.searched.nearest)),
        ),
        answerer=model.answerer,
        usage=model.usage,
        timings=model.timings,
    )


def _claim(model: ClaimModel) -> Claim:
    return Claim(
        text=model.text,
        verdict=Verdict(VerdictLabel(model.verdict), tuple(model.reasons)),
        citations=tuple(model.citations),
        lead=model.lead,
    )


def _citation(model: CitationModel) -> Citation:
    return Citation(
        n=model.n,
        article=ArticleInfo(
            article_id=model.article_id,
            version=model.version,
            title=model.title,
            outlet=model.outlet,
            author=model.author,
            url=model.url,
            published_at=model.published_at,
            source_path=model.source_path,
        ),
        span=Span(model.start, model.end),
        quote=model.quote,
        answer_spans=tuple(Span(start, end) for start, end in model.answer_spans),
        copies=tuple(ArticleInfo(version="", **copy.model_dump()) for copy in model.copies),
        story=model.story,
    )


def _hit(model: NearestModel) -> Hit:
    info = ArticleInfo(
        article_id=model.article_id,
        version=model.version,
        title=model.title,
        outlet=model.outlet,
        published_at=model.published_at,
        url=model.url,
    )
    passage = Passage(
        passage_id=model.passage_id,
        article_id=model.article_id,
        version=model.version,
        ordinal=0,
        start=model.start,
        end=model.end,
        text=model.text,
        sentences=(),
    )
    return Hit(passage=passage, article=info, score=model.score)
