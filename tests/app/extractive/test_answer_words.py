import pytest

from app.extractive.answer_words import find_answer_words
from app.question import read_question
from tests.support.sentences import read


@pytest.mark.parametrize(
    ("question", "sentence", "answers"),
    [
        ("How many boats burned?", "The fire took 12 boats and three sheds on May 4.", ["12", "three"]),
        ("When did the dam break?", "The dam broke on 4 May 2021 after days of rain.", ["4 May 2021"]),
        ("Who runs the port?", "The port is run by Ilse Maarten.", ["Ilse Maarten"]),
        ("Who does Ilse Maarten work for?", "Ilse Maarten has an office by the quay.", []),
        ("Where did the Corsa sink?", "The Corsa sank near Port Vell.", ["Port Vell"]),
        (
            "What did Orlo call the strike?",
            "Orlo called it “a gift to our rivals”.",
            ["“a gift to our rivals”"],
        ),
        ("How many boats burned?", "The boats burned for hours.", []),
        ("How many of the 12 boats burned?", "All 12 boats were moored there.", []),
    ],
)
def test_words_of_the_kind_that_is_asked_for(question: str, sentence: str, answers: list[str]) -> None:
    found = find_answer_words(read_question(question), read(sentence))
    assert [answer.span.of(sentence) for answer in found] == answers


def test_a_figure_that_counts_the_focus_is_strong() -> None:
    found = find_answer_words(
        read_question("How many boats burned?"), read("The fire took 12 boats and 3 sheds.")
    )
    assert [answer.strong for answer in found] == [True, False]


def test_the_name_of_the_thing_is_stronger_than_a_name_that_describes_it() -> None:
    question = read_question("Which trawler sank?")
    found = find_answer_words(question, read("The Corsa, a Lantrian trawler, sank off Cape Marrow."))
    strong = [answer.span for answer in found if answer.strong]
    assert [span.of("The Corsa, a Lantrian trawler, sank off Cape Marrow.") for span in strong][:1] == [
        "Corsa"
    ]
