"""Which sentences can answer a question at all."""

from dataclasses import replace

import pytest

from app.extractive.needs import can_answer
from app.extractive.reading import ReadSentence
from app.question import read_question
from tests.support.sentences import read


def able(question: str, sentence: str) -> bool:
    return can_answer(read_question(question), read(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "Ola Rand, 41, was first on the quay.",
        "The 41-year-old pilot was first on the quay.",
        "Rand, who was born in Skerry, was first on the quay.",
        "Rand turned 41 on Monday.",
        "He left school at the age of twelve.",
        "The bridge was built in 1911.",
        "The chapel is twelve years old.",
        "The lamp is from the fourteenth century.",
    ],
)
def test_an_age_is_told(sentence: str) -> None:
    assert able("How old is Ola Rand?", sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Ola Rand was first on the quay.",
        "Rand's party won 33.1 percent of the vote on Sunday.",
        "Rand has steered 41 ships into Skerry.",
        "Rand called it the worst flood since 1954.",
    ],
)
def test_a_sentence_without_an_age_does_not_tell_how_old(sentence: str) -> None:
    assert not able("How old is Ola Rand?", sentence)
    assert able("What is said of Ola Rand?", sentence)


def test_how_many_wants_a_figure_or_a_word_for_one() -> None:
    assert able("How many pilots were hurt?", "Several pilots were hurt.")
    assert able("How many pilots were hurt?", "The storm hurt 3 pilots.")
    assert not able("How many pilots were hurt?", "The pilots were hurt in the storm.")
    assert not able("How many pilots did Rand rescue?", "Ola Rand, 41, was hurt in the storm.")


def test_one_who_died_is_a_count() -> None:
    asked = "How many people died in the fire?"
    assert able(asked, "A cook of the ferry, Per Dahl, has died in hospital.")
    assert able(asked, "A boy was killed in the fire.")
    assert not able(asked, "A fire killed the crew.")
    assert not able("How many ferries are there?", "A cook of the ferry died.")


def test_who_holds_a_role_wants_the_role_and_its_place() -> None:
    assert able("Who is the mayor of Skerry?", "Ida Venn, mayor of Skerry, spoke.")
    assert not able("Who is the mayor of Skerry?", "Ida Venn, mayor of Orsk, spoke.")
    assert not able("Who is the mayor of Skerry?", "Ida Venn called the Skerry mayor's office.")


def test_the_figure_of_a_year_is_not_that_of_another() -> None:
    asked = "What was the turnout in the 2031 election?"
    assert not able(asked, "Turnout at the last election, in 2027, was 58.9 percent.")
    assert able(asked, "Turnout was 61.4 percent, up from 58.9 percent in 2027, in the 2031 election.")
    assert able(asked, "Turnout was 61.4 percent.")
    assert able(asked, "Turnout was 61.4 percent, the highest since 2007.")
    assert able("What did the minister say in 2031?", "The vote of 2027 was fair, she said.")
    assert able("What was the turnout since 2027?", "Turnout in 2031 was 61.4 percent.")


def test_a_price_is_a_figure_and_no_share() -> None:
    for asked in ("What is the price of copper in Orsk?", "How much does the ferry to Orsk cost?"):
        assert not able(asked, "Prices in Orsk rose by 3 percent on the news.")
        assert not able(asked, "The price in Orsk is a secret.")
        assert able(asked, "In Orsk it costs 12 florins.")
        assert able(asked, "For the people of Orsk it is free.")
    assert able("Why did the price of copper rise?", "The price of copper rose for want of ore.")


def test_how_much_more_is_told_by_a_share_too() -> None:
    assert able("How much more pay do the pilots get?", "The pilots get 5.5 percent more from June.")
    assert able("How much of the bill did Orsk pay?", "Orsk paid 40 percent of the bill.")


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Who is the leader of Orsk?", "Orsk is led by Ida Venn."),
        ("Who is the owner of the Orsk Herons?", "The Orsk Herons are owned by Ida Venn."),
        ("Who was the winner of the Orsk Cup?", "Ida Venn won the Orsk Cup."),
        ("Who is the author of Orsk Nights?", "Orsk Nights was written by Ida Venn."),
        ("Who is the head of Orsk?", "Ida Venn runs Orsk."),
        ("Who is the chief executive of Orsk Ferries?", "Ida Venn, CEO of Orsk Ferries, spoke."),
    ],
)
def test_a_role_is_told_by_its_deed_too(question: str, sentence: str) -> None:
    assert able(question, sentence)


def test_a_word_that_only_looks_like_the_deed_tells_no_role() -> None:
    assert not able("Who is the mayor of Orsk?", "Ida Venn may come to Orsk.")


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Who is the mayor of Verden?", "The mayor of Morsby, Hanna Tiel, met people from Verden."),
        ("Who beat United?", "United beat City in the final."),
    ],
)
def test_another_holder_or_deed_cannot_answer(question: str, sentence: str) -> None:
    assert not able(question, sentence)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Rand called the dam a disgrace.", True),
        ("Rand spoke of a disgrace.", True),
        ("“The dam is a disgrace.”", True),
        ("The dam is a disgrace, according to Rand.", True),
        ("Rand was hurt at the dam on Saturday.", False),
    ],
)
def test_what_somebody_said_is_told_by_speech(sentence: str, told: bool) -> None:
    assert able("What did Ola Rand say about the dam?", sentence) is told
    assert able("What do polls say most people want?", sentence)


