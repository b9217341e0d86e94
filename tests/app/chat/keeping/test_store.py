"""Conversations, feedback and what belongs to whom."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.chat.keeping.schema import FILE
from app.chat.keeping.store import ChatStore, Feedback, State
from index.errors import ArchiveError, InputError


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ChatStore]:
    opened = ChatStore.open(tmp_path)
    yield opened
    opened.close()


def test_a_conversation_survives_a_restart_with_its_answer_and_filters(
    store: ChatStore, tmp_path: Path
) -> None:
    turn = store.begin("user:ann", None, "Who?", {"since": "2031-01-01"})
    store.finish(turn.turn_id, State.DONE, answer="{}")
    store.close()
    again = ChatStore.open(tmp_path)
    (kept,) = again.turns("user:ann", turn.conversation_id)
    assert (kept.question, kept.filters, kept.state, kept.answer) == (
        "Who?",
        {"since": "2031-01-01"},
        State.DONE,
        "{}",
    )
    assert [c.title for c in again.conversations("user:ann")] == ["Who?"]
    again.close()


def test_nobody_sees_changes_or_deletes_the_conversation_of_another(store: ChatStore) -> None:
    turn = store.begin("user:ann", None, "Who?", {})
    assert store.conversations("user:bob") == []
    with pytest.raises(InputError):
        store.turns("user:bob", turn.conversation_id)
    with pytest.raises(InputError):
        store.give_feedback("user:bob", turn.turn_id, Feedback.WRONG)
    store.delete("user:bob", turn.conversation_id)
    other = store.begin("user:bob", turn.conversation_id, "What?", {})
    assert other.conversation_id != turn.conversation_id and other.ordinal == 1
    assert len(store.turns("user:ann", turn.conversation_id)) == 1


def test_an_edited_question_takes_the_place_of_the_old_one_and_of_what_came_after(store: ChatStore) -> None:
    first = store.begin("p", None, "One?", {})
    second = store.begin("p", first.conversation_id, "Two?", {})
    store.give_feedback("p", second.turn_id, Feedback.RIGHT)
    store.begin("p", first.conversation_id, "Three?", {})
    store.begin("p", first.conversation_id, "Two again?", {}, replace=second.turn_id)
    assert [(t.ordinal, t.question) for t in store.turns("p", first.conversation_id)] == [
        (1, "One?"),
        (2, "Two again?"),
    ]
    assert list(store.judged()) == []


def test_a_turn_ends_once_and_one_that_a_dead_server_left_is_told(store: ChatStore) -> None:
    turn = store.begin("p", None, "One?", {})
    assert store.finish(turn.turn_id, State.STOPPED, problem="Stopped.")
    assert not store.finish(turn.turn_id, State.DONE, answer="{}")
    left = store.begin("p", turn.conversation_id, "Two?", {})
    assert store.settle() == 1
    assert store.turn(left.turn_id).state is State.CUT_OFF


def test_feedback_can_be_changed_and_taken_back(store: ChatStore) -> None:
    turn = store.begin("p", None, "One?", {})
    store.give_feedback("p", turn.turn_id, Feedback.RIGHT)
    store.give_feedback("p", turn.turn_id, Feedback.BADLY_CITED)
    assert [t.feedback for t in store.judged()] == [Feedback.BADLY_CITED]
    store.give_feedback("p", turn.turn_id, None)
    assert list(store.judged()) == []


def test_a_file_that_is_none_or_too_new_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"not a database at all, but long enough to look at " * 40)
    with pytest.raises(ArchiveError, match="--data"):
        ChatStore.open(tmp_path)
    newer = tmp_path / "newer"
    store = ChatStore.open(newer)
    with store.engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA user_version=99")
    store.close()
    with pytest.raises(ArchiveError, match="format 99"):
        ChatStore.open(newer)
