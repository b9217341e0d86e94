"""Questions about deeds that are told in few words."""

from dataclasses import replace

import pytest

from app.extractive.harmed import is_harm
from app.extractive.needs import can_answer
from app.extractive.reading import ReadSentence
from app.question import read_question
from tests.support.sentences import read


def able(question: str, sentence: str, *, before: str = "", after: str = "") -> bool:
    source = replace(read(sentence).source, before=before, after=after)
    return can_answer(read_question(question), ReadSentence(source))


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("When did Ola Rand die?", "Rand was shot on Friday.", "Rand was elected on Friday."),
        ("When did Ola Rand die?", "Ola Rand (3 May 1904 -- 7 June 1988) sang.", "Ola Rand sang until 1988."),
        ("How many people died in the flood?", "The toll rose to five.", "Some 400 people left their homes."),
        ("Where was Ola Rand born?", "Rand is a native of Skerry.", "Rand was elected mayor of Skerry."),
        ("Who did Ola Rand marry?", "Rand's husband is Per Dahl.", "Rand met Per Dahl in Skerry."),
        ("Who was arrested?", "Police hold Per Dahl in custody.", "Police spoke to Per Dahl."),
        ("Who owns Baltik Bau?", "Per Dahl bought Baltik Bau.", "Per Dahl praised Baltik Bau."),
        ("What is the population of Skerry?", "Skerry has 4,000 residents.", "Skerry has 4,000 sheep."),
        (
            "How many people live in Skerry?",
            "Skerry has 4,000 residents.",
            "The storm killed 4 people in Skerry.",
        ),
        (
            "When was the Calla Rune built?",
            "The Calla Rune was launched in 2011.",
            "The Calla Rune burned in 2031.",
        ),
        ("When did Ola Rand die?", "Ola Rand died on Friday.", "Nine people died on Friday."),
        ("How many children died?", "Two of the dead were girls.", "Nine people died on Friday."),
        ("How many militants were killed?", "Three gunmen were killed.", "Three soldiers were killed."),
        ("How many children have died?", "Nobody has died.", "Thirty-one of the patients are children."),
        ("How many soldiers were killed?", "Three troops were killed.", "Three villagers were killed."),
        ("Who leads Baltik Bau?", "Per Dahl, Baltik Bau's chairman, spoke.", "Per Dahl praised Baltik Bau."),
        (
            "Who started the fire in Skerry?",
            "Per Dahl is suspected of arson.",
            "Chief Ola Rand spoke in Skerry.",
        ),
        ("Why did Ola Rand resign?", "Rand was ousted over a debt.", "Rand was elected over a debt."),
    ],
)
def test_a_deed_is_told_in_its_words_or_not_at_all(question: str, told: str, untold: str) -> None:
    assert able(question, told)
    assert not able(question, untold)


def test_the_sentence_beside_it_may_tell() -> None:
    question, sentence = "When did Ola Rand die?", "It happened on Friday in Skerry."
    assert able(question, sentence, before="Ola Rand has been murdered.")
    assert able(question, sentence, after="Ola Rand's death moved many.")
    assert not able(question, sentence, before="Ola Rand has been elected.")
    assert not able(question, "Judge Rand opened an inquiry.", after="A ninth victim died on Friday.")


def test_the_hurt_beside_the_dead_are_not_counted_as_dead() -> None:
    question = "How many people died in the quake?"
    assert not able(question, "The number of people hurt rose to 34.", after="Nobody has died.")
    assert able(question, "Nobody has died.")


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Who became king after the old king died out?", "Per Dahl was crowned."),
        ("What was the black death blamed on?", "The faculty blamed the heavens."),
        ("Which states use the death penalty?", "Capital punishment is used by Norland."),
        ("When did Skerry get its own mint?", "Skerry struck coins from 1710."),
        ("Who was appointed?", "Per Dahl was named."),
    ],
)
def test_other_questions_ask_for_no_deed(question: str, sentence: str) -> None:
    assert able(question, sentence)


def test_a_place_is_nobody_to_whom_it_happened() -> None:
    assert able("Has anyone died of measles in Skerry?", "A boy of four died, the first death since 1994.")
    assert able("When did people die in Skerry?", "Nine people died on Friday.")
    assert not able("Did Ola Rand die in Skerry?", "Nine people died on Friday.")


def test_a_fleet_has_not_fled_and_a_deadline_is_not_dead() -> None:
    assert is_harm("hurt") and is_harm("injuries") and is_harm("fled")
    assert not any(map(is_harm, ("fleet", "diesel", "diet", "deadline")))
