"""A small invented world for the evaluation's tests: two articles, a case, answers to it."""

from typing import Any

from app.contract import AnswerModel, CitationModel, ClaimModel
from app.verify import RuleVerifier
from eval.articles import StoredArticles
from eval.cases import Case
from eval.judge import VerifierJudge
from eval.records import Record, RetrievedModel
from index.article import Article, ArticleInfo, version_of

FERRY_TEXT = (
    "The new Tarn ferry will carry 412 passengers. It was named by Ilse Maron on 4 May 2031.\n"
    "“We waited nine years for this boat,” the harbour master, Bo Lind, said."
)
BLOG_TEXT = "I rode the old boat for years. It held 380 passengers. The coffee was cold."


def article(article_id: str, text: str, **info: Any) -> Article:
    return Article(info=ArticleInfo(article_id=article_id, version=version_of(text), **info), text=text)


FERRY = article(
    "news/ferry.txt", FERRY_TEXT, title="New ferry", outlet="Tarn Post", published_at="2031-05-04"
)
BLOG = article("news/blog.md", BLOG_TEXT, title="My boat", outlet="Quay Blog", published_at="2031-06-01")
ARTICLES = StoredArticles([FERRY, BLOG])
JUDGE = VerifierJudge(RuleVerifier(), "rules")


def make_case(**changes: Any) -> Case:
    row = {
        "id": "ferry",
        "question": "How many passengers can the new Tarn ferry carry?",
        "answerable": True,
        "facts": [
            {
                "text": "It carries 412 passengers.",
                "values": [{"type": "number", "value": 412, "unit": "passengers"}],
                "spans": [{"article": "ferry.txt", "quote": "will carry 412 passengers"}],
            },
            {
                "text": "It was named by Ilse Maron.",
                "importance": "okay",
                "values": [{"type": "name", "value": "Ilse Maron"}],
                "spans": [{"article": "ferry.txt", "quote": "named by Ilse Maron"}],
            },
        ],
        "forbidden": [
            {
                "text": "It carries 380 passengers.",
                "values": [{"type": "number", "value": 380, "unit": "passengers"}],
            }
        ],
    }
    return Case.model_validate({**row, **changes})


UNANSWERABLE = Case(id="captain", question="Who is the captain?", answerable=False)


def cite(n: int, held: Article, quote: str, /, **changes: Any) -> CitationModel:
    start = held.text.index(quote)
    row = {
        "n": n,
        "article_id": held.info.article_id,
        "version": held.info.version,
        "start": start,
        "end": start + len(quote),
        "quote": quote,
    }
    return CitationModel.model_validate({**row, **changes})


FIRST = "The new Tarn ferry will carry 412 passengers."
SECOND = "It was named by Ilse Maron on 4 May 2031."
THIRD = "“We waited nine years for this boat,” the harbour master, Bo Lind, said."


def claim(text: str, *citations: int, **more: Any) -> ClaimModel:
    return ClaimModel(text=text, verdict="supported", citations=list(citations), **more)


def answer(*claims: ClaimModel, cites: tuple[CitationModel, ...] = (), **more: Any) -> AnswerModel:
    return AnswerModel(
        question=make_case().question,
        status=more.pop("status", "answered" if claims else "abstained"),
        claims=list(claims),
        citations=list(cites),
        **more,
    )


def good_answer() -> AnswerModel:
    return answer(claim(FIRST, 1), claim(SECOND, 2), cites=(cite(1, FERRY, FIRST), cite(2, FERRY, SECOND)))


def passage(held: Article, start: int = 0, end: int | None = None) -> RetrievedModel:
    end = len(held.text) if end is None else end
    return RetrievedModel(
        article_id=held.info.article_id,
        version=held.info.version,
        start=start,
        end=end,
        text=held.text[start:end],
    )


def record(given: AnswerModel | None, **more: Any) -> Record:
    return Record(case_id=more.pop("case_id", "ferry"), answer=given, **more)
