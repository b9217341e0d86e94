import random
from dataclasses import replace

import pytest

from training.alter import alter
from training.reader_examples import ExampleMaker, sentences
from training.reader_sets import Question

MILL = (
    "The old mill at Harn stands by the river. It was opened in 1902 by Mira Toll. "
    "Her son Otto Toll closed it in 1951. Nobody has used the building since then. "
    "A museum was planned and never built."
)
LIGHT = "The lighthouse of Velm was opened in 1888. Its keeper was Jonas Pell, who kept a mill as well."


def question(text: str, answer: str, context: str, group: str) -> Question:
    start = context.index(answer)
    return Question(text, text, context, ((start, start + len(answer)),), "invented", group)


@pytest.fixture
def questions() -> list[Question]:
    return [
        question("Who opened the mill at Harn?", "Mira Toll", MILL, "mill"),
        question("When was the lighthouse of Velm opened?", "1888", LIGHT, "light"),
        question("When did Otto Toll close the mill?", "1951", MILL, "mill"),
    ]


@pytest.mark.parametrize("limit", [60, 120, 1000])
def test_a_window_keeps_the_answer_at_its_characters(questions: list[Question], limit: int) -> None:
    maker = ExampleMaker(questions)
    for seed in range(30):
        for q in questions:
            example = maker.make(q, random.Random(seed), limit=limit, none_share=0.0)
            gold = q.context[q.answers[0][0] : q.answers[0][1]]
            assert [example.passage[a:b] for a, b in example.answers] == [gold]
            assert len(example.passage) <= max(limit, 80)


def test_an_example_without_an_answer_holds_no_answer_to_its_question(questions: list[Question]) -> None:
    maker = ExampleMaker(questions)
    kinds = set()
    for seed in range(60):
        q = questions[seed % 3]
        example = maker.make(q, random.Random(seed), limit=1000, none_share=1.0)
        gold = q.context[q.answers[0][0] : q.answers[0][1]]
        if not example.answers:
            changed = example.question != q.question
            assert changed or gold not in example.passage
            kinds.add(
                "altered" if changed else "other passage" if example.passage in (MILL, LIGHT) else "cut"
            )
    assert kinds == {"altered", "other passage", "cut"}


def test_the_same_chance_makes_the_same_example(questions: list[Question]) -> None:
    maker = ExampleMaker(questions)
    one, other = (maker.make(questions[0], random.Random(4), limit=90, none_share=0.5) for _ in range(2))
    assert one == other


def test_rough_sentences_cover_the_text() -> None:
    spans = sentences(MILL)
    assert "".join(MILL[a:b] for a, b in spans) == MILL
    assert len(spans) == 5


@pytest.mark.parametrize(
    ("asked", "context"),
    [
        ("Who bought the boat of Otto Toll?", "Mira bought it."),
        ("What happened in 1902?", "In 1902 it opened."),
        ("Who was the first keeper?", "The first keeper was Jonas."),
    ],
)
def test_an_altered_question_differs(asked: str, context: str) -> None:
    changed = {alter(asked, context, ["Jonas Pell", "Velm"], random.Random(seed)) for seed in range(20)}
    assert changed - {None}
    assert asked not in changed


def test_a_question_with_nothing_to_alter_stays_unaltered() -> None:
    assert alter("what now?", "Nothing.", ["Velm"], random.Random(1)) is None


def test_a_known_title_stands_before_some_passages_and_moves_the_answer(questions: list[Question]) -> None:
    titled = [replace(q, title="Mills of Harn") for q in questions]
    maker = ExampleMaker(titled)
    seen = set()
    for seed in range(30):
        example = maker.make(titled[0], random.Random(seed), limit=1000, none_share=0.0)
        seen.add(example.passage.startswith("Mills of Harn: "))
        assert [example.passage[a:b] for a, b in example.answers] == ["Mira Toll"]
    assert seen == {True, False}