def test_a_quotation_goes_on_in_the_next_sentence() -> None:
    source = read("It should never have been built.").source
    question = read_question("What did Ola Rand say about the dam?")
    opened, closed = "“The dam is a disgrace, Rand told us.", "“The dam is a disgrace.”"
    assert can_answer(question, ReadSentence(replace(source, before=opened)))
    assert not can_answer(question, ReadSentence(replace(source, before=closed)))


def test_a_role_of_others_beside_a_sentence_makes_nobody_there_its_holder() -> None:
    source = read("“We believed,” said Rovers coach Dario Enz.").source
    question = read_question("Who is the captain of Rovers?")
    ours, theirs = "Its captain left the pitch.", "United's captain, Lene Brock, left the pitch."
    assert can_answer(question, ReadSentence(replace(source, before=ours)))
    assert not can_answer(question, ReadSentence(replace(source, before=theirs)))


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Norland has some 400 soldiers in Skerry.", True),
        ("Of the 400 soldiers in Skerry three were killed.", True),
        ("Three Norland soldiers were killed and more than 30 wounded in Skerry.", False),
        ("The storm in Skerry killed at least three soldiers.", False),
    ],
)
def test_how_many_are_there_is_not_told_by_how_many_were_killed(sentence: str, told: bool) -> None:
    assert able("How many soldiers are in Skerry?", sentence) is told
    assert able("How many soldiers were killed in Skerry?", "Three soldiers were killed.")


def test_the_office_may_stand_behind_the_role() -> None:
    asked = "Who is the secretary of state?"
    assert able(asked, "Secretary of State Ola Rand pledged to respond.")
    assert able(asked, "Norland's secretary of state, Ola Rand, pledged to respond.")
    assert not able(asked, "Defense Secretary Per Dahl is concerned about the state of things.")
    assert able("Who is the defense secretary?", "Defense Secretary Per Dahl is concerned.")
    asked = "Who is the minister of the interior?"
    assert able(asked, "Interior Minister Ola Rand resigned.")
    assert not able(asked, "Finance Minister Per Dahl left the interior of the ship.")


def test_leaders_without_a_name_tell_no_leader() -> None:
    asked = "Who is the leader of Baltik Front?"
    assert not able(asked, "Leaders from Baltik Front met in Skerry on Wednesday.")
    assert able(asked, "The leaders of Baltik Front and Orsk Union, Ola Rand and Per Dahl, met.")
    assert able(asked, "Ola Rand and Per Dahl, leaders of Baltik Front and Orsk Union, met.")
    assert able(asked, "Baltik Front leaders Ola Rand and Per Dahl met.")


def test_the_hurt_are_no_things() -> None:
    asked = "How many drones were used in the attack?"
    assert not able(asked, "Three soldiers were killed and more than 30 wounded in a drone attack.")
    assert able(asked, "Three soldiers were killed in an attack with two drones.")
    assert able("How many sailors took part?", "Three were killed when the boat sank.")
    assert able("How many elephants died?", "Poachers killed 12 elephants.")


@pytest.mark.parametrize(
    ("question", "told", "others"),
    [
        (
            "How many Norlanders were killed?",
            "Four Norlanders were killed.",
            "Three Sudlandic men were killed.",
        ),
        (
            "How many Sudlandic soldiers died?",
            "Three young Sudlandic soldiers died.",
            "Three US soldiers died.",
        ),
        (
            "How many Iraqis were killed?",
            "A strike in Iraq killed one soldier.",
            "Three US soldiers were killed.",
        ),
    ],
)
def test_another_people_is_not_the_asked_one(question: str, told: str, others: str) -> None:
    assert able(question, told)
    assert not able(question, others)
    assert able("How many soldiers died?", others.replace("men", "soldiers"))


def test_the_next_is_not_the_last() -> None:
    asked = "When is the next election in Norland?"
    assert able(asked, "Norland votes again in 2035, when the next election is due.")
    assert not able(asked, "Ola Rand won the election in Norland on Sunday, down from 83 seats.")
    assert able("When was the last election in Norland?", "Ola Rand won the election in Norland on Sunday.")


def test_how_long_is_told_by_a_time_or_a_length() -> None:
    asked = "How long was Ola Rand mayor of Skerry?"
    assert able(asked, "Rand was mayor of Skerry for twelve years.")
    assert able(asked, "Rand was mayor of Skerry from 2019 on.")
    assert not able(asked, "The water stood 1.8 metres deep in Skerry, mayor Rand said.")
    assert able("How long is the bridge?", "The bridge measures 340 metres.")
    assert not able("How long did the strike go on?", "The bridge measures 340 metres.")
