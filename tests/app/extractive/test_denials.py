"""That nobody died is an answer to how many did."""

import pytest

from app.extractive.denials import disagree, lift_denials
from app.question import read_question
from tests.support.sentences import read, scored

HURT = scored(read("Twenty-six people were hurt on the quay.", label="1.1"), 0.8)
NOBODY = scored(read("Nobody was killed.", label="1.2"), 0.2)
ELSEWHERE = scored(read("No one died in Orsk.", label="2.1", article_id="a2"), 0.3)
OTHER = scored(read("The quay was of wood.", label="1.3"), 0.1)


def test_it_is_as_likely_as_the_sentence_of_its_article_that_cannot_answer() -> None:
    asked = read_question("How many people were killed on the quay?")
    lifted = lift_denials(asked, [ELSEWHERE, NOBODY, OTHER], [HURT, ELSEWHERE, NOBODY, OTHER])
    assert [(one.label, one.score.score) for one in lifted] == [("1.2", 0.8), ("2.1", 0.3), ("1.3", 0.1)]


@pytest.mark.parametrize(
    "question",
    [
        "How many people were hurt on the quay?",
        "Who was killed on the quay?",
        "How many people fled the quay?",
    ],
)
def test_other_questions_are_left_alone(question: str) -> None:
    asked = read_question(question)
    assert lift_denials(asked, [NOBODY, OTHER], [HURT, NOBODY, OTHER]) == [NOBODY, OTHER]


def test_where_the_best_sentence_can_answer_nothing_is_lifted() -> None:
    asked = read_question("How many people were killed on the quay?")
    two = scored(read("Two people were killed on the quay.", label="1.4"), 0.9)
    assert lift_denials(asked, [two, NOBODY], [two, NOBODY]) == [two, NOBODY]


@pytest.mark.parametrize(
    ("question", "other", "expected"),
    [
        ("Did anybody die on the quay?", "A boy of four died on Saturday.", True),
        ("How many people were killed on the quay?", "Two were killed.", True),
        ("Who was killed on the quay?", "A boy of four died on Saturday.", False),
        ("Was anyone hurt on the quay?", "A boy of four died on Saturday.", False),
        ("Did anybody die on the quay?", "No one died on the quay.", False),
        ("Did anybody die on the quay?", "A boy has not died, as was said.", False),
        ("Did anybody die on the quay?", "The quay was of wood.", False),
    ],
)
def test_somebody_did_in_another_article(question: str, other: str, *, expected: bool) -> None:
    asked, nobody = read_question(question), NOBODY.read
    assert disagree(asked, nobody, read(other, article_id="a2")) is expected
    assert disagree(asked, read(other, article_id="a2"), nobody) is expected
    assert not disagree(asked, nobody, read(other, article_id=nobody.source.article.article_id))


def test_an_earlier_disaster_does_not_disagree() -> None:
    asked = read_question("How many people were killed in the quake?")
    past = read("In 1978 a quake killed 312 people.", article_id="a2", published_at="2033-06-19")
    assert not disagree(asked, NOBODY.read, past)
    now = read("In 1978 and again in 2033 a quake killed people.", article_id="a2", published_at="2033-06-19")
    assert disagree(asked, NOBODY.read, now)
    first = read("A boy was killed, the first since 1994.", article_id="a2", published_at="2033-06-19")
    assert disagree(asked, NOBODY.read, first)
