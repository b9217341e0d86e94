from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.evidence import Evidence
from app.resolve import Resolver
from index.article import Span
from tests.support.evidence import make_article, make_evidence, make_hit

TEXT = "Orsk flooded on Friday. Nine houses fell. “We left at dawn,” said Ida Venn."
ARTICLE = make_article(TEXT, "orsk")


def test_a_copy_is_named_when_it_holds_the_very_same_sentence() -> None:
    copy = make_hit(make_article("By our staff. Nine houses fell.", "copy"))
    own_older = make_hit(make_article("Nine houses fell.", "orsk"))
    resolver = Resolver(make_evidence(make_hit(ARTICLE, copies=(copy, own_older))))
    _, new = resolver.cite(resolver.resolve(["1.1", "1.2"]).sentences)
    assert [[c.article_id for c in citation.copies] for citation in new] == [[], ["copy"]]


def test_a_sentence_that_a_copy_repeats_is_no_second_source() -> None:
    first = replace(make_hit(make_article(TEXT, "orsk")), story="orsk")
    copy = replace(make_hit(make_article(TEXT.replace("Orsk", "ORSK"), "copy")), story="orsk")
    other = make_hit(make_article("Orsk flooded on Friday.", "other"))
    resolver = Resolver(make_evidence(first, copy, other))
    numbers, new = resolver.cite(resolver.resolve(["1.1", "2.1", "3.1"]).sentences)
    assert numbers == (1, 2)
    assert [citation.article.article_id for citation in new] == ["orsk", "other"]
    assert [[info.article_id for info in citation.copies] for citation in new] == [["copy"], []]
    assert [citation.story for citation in new] == ["orsk", ""]


@pytest.mark.parametrize(
    ("word", "other"), [("Nine", "Ten"), ("fell", "stood"), ("Nine houses", "Two sheds")]
)
def test_a_copy_that_says_it_otherwise_is_cited_itself(word: str, other: str) -> None:
    first = replace(make_hit(make_article(TEXT, "orsk")), story="orsk")
    copy = replace(make_hit(make_article(TEXT.replace(word, other), "copy")), story="orsk")
    resolver = Resolver(make_evidence(first, copy))
    assert resolver.cite(resolver.resolve(["1.2", "2.2"]).sentences)[0] == (1, 2)


def test_an_answer_that_cites_a_story_once_cites_no_copy_of_it_later() -> None:
    """A later sentence that stands in the article cited already is cited there, not in its reprint."""
    first = replace(make_hit(make_article(TEXT, "orsk")), story="orsk")
    more = f"{TEXT} The mayor was away."
    copy = replace(make_hit(make_article(more, "copy")), story="orsk")
    other = make_hit(make_article(TEXT, "other"))
    resolver = Resolver(make_evidence(first, copy, other))
    assert resolver.cite(resolver.resolve(["1.1"]).sentences)[0] == (1,)
    assert resolver.cite(resolver.resolve(["2.1"]).sentences) == ((1,), ())
    assert resolver.citation_of("2.1") is resolver.citation_of("1.1") is not None
    assert resolver.cite(resolver.resolve(["2.2", "1.2"]).sentences)[0] == (2,)
    assert resolver.cite(resolver.resolve(["2.4", "3.2"]).sentences)[0] == (3, 4)
    assert [c.article.article_id for c in resolver.citations] == ["orsk", "orsk", "copy", "other"]


def test_one_sentence_in_two_passages_is_one_citation() -> None:
    resolver = Resolver(make_evidence(make_hit(ARTICLE), make_hit(ARTICLE)))
    resolved = resolver.resolve(["1.2", "2.2", "1.2"])
    assert [s.label for s in resolved.sentences] == ["1.2"]
    assert resolver.cite(resolved.sentences)[0] == (1,)
    assert resolver.cite(resolver.resolve(["2.2"]).sentences) == ((1,), ())


def test_a_sentence_that_is_not_what_its_passage_holds_resolves_to_nothing() -> None:
    evidence = make_evidence(make_hit(ARTICLE))
    passage = evidence.passages[0]
    first, second, third = passage.sentences
    damaged = (replace(first, text="Orsk burned on Friday."), replace(second, span=Span(900, 917)), third)
    resolver = Resolver(Evidence(passages=(replace(passage, sentences=damaged),)))
    assert resolver.resolve(["1.1", "1.2"]).unknown == ("1.1", "1.2")
    assert len(resolver.resolve(["1.3"]).sentences) == 1


@given(st.lists(st.one_of(st.sampled_from(["1.1", "1.2", "1.3"]), st.text(max_size=6))))
def test_whatever_the_labels_a_citation_is_the_exact_words_of_the_article(labels: list[str]) -> None:
    resolver = Resolver(make_evidence(make_hit(ARTICLE)))
    resolved = resolver.resolve(labels)
    numbers, _ = resolver.cite(resolved.sentences)
    assert set(resolved.unknown) == set(labels) - {"1.1", "1.2", "1.3"}
    assert sorted(numbers) == [c.n for c in resolver.citations] == list(range(1, len(resolver.citations) + 1))
    for citation in resolver.citations:
        assert TEXT[citation.span.start : citation.span.end] == citation.quote
