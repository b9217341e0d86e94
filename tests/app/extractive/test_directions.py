"""Sentences that tell the asked deed the other way round, or of others."""

import pytest

from app.extractive.directions import runs_against
from app.question import read_question
from tests.support.sentences import read


def against(question: str, sentence: str) -> bool:
    return runs_against(read_question(question), read(sentence))


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Who beat United?", "United beat City in the final."),
        ("Who beat United?", "Rovers beat City in the final."),
        ("Who did United beat?", "United were beaten by Rovers."),
        ("Who will succeed Ilse Marsh?", "Marsh succeeded Tor Vane as mayor in 2028."),
        ("Which company sued Verden?", "Verden sued Baltik Bau over the tunnel."),
        ("Who was sued by Baltik Bau?", "The union sued Baltik Bau."),
        ("What does Sudland export?", "Norland exports mainly timber."),
        ("When did Nils Aumann die?", "Ola Rand died on Tuesday."),
        ("How many goals did Lene Brock score?", "Vaas scored two goals."),
        ("How many goals did Lene Brock score?", "Petra Vaas, who scored two goals, was hurt."),
    ],
)
def test_the_deed_of_others_is_no_answer(question: str, sentence: str) -> None:
    assert against(question, sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Who beat United?", "Rovers beat United in the final."),
        ("Who beat United?", "United were beaten by Rovers."),
        ("Who succeeded Edda Lorne?", "Lorne was succeeded by Bram Castell."),
        ("Who married Ida Venn?", "Ida Venn married Ola Rand in May."),
        ("Who was Orsk founded by?", "Orsk was founded by fishermen."),
        ("Who hired Ola Rand?", "Ola Rand hired two lawyers and was later hired by Norvane."),
        ("What did Iraq condemn?", "Baghdad condemned the strikes."),
        ("When did Nils Aumann die?", "He died on Tuesday."),
        ("What did Norvanne build?", "Norvane built a second factory."),
        ("What hit Verden?", "A storm hit Verden on Monday."),
        ("How many goals did Lene Brock score?", "Brock, who scored two goals, was hurt."),
        ("Who built the Corvus 5 rocket?", "The rocket, a Corvus 5 built by Tanager Aerospace, lifted off."),
        ("Did Rovers beat United?", "United beat Rovers in the final."),
    ],
)
def test_the_asked_deed_is_left_to_answer(question: str, sentence: str) -> None:
    assert not against(question, sentence)
