import pytest

from app.extractive.counting import Counted
from app.extractive.differing import differ, find_differing
from app.extractive.merging import Group
from app.quantities import Quantity, find_quantities
from tests.support.sentences import group, read, scored


def figure(text: str) -> Quantity:
    return find_quantities(text)[0]


def counted(found: Group) -> list[Counted]:
    return [Counted(quantity, True, 1.0) for quantity in found.best.read.quantities]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("13 raids", "thirteen raids", False),
        ("13 raids", "160 raids", True),
        ("at least 13 raids", "160 raids", True),
        ("more than 30 raids", "34 raids", False),
        ("34 raids", "more than 30 raids", False),
        ("fewer than 30 raids", "34 raids", True),
        ("about 100 raids", "108 raids", False),
        ("dozens of raids", "47 raids", False),
        ("12 raids", "13 raids", True),
    ],
)
def test_when_figures_differ(one: str, other: str, expected: bool) -> None:
    assert differ(figure(one), figure(other)) is expected
    assert differ(figure(other), figure(one)) is expected


def test_newest_comes_first_and_undated_last() -> None:
    texts = [
        ("a1", "There were 4 raids.", {"published_at": "2024-03-01"}),
        ("a2", "There were 9 raids.", {}),
        ("a3", "There were 7 raids.", {"published_at": "2024-03-09T10:00"}),
    ]
    groups = [
        group(scored(read(text, f"{i}.1", key, **known))) for i, (key, text, known) in enumerate(texts, 1)
    ]
    found = find_differing(groups, [counted(g) for g in groups])
    assert [f.sentence.read.source.article.article_id for f in found] == ["a3", "a1", "a2"]


def test_articles_that_agree_are_not_listed() -> None:
    groups = [
        group(scored(read("There were 4 raids.", "1.1", "a1"))),
        group(scored(read("Four raids took place.", "2.1", "a2"))),
    ]
    assert find_differing(groups, [counted(g) for g in groups]) == []


def test_two_figures_of_one_article_do_not_make_articles_differ() -> None:
    groups = [
        group(scored(read("There were 4 raids in May.", "1.1", "a1"))),
        group(scored(read("There were 6 raids in June.", "1.2", "a1"))),
    ]
    assert find_differing(groups, [counted(g) for g in groups]) == []
