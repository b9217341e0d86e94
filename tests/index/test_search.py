"""The hybrid search over a real catalog, Chroma, tantivy and the shipped model."""

import os
from datetime import date
from pathlib import Path

import pytest

from index.archive import Archive
from index.catalog_vectors import CatalogVectors
from index.catch_up import catch_up
from index.chroma_embedded import EmbeddedChroma
from index.embedding.minilm import MiniLmEmbedder
from index.errors import InputError
from index.hit import Filters
from index.nearest import NearestPassages
from index.retriever import make_retriever
from index.search import HybridSearch, turns_of
from index.vectors import VectorIndex
from index.words import WordIndex
from tests.index.archives import jsonl

FERRY = (
    "The ferry Annelie sank off Port Velling after its engine failed. Nine sailors were taken to hospital, "
    "and the harbour was closed to traffic until the evening, the coast guard said."
)
ARTICLES = [
    {
        "id": "ferry",
        "title": "Ferry sinks",
        "text": FERRY,
        "outlet": "Harbour Wire",
        "published_at": "2023-03-04",
    },
    {
        "id": "reprint",
        "title": "Ferry goes down",
        "text": FERRY.replace("off Port Velling", "near Port Velling"),
        "outlet": "Velling Post",
        "published_at": "2023-03-05",
    },
    {
        "id": "update",
        "title": "Ferry: more hurt",
        "text": FERRY.replace("Nine", "Eleven"),
        "outlet": "Velling Post",
        "published_at": "2023-03-06",
    },
    {
        "id": "budget",
        "title": "More money for parks",
        "text": "The council of Osterholm raised its spending on parks. Ilse Brandt called it overdue.",
        "outlet": "Velling Post",
        "published_at": "2021-01-01",
    },
    {
        "id": "code",
        "title": "Recall",
        "text": "The maker asked owners to return heaters with the number QX-7741, which may catch fire.",
        "outlet": None,
    },
]


@pytest.fixture(scope="module")
def embedder() -> MiniLmEmbedder:
    return MiniLmEmbedder(threads=1)


@pytest.fixture(scope="module")
def archive(tmp_path_factory, embedder):
    folder = tmp_path_factory.mktemp("news")
    jsonl(folder, "all.jsonl", ARTICLES)
    with Archive.open(folder / "archive", embedder, create=True) as opened:
        report = opened.index([folder / "all.jsonl"])
        assert (report.added, report.rejected) == (len(ARTICLES), ())
        yield opened


@pytest.fixture(scope="module")
def search(archive, embedder, tmp_path_factory):
    folder: Path = tmp_path_factory.mktemp("derived")
    engine, revision = archive.catalog.engine, archive.catalog.state().revision
    words, vectors = WordIndex(folder / "words"), VectorIndex(EmbeddedChroma(folder / "vectors"))
    catch_up(engine, words, revision, with_vectors=False)
    catch_up(engine, vectors, revision, with_vectors=True)
    kept = CatalogVectors(engine)
    yield HybridSearch(
        catalog=archive.catalog,
        vectors=kept,
        dense=NearestPassages(kept, vectors),
        lexical=words,
        embedder=embedder,
    )
    vectors.close()


def ids(hits) -> list[str]:
    return [hit.article.article_id for hit in hits]


def test_meaning_finds_what_shares_no_word(search):
    hits = search.search("Which vessel foundered at sea?")
    assert ids(hits)[0] in {"ferry", "reprint", "update"}
    assert hits[0].lexical_rank is None
    assert hits[0].dense_rank == 1


def test_words_find_what_has_little_meaning(search):
    hit = search.search("QX-7741")[0]
    assert hit.article.article_id == "code"
    assert hit.lexical_rank == 1


def test_ranks_and_scores_are_told(search):
    hits = search.search("Who called the spending on parks overdue?")
    assert ids(hits)[0] == "budget"
    assert hits[0].score == pytest.approx(1.0)
    assert (hits[0].dense_rank, hits[0].lexical_rank) == (1, 1)
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)
    for hit in hits:
        assert -1 <= hit.dense_score <= 1
        assert 0 <= hit.score <= 1
        assert (hit.lexical_rank is None) == (hit.lexical_score is None)


def test_a_hit_is_the_exact_text(search, archive):
    for hit in search.search("ferry sailors hospital parks heaters"):
        article = archive.article(hit.article.article_id, hit.article.version)
        assert article.text[hit.passage.start : hit.passage.end] == hit.passage.text


def test_reprints_are_collapsed_but_other_figures_are_not(search):
    hits = search.search("How many sailors of the ferry were taken to hospital?", k=3)
    assert len(hits) == 3
    groups = [{h.article.article_id, *ids(h.copies)} for h in hits]
    assert {"ferry", "reprint"} in groups
    assert {"update"} in groups


def test_filters_reach_both_sides(search):
    def left(**filters) -> set[str]:
        hits = search.search("ferry parks heaters sailors", filters=Filters(**filters))
        return {i for h in hits for i in (h.article.article_id, *ids(h.copies))}

    assert left() == {"ferry", "reprint", "update", "budget", "code"}
    assert left(since=date(2023, 3, 5)) == {"reprint", "update"}
    assert left(until=date(2022, 1, 1)) == {"budget"}
    assert left(outlets=("HARBOUR wire",)) == {"ferry"}
    assert left(outlets=("Nobody",)) == set()


