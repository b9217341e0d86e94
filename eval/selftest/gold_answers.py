"""Perfect answers made from the gold of the cases: the gold sentences, word for word, exactly cited."""

from collections.abc import Sequence

from app.contract import AnswerModel, CitationModel, ClaimModel
from eval.articles import ArticleSource, sentences_of
from eval.cases import Case
from eval.matching.facts import Degree, Shown, find_fact
from eval.records import Record, RetrievedModel
from eval.scores.gold import Place, needs_of, place_of
from index.article import Article, Span

_AROUND = 1  # sentences before and after a gold span in its passage


def gold_record(case: Case, articles: ArticleSource) -> Record | None:
    """Return a perfect answer to `case`; None when a gold fact is said in full by none of its gold sentences.

    An unanswerable case is answered by abstaining.
    """
    if not case.answerable:
        return Record(case_id=case.id, answer=AnswerModel(question=case.question, status="abstained"))
    chosen: list[tuple[Article, Span]] = []
    for fact in case.facts:
        found = None
        for place in (place_of(s, articles) for s in fact.spans):
            article = None if place.problem else articles.get(place.article_id, place.version)
            span = sentence_span(article, place.span) if article else None
            if article and span and find_fact(fact, [Shown.of(span.of(article.text))]).degree is Degree.FULL:
                found = (article, span)
                break
        if found is None:
            return None
        if found not in chosen:
            chosen.append(found)
    return Record(
        case_id=case.id, answer=answer_of(case.question, chosen), retrieved=_retrieved(case, articles)
    )


def answer_of(question: str, sentences: Sequence[tuple[Article, Span]]) -> AnswerModel:
    """Return an answer of one claim a sentence, each citing just that sentence."""
    claims = [
        ClaimModel(text=" ".join(span.of(article.text).split()), verdict="supported", citations=[n])
        for n, (article, span) in enumerate(sentences, 1)
    ]
    return AnswerModel(
        question=question,
        status="answered",
        text=" ".join(f"{c.text} [{n}]" for n, c in enumerate(claims, 1)),
        claims=claims,
        citations=[citation_of(n, article, span) for n, (article, span) in enumerate(sentences, 1)],
    )


def citation_of(n: int, article: Article, span: Span) -> CitationModel:
    """Return citation `n` of these characters."""
    return CitationModel(
        n=n,
        article_id=article.info.article_id,
        version=article.info.version,
        start=span.start,
        end=span.end,
        quote=span.of(article.text),
        title=article.info.title,
        outlet=article.info.outlet,
        published_at=article.info.published_at,
    )


def sentence_span(article: Article, span: Span) -> Span | None:
    """Return the whole sentences that `span` touches."""
    touched = [s for s in sentences_of(article.text) if s.start < span.end and span.start < s.end]
    return Span(touched[0].start, touched[-1].end) if touched else None


def _retrieved(case: Case, articles: ArticleSource) -> list[RetrievedModel]:
    found: list[RetrievedModel] = []
    for need in sorted(needs_of(case, articles), key=lambda n: -n.grade):
        place = next((p for p in need.places if not p.problem), None)
        passage = _passage(place, articles) if place else None
        if passage and passage not in found:
            found.append(passage)
    return found


def _passage(place: Place, articles: ArticleSource) -> RetrievedModel | None:
    article = articles.get(place.article_id, place.version)
    if article is None:
        return None
    spans = sentences_of(article.text)
    touched = [i for i, s in enumerate(spans) if s.start < place.span.end and place.span.start < s.end]
    if not touched:
        return None
    start = spans[max(0, touched[0] - _AROUND)].start
    end = spans[min(len(spans) - 1, touched[-1] + _AROUND)].end
    return RetrievedModel(
        article_id=place.article_id, version=place.version, start=start, end=end, text=article.text[start:end]
    )
