"""LlamaIndex's real engine against a scripted model on loopback, its answers scored like any other's."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from eval.adapters.citation_query_engine import CitationQueryPeer, openai_compatible, place_of
from eval.cases import Case
from eval.runs.foreign import load_answers
from eval.scored import Scored, score_answer
from index.article import Article, Passage, Span
from index.hit import Filters, Hit
from index.retriever import make_retriever
from tests.support.eval_world import ARTICLES, BLOG, FERRY, FIRST, JUDGE, UNANSWERABLE, article, make_case
from tests.support.model_server import ModelServer, Status, running


class TwoPassages:
    """A search that finds the ferry, then the blog; remembers the filters."""

    def __init__(self) -> None:
        self.filters: list[Filters | None] = []

    def search(self, query: str, k: int = 10, filters: Filters | None = None) -> list[Hit]:
        self.filters.append(filters)
        return [_hit(FERRY), _hit(BLOG)]


def _hit(held: Article) -> Hit:
    passage = Passage(
        passage_id=held.info.article_id, article_id=held.info.article_id, version=held.info.version,
        ordinal=0, start=0, end=len(held.text), text=held.text, sentences=(),
    )  # fmt: skip
    return Hit(passage=passage, article=held.info, score=1.0)


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with running(Status(200)) as started:
        yield started


def says(server: ModelServer, text: str) -> None:
    choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
    body = {"id": "x", "object": "chat.completion", "created": 0, "model": "scripted", "choices": [choice]}
    server.replies = [Status(200, body)]


def scored(
    server: ModelServer, text: str, case: Case, place: Path, search: TwoPassages | None = None
) -> Scored:
    says(server, text)
    searcher = search or TwoPassages()
    peer = CitationQueryPeer(
        lambda filters: make_retriever(searcher, 5, filters),
        openai_compatible(server.url, "scripted"),
        ARTICLES,
    )
    (record,) = peer.answers([case])
    assert not record.error
    row = {"id": case.id, **record.model_dump(mode="json", include={"answer", "retrieved", "seconds"})}
    path = place / "peer.jsonl"
    path.write_text(json.dumps(row), encoding="utf-8")
    return score_answer(case, load_answers(path, [case])[case.id], ARTICLES, JUDGE)


def test_its_right_answer_scores_like_ours(server: ModelServer, tmp_path: Path) -> None:
    search, case = TwoPassages(), make_case(as_of="2031-05-04")
    found = scored(server, f"{FIRST} [1]", case, tmp_path, search)
    prompt = server.requests[0]["messages"][-1]["content"]
    assert "Source 2:" in prompt
    assert case.question in prompt
    assert search.filters == [case.search_filters()]
    names = ("fact_recall_vital_strict", "faithfulness", "citation_precision", "citation_valid", "mrr")
    assert [found.scores[n].value for n in names] == [1, 1, 1, 1, 1]
    (cited,) = found.claims[0].citations
    assert (cited.article_id, cited.start, cited.end) == (FERRY.info.article_id, 0, len(FERRY.text))


def test_what_its_citations_get_wrong_is_counted(server: ModelServer, tmp_path: Path) -> None:
    text = f"{FIRST} [7] It held 380 passengers [1]. Nobody said so."
    found = scored(server, text, make_case(), tmp_path)
    assert [c.verdict for c in found.claims][1:] != ["supported", "supported"]
    assert [[c.opens for c in claim.citations] for claim in found.claims] == [[False], [True], []]
    assert found.scores["citation_precision"].value == 0
    assert found.scores["citation_valid"].value == 0.5


@pytest.mark.parametrize(
    "text", ["The sources do not say.", "None of the provided sources are helpful.", "Empty Response"]
)
def test_saying_that_the_sources_do_not_tell_is_an_abstention(
    server: ModelServer, tmp_path: Path, text: str
) -> None:
    assert scored(server, text, UNANSWERABLE, tmp_path).scores["abstention"].value == 1


def test_a_model_that_cannot_be_reached_is_a_failed_answer(server: ModelServer) -> None:
    server.replies = [Status(500)]
    peer = CitationQueryPeer(
        lambda filters: make_retriever(TwoPassages(), 5, filters),
        openai_compatible(server.url, "m"),
        ARTICLES,
    )
    (record,) = peer.answers([UNANSWERABLE])
    assert record.answer is None
    assert "InternalServerError" in record.error


def test_a_source_has_a_place_only_where_it_stands_once() -> None:
    held = article("a", "So it goes.\n\nOn and on.  So it\ngoes. The end.")
    assert place_of("On and on. So it goes.", held) == Span(13, 36)
    assert place_of("So it goes.", held) == Span(0, 0)
    assert place_of("Never said.", held) == Span(0, 0)
