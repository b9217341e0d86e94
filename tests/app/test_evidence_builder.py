from hypothesis import given
from hypothesis import strategies as st

from app.evidence_builder import build_evidence
from index.article import Article, ArticleInfo, Passage, passage_id_of, version_of
from index.hit import Hit
from index.sentences import split_sentences

TEXT = "The Corsa sank on Monday. Two crew were saved. A tug found the wreck. Divers went down at noon."


def hits_of(text: str, cuts: list[tuple[int, int]]) -> list[Hit]:
    """Hits on one article, each with the sentences [first, last) of its text."""
    article = Article(info=ArticleInfo(article_id="a1", version=version_of(text)), text=text)
    spans = split_sentences(text)
    hits = []
    for n, (first, last) in enumerate(cuts):
        chosen = tuple(spans[first:last])
        start, end = chosen[0].start, chosen[-1].end
        passage = Passage(
            passage_id=passage_id_of("a1", article.info.version, n),
            article_id="a1",
            version=article.info.version,
            ordinal=n,
            start=start,
            end=end,
            text=text[start:end],
            sentences=chosen,
        )
        hits.append(Hit(passage=passage, article=article.info, score=1.0 - n / 10))
    return hits


def words(text: str) -> int:
    return len(text.split())


def test_sentences_are_labelled_by_passage_and_stand_where_they_say() -> None:
    evidence = build_evidence(hits_of(TEXT, [(2, 4), (0, 2)]), 100, count=words)
    assert [s.label for s in evidence.sentences()] == ["1.1", "1.2", "2.1", "2.2"]
    for sentence in evidence.sentences():
        assert sentence.span.of(TEXT) == sentence.text
    assert evidence.by_label()["2.2"].text == "Two crew were saved."
    assert evidence.by_label()["2.2"].before == "The Corsa sank on Monday."
    assert evidence.by_label()["1.1"].after == "Divers went down at noon."


def test_a_sentence_of_overlapping_passages_is_given_once() -> None:
    evidence = build_evidence(hits_of(TEXT, [(0, 3), (2, 4)]), 100, count=words)
    texts = [s.text for s in evidence.sentences()]
    assert len(texts) == len(set(texts)) == 4
    assert evidence.by_label()["2.1"].text == "Divers went down at noon."
    assert evidence.by_label()["2.1"].before == "A tug found the wreck."


def test_a_passage_that_adds_nothing_takes_no_number() -> None:
    evidence = build_evidence(hits_of(TEXT, [(0, 3), (1, 3), (3, 4)]), 100, count=words)
    assert [p.number for p in evidence.passages] == [1, 2]


def test_the_budget_cuts_after_the_last_sentence_that_fits() -> None:
    evidence = build_evidence(hits_of(TEXT, [(0, 4)]), 12, count=words)
    assert [s.text for s in evidence.sentences()] == ["The Corsa sank on Monday.", "Two crew were saved."]
    assert evidence.tokens <= 12


def test_nothing_found_or_no_room_is_no_evidence() -> None:
    assert build_evidence([], 100, count=words).passages == ()
    assert build_evidence(hits_of(TEXT, [(0, 4)]), 3, count=words).passages == ()


@given(st.integers(0, 40), st.integers(0, 4))
def test_evidence_never_exceeds_its_limits(budget: int, most: int) -> None:
    evidence = build_evidence(hits_of(TEXT, [(0, 2), (2, 4)]), budget, most, count=words)
    assert evidence.tokens <= budget
    assert len(evidence.passages) <= most
    assert evidence.tokens == sum(words(s.text) + 1 for s in evidence.sentences())
