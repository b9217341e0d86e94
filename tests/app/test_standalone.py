import pytest

from app.standalone import Rewritten, needs_context
from app.standalone import make_standalone as standalone_and_usage

PREVIOUS = "How many ferries burned in Skerry?"
HISTORY = [("Older question?", "…"), (PREVIOUS, "Four ferries burned.")]


def make_standalone(*given: object) -> str:
    return standalone_and_usage(*given)[0]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "standalone"),
    [
        ("and in Brannoch?", "How many ferries burned in Brannoch?"),
        ("What about in Port Ellory?", "How many ferries burned in Port Ellory?"),
        ("And Brannoch?", "How many ferries burned in Brannoch?"),
        ("how about Port Ellory?", "How many ferries burned in Port Ellory?"),
        ("since Monday?", "How many ferries burned in Skerry since Monday?"),
        ("Who said that?", "Who said that? (after: How many ferries burned in Skerry?)"),
        ("Where was it built?", "Where was it built? (after: How many ferries burned in Skerry?)"),
        ("Why?", "Why? (after: How many ferries burned in Skerry?)"),
    ],
)
def test_a_follow_up_is_made_whole(question: str, standalone: str) -> None:
    assert make_standalone(question, HISTORY) == standalone


@pytest.mark.parametrize(
    "question", ["Who is the mayor of Orsk?", "When did Ida Venn leave her post?", "What caused the flood?"]
)
def test_a_whole_question_stays_as_it_is(question: str) -> None:
    assert not needs_context(question)
    assert make_standalone(question, HISTORY) == question


def test_a_follow_up_of_a_follow_up_reaches_back_to_the_whole_question() -> None:
    history = [(PREVIOUS, "Four."), ("And how many were sold?", "None.")]
    after = "(after: And how many were sold? How many ferries burned in Skerry?)"
    assert make_standalone("Who said that?", history) == f"Who said that? {after}"
    history.append(("Who said that?", "The harbour office."))
    assert make_standalone("and in Brannoch?", history) == "How many ferries burned in Brannoch?"


@pytest.mark.parametrize("asked", ["Who said that?", "who said so", "And who has claimed this?"])
def test_who_said_that_asks_for_the_speaker_of_the_sentence_before(asked: str) -> None:
    history = [(PREVIOUS, "Four ferries burned in Skerry. [1] The harbour was closed. [2]")]
    who = "Who has claimed" if "claimed" in asked else "Who said"
    whole = f"{who} that “Four ferries burned in Skerry”?"
    assert make_standalone(asked, history) == whole
    history.append((whole, "The harbour office. [1]"))
    assert make_standalone("and in Brannoch?", history) == "How many ferries burned in Brannoch?"


def test_who_said_that_of_an_abstention_asks_after_the_question() -> None:
    history = [(PREVIOUS, "The articles do not say. Searched 3 articles.")]
    assert make_standalone("Who said that?", history) == f"Who said that? (after: {PREVIOUS})"


def test_who_did_that_asks_for_no_speaker() -> None:
    history = [(PREVIOUS, "Four ferries burned in Skerry. [1]")]
    assert make_standalone("Who did that?", history) == f"Who did that? (after: {PREVIOUS})"


def test_without_history_a_question_stays_as_it_is() -> None:
    assert make_standalone("and in Brannoch?", []) == "and in Brannoch?"


def test_the_rewriter_is_asked_first_and_the_rules_stand_in() -> None:
    class Model:
        def __init__(self, reply: str | None) -> None:
            self.reply = reply

        def rewrite(self, question: str, history: object) -> Rewritten:
            return Rewritten(self.reply, {"requests": 1})

    assert (
        make_standalone("and in Orsk?", HISTORY, Model("How many burned in Orsk?"))
        == "How many burned in Orsk?"
    )
    assert make_standalone("and in Orsk?", HISTORY, Model(None)) == "How many ferries burned in Orsk?"
