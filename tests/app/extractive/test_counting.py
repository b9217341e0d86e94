import pytest

from app.extractive.counting import find_counted
from app.question import read_question
from index.embedding.base import Embedder
from index.embedding.minilm import MiniLmEmbedder
from tests.support.sentences import read


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return MiniLmEmbedder()


@pytest.mark.parametrize(
    ("question", "sentence", "counted"),
    [
        ("How many boats burned?", "The fire took 12 boats and 3 sheds.", ["12"]),
        ("How many homes burned down?", "The fire destroyed 40 houses on 3 May 2021.", ["40"]),
        ("How many people were killed?", "9 deaths were reported in the valley.", ["9"]),
        (
            "How many raids on pilot boats have there been?",
            "There have been 74 assaults on pilot boats.",
            ["74"],
        ),
        ("How many times were the boats raided?", "At least 9 raids were counted.", ["9"]),
        (
            "How many people were killed?",
            "The raid killed one guard and injured 18 people.",
            [],
        ),
        ("How many people died?", "Nine people died and 63 people were injured.", ["Nine"]),
        ("How many people died in the storm?", "The death toll from the storm has risen to 19.", ["19"]),
        (
            "How many people were killed?",
            "The toll stood at more than 1,200 on Monday, up from 900.",
            ["1,200"],
        ),
        ("How many soldiers were killed?", "The death toll from the storm has risen to 19.", []),
        ("How many people were injured?", "The death toll from the storm has risen to 19.", []),
        ("How many injured are there?", "The number of injured has reached 63.", ["63"]),
        ("How many sheds burned?", "The number of injured has reached 63.", []),
        (
            "How many people will it employ?",
            "It will employ 600 people, two people familiar with it said.",
            ["600"],
        ),
        ("How many homes burned down?", "Crews came from 14 towns.", []),
        ("How many attacks on sailors have there been?", "Three sailors were killed on Sunday.", []),
        ("How many boats burned?", "It was the third fire of the year.", []),
        ("What percentage of boats burned?", "The fire took 12 boats.", []),
        ("Which boats burned?", "The fire took 12 boats.", []),
    ],
)
def test_only_figures_that_count_what_is_asked(
    question: str, sentence: str, counted: list[str], embedder: Embedder
) -> None:
    found = find_counted(read_question(question), [read(sentence)], embedder)
    assert [figure.quantity.text for figure in found[0]] == counted


def test_the_same_noun_is_nearer_than_another(embedder: Embedder) -> None:
    sentences = [read("There were 9 raids on boats."), read("There were 9 assaults on boats.")]
    same, near = find_counted(read_question("How many raids on boats were there?"), sentences, embedder)
    assert same[0].exact
    assert not near[0].exact
    assert near[0].nearness < same[0].nearness == 1.0