@pytest.mark.parametrize(
    "query", ["What is it?", "the of and", "and " * 10_000, "ferry " * 10_000, "\ud800 ferry"]
)
def test_odd_questions_are_answered(search, query):
    assert 1 <= len(search.search(query, k=2)) <= 2


@pytest.mark.parametrize(
    "query",
    [
        '"ferry',
        "ferry AND (",
        "article_id:ferry OR *",
        "<script>alert(1)</script>",
        "'; DROP TABLE passages; --",
        "{}[]^~",
    ],
)
def test_hostile_questions_are_only_words(search, query):
    if any(c.isalnum() for c in query):
        assert search.search(query, k=1)
    else:
        with pytest.raises(InputError, match="no words"):
            search.search(query)


@pytest.mark.parametrize("query", ["", "  \n", "?!…", "—"])
def test_a_question_without_words_is_refused(search, query):
    with pytest.raises(InputError, match="no words"):
        search.search(query)


def test_a_number_of_results_below_one_is_refused(search):
    with pytest.raises(InputError, match="results is 0"):
        search.search("ferry", k=0)


def test_what_the_catalog_dropped_is_not_found(search, archive, embedder):
    class Forgetful:
        def passages(self, passage_ids):
            held = archive.catalog.passages(passage_ids)
            return {i: pair for i, pair in held.items() if not i.startswith("code@")}

        def still_held(self, passage_ids):
            return {i for i in archive.catalog.still_held(passage_ids) if not i.startswith("code@")}

    left = HybridSearch(
        catalog=Forgetful(),
        vectors=search._vectors,
        dense=search._dense,
        lexical=search._lexical,
        embedder=embedder,
    )
    hits = left.search("QX-7741 heaters")
    assert hits
    assert "code" not in ids(hits)
    # Ranks are counted without what was dropped.
    assert min(h.dense_rank for h in hits) == 1


def test_a_passage_that_only_words_found_has_its_similarity_too(archive, search, embedder):
    class Blind:
        def query(self, vector, k, filters=None):
            return []

    only_words = HybridSearch(
        catalog=archive.catalog,
        vectors=search._vectors,
        dense=Blind(),
        lexical=search._lexical,
        embedder=embedder,
    )
    hit = only_words.search("QX-7741")[0]
    assert hit.dense_rank is None
    both = {h.article.article_id: h for h in search.search("QX-7741")}
    assert hit.dense_score == pytest.approx(both["code"].dense_score, abs=1e-5)


def test_an_empty_archive_finds_nothing(tmp_path, embedder):
    with Archive.open(tmp_path / "archive", embedder, create=True) as empty:
        kept = CatalogVectors(empty.catalog.engine)
        vectors = VectorIndex(EmbeddedChroma(tmp_path / "vectors"))
        nothing = HybridSearch(
            catalog=empty.catalog,
            vectors=kept,
            dense=NearestPassages(kept, vectors),
            lexical=WordIndex(tmp_path / "words"),
            embedder=embedder,
        )
        assert nothing.search("ferry") == []


def test_a_llama_index_retriever(search, archive):
    from llama_index.core.retrievers import BaseRetriever

    retriever = make_retriever(search, k=2, filters=Filters(outlets=("Velling Post",)))
    assert isinstance(retriever, BaseRetriever)
    found = retriever.retrieve("How many sailors were taken to hospital?")
    hits = search.search("How many sailors were taken to hospital?", 2, Filters(outlets=("Velling Post",)))
    assert [node.node.node_id for node in found] == [hit.passage.passage_id for hit in hits]
    assert [node.score for node in found] == [hit.score for hit in hits]
    for node in found:
        told = node.node.metadata
        text = archive.article(told["article_id"], told["version"]).text
        assert text[told["start"] : told["end"]] == node.node.get_content() == node.node.text
        assert text[node.node.start_char_idx : node.node.end_char_idx] == node.text
        assert told["outlet"] == "Velling Post"
        assert node.node.source_node.node_id == told["article_id"]


def test_searches_take_turns_and_embed_before(archive, search, embedder):
    inside: list[str] = []

    class Turn:
        def __enter__(self):
            inside.append("in")

        def __exit__(self, *raised):
            inside.append("out")

    class Noting:
        def embed(self, texts):
            inside.append("embed")
            return embedder.embed(texts)

    taking_turns = HybridSearch(
        catalog=archive.catalog,
        vectors=search._vectors,
        dense=search._dense,
        lexical=search._lexical,
        embedder=Noting(),
        turns=Turn(),
    )
    assert taking_turns.search("QX-7741 heaters") == search.search("QX-7741 heaters")
    assert inside == ["embed", "in", "out"]


def test_as_many_searches_at_once_as_processors_where_the_catalog_is_here():
    turns = turns_of(shared=False)
    for _ in range(os.cpu_count() or 1):
        turns.__enter__()
    assert not turns.acquire(blocking=False)
    with turns_of(shared=True), turns_of(shared=True):
        pass  # servers are waited for together
