import math

import pytest

from bench.embedding_cache import CachedEmbedder
from bench.retrieval import flat, measure_set, score
from bench.sets import RetrievalSet
from index.article import ArticleInfo, Passage
from index.hit import Hit
from tests.support.embedder import CountingEmbedder


def test_ndcg_by_hand():
    relevant = {"a": 2, "b": 1}
    ideal = 2 + 1 / math.log2(3)
    assert score(["a", "b", "x"], relevant, "nDCG@10") == pytest.approx(1)
    assert score(["x", "b", "a"], relevant, "nDCG@10") == pytest.approx((1 / math.log2(3) + 2 / 2) / ideal)
    assert score(["x"] * 3, relevant, "nDCG@10") == 0


def test_a_document_counts_once_and_only_the_first_ten_count():
    assert score(["a", "a", "b"], {"b": 1}, "nDCG@10") == pytest.approx(1 / math.log2(3))
    assert score([*map(str, range(10)), "b"], {"b": 1}, "nDCG@10") == 0


def test_the_first():
    assert score(["a", "b"], {"a": 1}, "first") == 1
    assert score(["b", "a"], {"a": 1}, "first") == 0
    assert score([], {"a": 1}, "first") == 0


def test_near_copies_follow_their_hit():
    def hit(name: str, copies: tuple[Hit, ...] = ()) -> Hit:
        passage = Passage(
            passage_id=name, article_id=name, version="v", ordinal=0, start=0, end=0, text="", sentences=()
        )
        return Hit(passage=passage, article=ArticleInfo(article_id=name, version="v"), score=1, copies=copies)

    assert list(flat([hit("a", (hit("c"),)), hit("b")])) == ["a", "c", "b"]


def test_a_small_set_from_end_to_end(tmp_path):
    documents = {
        "ferry": ("Ferry sinks", "The ferry Annelie sank off Port Velling."),
        "parks": ("Parks", "The council of Osterholm raised its spending on parks."),
        "heater": ("", "The maker asked owners to return heaters."),
    }
    one = RetrievalSet(
        name="tiny",
        documents=documents,
        queries={"q": "ferry Annelie", "r": "spending on parks"},
        relevant={"q": {"ferry": 1}, "r": {"parks": 1}},
        measure="first",
    )
    counting = CountingEmbedder()
    cached = CachedEmbedder(counting, tmp_path / "cache")
    assert set(measure_set(one, cached, tmp_path / "one").values()) == {1.0}
    asked = len(counting.texts)
    assert asked == len(documents) + len(one.queries)
    assert measure_set(one, cached, tmp_path / "two")["Groundwire"] == 1.0
    assert len(counting.texts) == asked
