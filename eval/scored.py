"""One scored answer, with the reasons of every score: what `scores.jsonl` of a run folder holds."""

from pydantic import BaseModel, ConfigDict

from eval.articles import ArticleSource
from eval.cases import Case
from eval.judge import Judge
from eval.matching.facts import FactMatch
from eval.records import Record
from eval.scores.base import Score
from eval.scores.catalogue import SCORES
from eval.scores.citations import precise_citations
from eval.scores.material import Material


class _Model(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class ScoreModel(_Model):
    """A score and what it was made of; `value` None is "not scored", with the reason in `why`."""

    value: float | None
    why: str = ""


class FactModel(_Model):
    """A gold or forbidden fact and whether it was said; `sentence` counts the shown claims from 0."""

    text: str
    importance: str
    degree: str
    sentence: int | None = None
    spans: list[tuple[int, int]] = []
    reason: str = ""


class CitedModel(_Model):
    """A citation of a claim: whether it opens (else why not), and whether it is precise."""

    n: int
    opens: bool
    precise: bool
    problem: str = ""
    article_id: str = ""
    version: str = ""
    start: int = 0
    end: int = 0


class JudgedModel(_Model):
    """A shown claim with the judge's verdict."""

    text: str
    verdict: str
    reasons: list[str] = []
    citations: list[CitedModel] = []
    extra: bool = False


class Scored(_Model):
    """All scores of one answer.

    Args:
        case_id: the case.
        answerable: as the case says.
        answered: whether a claim was shown; None when answering failed.
        cluster: questions of one cluster share an article, and are drawn together by the bootstrap.
        tags: of the case.
        failed: why answering failed, empty when it did not.
        scores: by name.
        facts: gold facts.
        forbidden: forbidden facts.
        claims: shown claims.
    """

    case_id: str
    answerable: bool
    answered: bool | None
    cluster: str
    tags: list[str] = []
    failed: str = ""
    scores: dict[str, ScoreModel] = {}
    facts: list[FactModel] = []
    forbidden: list[FactModel] = []
    claims: list[JudgedModel] = []


def score_answer(case: Case, record: Record | None, articles: ArticleSource, judge: Judge) -> Scored:
    """Return all scores of one answer; a missing or failed answer has every score "not scored".

    Raises:
        ModelError: a model judge gave no usable verdict.
    """
    base = Scored(
        case_id=case.id,
        answerable=case.answerable,
        answered=None,
        cluster=(case.articles() or (f"case {case.id}",))[0],
        tags=list(case.tags),
    )
    if record is None or record.answer is None:
        why = (record.error if record else "") or "there is no answer"
        nothing = ScoreModel(value=None, why=f"no answer to score: {why}")
        return base.model_copy(update={"failed": why, "scores": {kind.name: nothing for kind in SCORES}})
    material = Material(case, record, articles, judge)
    found = {
        "answered": material.answered,
        "scores": {kind.name: _model(kind.compute(material)) for kind in SCORES},
        "facts": [
            _fact(fact.text, fact.importance, match)
            for fact, match in zip(case.facts, material.facts, strict=True)
        ],
        "forbidden": [
            _fact(fact.text, "forbidden", match)
            for fact, match in zip(case.forbidden, material.forbidden, strict=True)
        ],
        "claims": _claims(material),
    }
    return base.model_copy(update=found)


def _model(score: Score) -> ScoreModel:
    return ScoreModel(value=score.value, why=score.why)


def _fact(text: str, importance: str, match: FactMatch) -> FactModel:
    return FactModel(
        text=text,
        importance=importance,
        degree=match.degree.value,
        sentence=match.sentence,
        spans=list(match.spans),
        reason=match.reason,
    )


def _claims(material: Material) -> list[JudgedModel]:
    return [
        JudgedModel(
            text=claim.text,
            verdict=verdict.label.value,
            reasons=list(verdict.reasons),
            extra=claim.extra,
            citations=[
                CitedModel(
                    n=c.n,
                    opens=c.opens,
                    precise=precise,
                    problem="" if c.opens else c.state.value,
                    article_id=c.article_id,
                    version=c.version,
                    start=c.span.start,
                    end=c.span.end,
                )
                for c, precise in zip(claim.citations, precise_all, strict=True)
            ],
        )
        for (claim, precise_all), verdict in zip(precise_citations(material), material.verdicts, strict=True)
    ]
