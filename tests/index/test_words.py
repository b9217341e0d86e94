import math
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.article import ArticleInfo, Passage, Span
from index.errors import ArchiveError
from index.hit import Filters
from index.records import PassageRecord
from index.words import MAX_TERMS, WordIndex

TEXTS = {
    "ferry": "The ferry sank off Port Velling, and nine sailors drowned in the cold harbour.",
    "budget": "The council of Port Velling raised its budget for parks and the harbour wall.",
    "mayor": "Mayor Ilse Brandt said that the wall would hold. The wall did hold.",
    "unit": "The US sent a team; the WHO sent another. They met with us.",
}


def record(passage_id: str, text: str, title: str = "", outlet: str | None = None, day: str | None = None):
    passage = Passage(
        passage_id=passage_id,
        article_id=passage_id,
        version="v",
        ordinal=0,
        start=0,
        end=len(text),
        text=text,
        sentences=(Span(0, len(text)),),
    )
    article = ArticleInfo(article_id=passage_id, version="v", title=title, outlet=outlet, published_at=day)
    return PassageRecord(passage=passage, article=article)


@pytest.fixture
def words(tmp_path) -> WordIndex:
    index = WordIndex(tmp_path / "words")
    index.apply([record(name, text) for name, text in TEXTS.items()], [], 1)
    return index


def found(index: WordIndex, text: str, k: int = 10, filters: Filters | None = None) -> list[str]:
    return [passage_id for passage_id, _ in index.query(text, k, filters)]


def bm25(
    query: list[str], documents: dict[str, list[str]], k1: float = 1.2, b: float = 0.75
) -> dict[str, float]:
    """The formula of Robertson and Zaragoza (2009), with the idf that Lucene and tantivy use."""
    average = sum(map(len, documents.values())) / len(documents)
    scores = dict.fromkeys(documents, 0.0)
    for term in query:
        n = sum(term in words for words in documents.values())
        idf = math.log(1 + (len(documents) - n + 0.5) / (n + 0.5))
        for name, words in documents.items():
            count = Counter(words)[term]
            norm = k1 * (1 - b + b * len(words) / average)
            scores[name] += idf * count * (k1 + 1) / (count + norm)
    return {name: score for name, score in scores.items() if score}


def test_scores_are_bm25(tmp_path):
    # Words that no stemmer changes; lengths under 40, which tantivy keeps exactly.
    texts = {
        "a": "fog fog harbor cold",
        "b": "harbor wall wall wall wall wall cold wind",
        "c": "wind wind fog",
        "d": "park",
    }
    index = WordIndex(tmp_path)
    index.apply([record(name, text) for name, text in texts.items()], [], 1)
    for query in ("fog", "harbor fog", "wall cold wind park", "fog nowhere"):
        expected = bm25(query.split(), {name: text.split() for name, text in texts.items()})
        assert dict(index.query(query, 10)) == pytest.approx(expected, rel=1e-4)


def test_stems_case_and_accents(words):
    assert found(words, "SAILOR drowning")[0] == "ferry"
    assert found(words, "Bürgermeister mayors") == ["mayor"]


def test_title_and_text_are_both_searched(tmp_path):
    index = WordIndex(tmp_path)
    index.apply([record("x", "It opens in May.", title="A museum for lanterns")], [], 1)
    assert found(index, "lantern") == found(index, "opens") == ["x"]


def test_stop_words_count_only_when_nothing_else_is_asked(words):
    assert found(words, "what was the budget") == ["budget"]
    assert "ferry" in found(words, "the")
    assert found(words, "what is it?") == ["budget"]


def test_capitals_amid_other_writing_are_names(words):
    assert found(words, "What did the WHO send?") == ["unit"]
    assert found(words, "What did the US do?") == ["unit"]


def test_nothing_in_common(words):
    assert words.query("zebra quartz", 5) == []
    assert words.query("?!", 5) == []
    assert words.query("", 5) == []
    assert words.query("harbour", 0) == []


@pytest.mark.parametrize(
    "query",
    [
        '"unclosed',
        "harbour AND (",
        "words:harbour^9 OR *",
        "+-/\\[]{}~",
        "day:[1 TO 9]",
        "\ud800 harbour",
        "\x00",
        "a" * 100_000,
    ],
)
def test_hostile_queries_are_only_words(words, query):
    plain = " ".join(re.findall(r"[a-z]+", query)) if "\ud800" not in query else "harbour"
    assert set(found(words, query)) == set(found(words, plain)) or "AND" in query or "OR" in query


def test_operators_are_not_obeyed(words):
    assert set(found(words, "harbour AND mayor")) == {"ferry", "budget", "mayor"}
    assert "ferry" in found(words, "-ferry")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=200))
def test_any_text_is_answered(words, text):
    hits = words.query(text, 3)
    assert len(hits) <= 3
    assert [score for _, score in hits] == sorted((score for _, score in hits), reverse=True)
    assert all(score > 0 for _, score in hits)


def test_ten_thousand_words_ask_for_the_rarest(tmp_path):
    index = WordIndex(tmp_path)
    # Every passage holds the common words; w0 to w199 stand in one each.
    common = " ".join(f"common{n}" for n in range(MAX_TERMS))
    index.apply([record(f"p{n}", f"{common} w{n}") for n in range(200)], [], 1)
    question = " ".join([common] * 150 + ["w7", "w9"])
    assert len(question.split()) > 9_000
    assert set(found(index, question, 2)) == {"p7", "p9"}


