"""Titles without a place, in an article of one country."""

import pytest

from app.extractive.countries import is_country, speak_of_one
from app.extractive.needs import can_answer
from app.extractive.reading import ReadSentence
from app.extractive.subjects import Subjects
from app.names import find_names
from app.question import read_question
from tests.support.evidence import make_article, make_evidence, make_hit


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Swedish voters went to the polls in Sweden.", True),
        ("Swedish voters looked to Norway.", False),
        ("Voters in Skerry went to the polls.", False),
        ("Norwegian voters went to the polls.", False),
    ],
)
def test_an_article_of_one_country(text: str, *, expected: bool) -> None:
    asked = find_names("Who is the prime minister of Sweden?")
    assert speak_of_one(find_names(text), asked) is expected


def test_neither_a_town_nor_a_club_is_a_country() -> None:
    assert is_country(("iraqi",)) and not is_country(("skerry",))
    asked = find_names("Who is the goalkeeper of United?")
    assert not speak_of_one(find_names("In the final United beat Rovers."), asked)


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        ("Swedish voters have turned to the left.", True),
        ("Sweden and Norway have signed a treaty.", False),
        ("Norwegian voters have turned to the left.", False),
    ],
)
def test_its_title_is_the_asked_one_where_no_other_country_is_spoken_of(lead: str, *, expected: bool) -> None:
    text = f"{lead} It rained. Prime Minister Ola Rand left early."
    evidence = make_evidence(make_hit(make_article(text, "a1", outlet="The Irish Herald")))
    asked = read_question("Who is the prime minister of Sweden?")
    told = ReadSentence(list(evidence.sentences())[-1])
    at_home = Subjects(asked, evidence).is_at_home(told)
    assert at_home is expected
    assert can_answer(asked, told, at_home=at_home) is expected
