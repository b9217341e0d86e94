"""Sentences that speak of another's role or thing than the question's."""

import pytest

from app.extractive.holders import is_anothers
from app.extractive.titled import tells_office
from app.question import read_question
from tests.support.sentences import read


def anothers(question: str, sentence: str) -> bool:
    return is_anothers(read_question(question), read(sentence))


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (
            "Who is the mayor of Verden?",
            "The mayor of Morsby, Hanna Tiel, called it the worst flood since 1954.",
        ),
        ("Who is Sudland's foreign minister?", "Norland's foreign minister, Aila Berg, hoped for a deal."),
        ("Who is the foreign minister of Sudland?", "Sudland's finance minister, Tor Hale, was cautious."),
        ("Who coaches United?", "“We never stopped believing,” said Rovers coach Dario Enz."),
        ("Who is the president of Iran?", "President Ola Rand warned Iran."),
        ("Who is the president of Iran?", "US President Ola Rand warned Iran."),
        ("Who is the president of Iran?", "We met President Ola Rand of Peru on the way to Iran."),
        ("Who is the president of Sudland?", "Vice President Ola Rand spoke in Sudland."),
        ("Who is the prime minister of Sudland?", "Foreign Minister Ola Rand spoke in Sudland."),
        ("Who is the US defence secretary?", "US Secretary of State Ola Rand spoke."),
        ("Who leads Norvane?", "Bram Castell, leader of Baltik Bau, said no."),
        ("What is the population of Verden?", "The population of Morsby is 20,000."),
        ("What was Norvane's profit?", "Baltik Bau's profit was 3 million marks."),
        ("How many Rovers fans were arrested?", "Police arrested 23 United fans."),
    ],
)
def test_what_another_has_is_no_answer(question: str, sentence: str) -> None:
    assert anothers(question, sentence)


@pytest.mark.parametrize(
    ("question", "sentence", "told"),
    [
        ("Who is the prime minister of Norland?", "Norland's minister, Per Dahl, agreed.", False),
        ("Who is the health minister of Norland?", "The minister, Per Dahl, met fisheries ministers.", False),
        ("Who is the defence secretary of Norland?", "Norland's defense secretary, Per Dahl, agreed.", True),
        ("Who is the Prime Minister of Norland?", "Prime Minister Per Dahl of Norland agreed.", True),
        ("Who is the new minister of Norland?", "Norland's minister, Per Dahl, agreed.", True),
        ("Who is the oldest member of the choir?", "A member of the choir, Per Dahl, is 91.", True),
    ],
)
def test_an_office_of_which_there_are_many_must_be_told(question: str, sentence: str, told: bool) -> None:
    assert tells_office(read_question(question), read(sentence)) is told


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Who is the mayor of Verden?", "Mara Sundt has been elected mayor of Verden."),
        ("Who is the mayor of Verden?", "The mayor, Mara Sundt, spoke."),
        ("Who is the mayor of Verden?", "Morsby mayor Hanna Tiel met Verden's mayor Mara Sundt."),
        ("Who is the prime minister of Norway?", "The Norwegian prime minister, Ola Rand, resigned."),
        ("Who is the president of the United States?", "US president Ola Rand spoke."),
        ("Who is the president of Iran?", "Iranian President Ola Rand spoke."),
        ("Who is the president of Iran?", "President Per Dahl met Iran's President Ola Rand."),
        ("Who is the president of Sudland?", "President Ola Rand spoke."),
        ("Who is the president of Sudland?", "Outgoing President Ola Rand of Sudland spoke."),
        ("Who is the prime minister of New Zealand?", "New Zealand Prime Minister Ola Rand spoke."),
        ("Who is the US defence secretary?", "US Secretary of Defense Ola Rand spoke."),
        ("Who is the defence secretary of Sudland?", "Sudland is safe, Defense Secretary Ola Rand said."),
        ("Who is the president of the bank?", "President Ola Rand spoke."),
        ("Who leads Norvane?", "Edda Lorne leads Norvane."),
        ("Who is the coach of United?", "United sacked coach Dario Enz."),
        ("What was Norvane's profit?", "Norvane's net profit was 3 million marks."),
        ("What was Norvane's profit?", "Its profit was 3 million marks."),
        ("How many US soldiers were killed?", "Three American soldiers were killed."),
        ("How many people in Norland died?", "Five people in Verden died."),
        ("Who is ahead in the polls in Verden?", "Reform is two points ahead of the Green Alliance."),
        ("Is the mayor of Verden ill?", "The mayor of Morsby is ill."),
    ],
)
def test_what_may_be_its_own_is_left_to_answer(question: str, sentence: str) -> None:
    assert not anothers(question, sentence)
