"""The sample cases against the sample articles, read by the real reader and matched by the real matcher."""

from collections.abc import Iterator

import pytest

from eval.articles import StoredArticles
from eval.cases import Case
from eval.checking import check_cases, gold_sentence
from eval.matching.facts import Degree, Shown, find_fact
from eval.sample_set import read_articles, sample_cases, sample_folder
from eval.scores.gold import place_of
from index.article import Article


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return sample_cases()


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    return read_articles([sample_folder() / "articles"])


@pytest.fixture(scope="module")
def stored(articles: list[Article]) -> StoredArticles:
    return StoredArticles(articles)


def test_it_is_large_and_mixed_enough(cases: list[Case], articles: list[Article]) -> None:
    unanswerable = [case for case in cases if not case.answerable]

    assert len(cases) >= 100
    assert len(articles) >= 30
    assert len(unanswerable) >= 25
    assert len(unanswerable) >= len(cases) / 4


def test_ids_and_articles_are_unique(cases: list[Case], articles: list[Article]) -> None:
    assert len({case.id for case in cases}) == len(cases)
    assert len({article.info.article_id for article in articles}) == len(articles)


def test_no_question_is_asked_twice_of_the_same_articles(cases: list[Case]) -> None:
    asked = [(case.question.casefold(), case.search_filters()) for case in cases]

    assert [a for a in asked if asked.count(a) > 1] == []


def test_no_case_has_a_problem(cases: list[Case], stored: StoredArticles) -> None:
    assert [f"{p.case_id}: {p.text}" for p in check_cases(cases, stored)] == []


def test_every_gold_sentence_says_its_fact_in_full(cases: list[Case], stored: StoredArticles) -> None:
    assert list(_silent_gold_sentences(cases, stored)) == []


def test_every_forbidden_fact_is_met_by_its_own_text(cases: list[Case]) -> None:
    unmet = [
        f"{case.id}: {forbidden.text}"
        for case in cases
        for forbidden in case.forbidden
        if find_fact(forbidden, [Shown.of(forbidden.text)]).degree is not Degree.FULL
    ]

    assert unmet == []


def test_every_unanswerable_case_is_tagged_so(cases: list[Case]) -> None:
    assert {case.id for case in cases if "unanswerable" in case.tags} == {
        case.id for case in cases if not case.answerable
    }


def _silent_gold_sentences(cases: list[Case], stored: StoredArticles) -> Iterator[str]:
    for case in cases:
        for fact in case.facts:
            for span in fact.spans:
                sentence = gold_sentence(place_of(span, stored), stored)
                match = find_fact(fact, [Shown.of(sentence)])
                if match.degree is not Degree.FULL:
                    yield f"{case.id}: {sentence!r} does not say {fact.text!r}: {match.reason}"
