import pytest

from app.question import Wanted, read_question


@pytest.mark.parametrize(
    ("text", "wanted", "focus"),
    [
        ("How many ferries sank in Port Vell?", Wanted.COUNT, "ferries"),
        ("How many times has the depot been raided?", Wanted.COUNT, "raided"),
        ("What was the number of evacuees in Sorrel?", Wanted.COUNT, "evacuees"),
        ("How much money did the council lose?", Wanted.AMOUNT, "money"),
        ("How tall is the Marrow tower?", Wanted.AMOUNT, ""),
        ("What percentage of voters stayed at home?", Wanted.AMOUNT, "percentage"),
        ("Who is the harbourmaster of Port Vell?", Wanted.PERSON, "harbourmaster"),
        ("who signed the treaty", Wanted.PERSON, ""),
        ("Where did the barge run aground?", Wanted.PLACE, ""),
        ("In which town was the barge built?", Wanted.PLACE, "town"),
        ("When did the strike end?", Wanted.TIME, ""),
        ("What year was the dam finished?", Wanted.TIME, "year"),
        ("Which tug towed the barge?", Wanted.WHICH, "tug"),
        ("What did Minister Orlo call the strike?", Wanted.SAYING, ""),
        ("Why was the bridge closed?", Wanted.REASON, ""),
        ("Did the council approve the budget?", Wanted.YES_NO, ""),
        ("Port Vell harbour strike", Wanted.OTHER, ""),
        ("", Wanted.OTHER, ""),
    ],
)
def test_what_a_question_asks_for(text: str, wanted: Wanted, focus: str) -> None:
    question = read_question(text)
    assert question.wanted is wanted
    assert " ".join(word.lower for word in question.focus[-1:]) == focus


def test_names_and_content_leave_the_asking_words_out() -> None:
    question = read_question("How many US sailors did Admiral Reske praise in Port Vell?")
    content = {word.text for word in question.content}
    assert {"US", "sailors", "praise", "Vell"} <= content
    assert not content & {"How", "many", "did", "in"}
    assert any("Reske" in name.text for name in question.names)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Who is the mayor of Port Vell?", True),
        ("who was the first harbour master of sorrel", True),
        ("Who's the head of the coast guard?", True),
        ("What is the name of the captain of the Calla Rune?", True),
        ("What was the name of the ship?", False),
        ("Who was appointed in 1756?", False),
        ("Who spoke of the mayor?", False),
        ("Which player of the season was hurt?", False),
    ],
)
def test_who_holds_a_role(text: str, role: bool) -> None:
    assert read_question(text).role is role


def test_counting_events_leaves_times_out_of_the_content() -> None:
    question = read_question("How many times have harbour pilots been attacked?")
    assert question.events
    assert "times" not in {word.lower for word in question.content}