def test_filters(tmp_path):
    index = WordIndex(tmp_path)
    index.apply(
        [
            record("old", "harbour", outlet="The Velling  Post", day="2021-03-04"),
            record("new", "harbour", outlet="Harbour Wire", day="2023-03-04T23:59"),
            record("undated", "harbour", outlet="Harbour Wire"),
            record("unknown", "harbour", day="2022-01-01"),
        ],
        [],
        1,
    )

    def left(**filters) -> set[str]:
        return set(found(index, "harbour", 10, Filters(**filters)))

    assert left() == {"old", "new", "undated", "unknown"}
    assert left(since=date(2022, 1, 1)) == {"new", "unknown"}
    assert left(until=date(2022, 1, 1)) == {"old", "unknown"}
    assert left(since=date(2023, 3, 4), until=date(2023, 3, 4)) == {"new"}
    assert left(outlets=("the velling post",)) == {"old"}
    assert left(outlets=("HARBOUR WIRE", "The Velling Post")) == {"old", "new", "undated"}
    assert left(outlets=("Harbour Wire",), since=date(2020, 1, 1)) == {"new"}
    assert left(outlets=("Harbour",)) == set()
    assert left(outlets=(" ",)) == set()


def test_filters_leave_scores_alone(tmp_path):
    index = WordIndex(tmp_path)
    index.apply([record("a", "harbour wall", day="2022-01-01"), record("b", "park", day="2022-01-01")], [], 1)
    assert index.query("wall", 5, Filters(since=date(2021, 1, 1))) == index.query("wall", 5)


def test_replacing_and_deleting(words):
    words.apply([record("ferry", "The ferry was raised.")], ["budget", "never was"], 2)
    assert words.revision == 2
    assert words.count() == 3
    assert found(words, "drowned") == []
    assert found(words, "raised") == ["ferry"]
    assert found(words, "budget") == []
    words.apply([record("ferry", "The ferry was raised.")], ["budget", "never was"], 2)
    assert words.count() == 3


def test_batches_before_the_first_revision_add_up(tmp_path):
    index = WordIndex(tmp_path)
    index.apply([record("a", "Fog.")], [], 0)
    index.apply([record("b", "Fog.")], [], 0)
    index.apply([], [], 5)
    assert set(found(index, "fog")) == {"a", "b"}
    assert index.revision == 5


def test_what_was_applied_is_there_for_the_next_process(words, tmp_path):
    words.close()
    again = WordIndex(tmp_path / "words")
    assert again.present
    assert again.revision == 1
    assert found(again, "drowned") == ["ferry"]


def test_a_reader_sees_the_writer_after_a_refresh(words, tmp_path):
    reader = WordIndex(tmp_path / "words")
    assert found(reader, "drowned") == ["ferry"]
    words.apply([record("new", "Two more sailors drowned.")], ["ferry"], 2)
    reader.refresh()
    assert found(reader, "drowned") == ["new"]
    assert reader.revision == 2


def test_the_revision_is_noted_last(words, tmp_path, monkeypatch):
    def crash(revision: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(words, "_note", crash)
    with pytest.raises(KeyboardInterrupt):
        words.apply([record("new", "Fog.")], [], 2)
    after = WordIndex(tmp_path / "words")
    assert after.revision == 1
    after.apply([record("new", "Fog.")], [], 2)
    assert found(after, "fog") == ["new"]
    assert after.count() == len(TEXTS) + 1


def test_an_empty_folder_holds_nothing(tmp_path):
    index = WordIndex(tmp_path / "none")
    assert not index.present
    assert index.revision == index.count() == 0
    assert index.query("harbour", 5) == []
    index.apply([], [], 3)
    assert index.revision == 3
    assert index.query("harbour", 5) == []


@pytest.mark.parametrize("state", ["", "[]", '{"format": 0, "revision": 1}', '{"format": 1}'])
def test_an_unknown_state_is_built_anew(words, tmp_path, state):
    words.close()
    (tmp_path / "words" / "groundwire.json").write_text(state)
    again = WordIndex(tmp_path / "words")
    assert again.revision == 0
    again.apply([record("only", "Fog.")], [], 1)
    assert again.count() == 1


def test_clearing(words):
    words.clear()
    assert words.revision == words.count() == 0
    words.apply([record("only", "Fog.")], [], 1)
    assert found(words, "fog") == ["only"]


def test_a_damaged_index_is_told_in_one_line(words, tmp_path):
    words.close()
    (tmp_path / "words" / "meta.json").write_text("{")
    with pytest.raises(ArchiveError, match="repair") as caught:
        WordIndex(tmp_path / "words").query("fog", 3)
    assert "\n" not in str(caught.value)


def test_a_second_writer_is_told_in_one_line(words, tmp_path):
    writer = words._open().writer(15_000_000, 1)
    with pytest.raises(ArchiveError, match="cannot be used"):
        WordIndex(tmp_path / "words").apply([record("x", "Fog.")], [], 2)
    writer.wait_merging_threads()


def test_files_stand_in_the_folder_given(tmp_path: Path):
    index = WordIndex(tmp_path / "deep" / "words")
    index.apply([record("x", "Fog.")], [], 1)
    assert (tmp_path / "deep" / "words" / "meta.json").is_file()
