"""Keeps conversations and feedback: each belongs to one person and survives a reload and a restart."""

import json
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, Row, func, select

from app.chat.keeping.schema import conversations, feedback, open_database, turns
from index.errors import InputError

TITLE_LENGTH = 80  # characters
GONE = "That conversation is not here"


class State(StrEnum):
    """How far a turn has come; `RUNNING` outside a running server means that it was cut off."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"
    CUT_OFF = "cut off"


class Feedback(StrEnum):
    """What a reader says of an answer."""

    RIGHT = "right"
    WRONG = "wrong"
    BADLY_CITED = "badly cited"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptTurn:
    """One question as kept.

    Args:
        turn_id: names it in links; cannot be guessed.
        conversation_id: of its conversation; cannot be guessed either.
        ordinal: place in the conversation, from 1.
        question: as asked.
        filters: as the page gave them.
        state: how far it came.
        answer: the answer in the JSON contract, None when there is none.
        problem: one sentence when no answer could be made.
        feedback: what the conversation's owner said of it.
    """

    turn_id: str
    conversation_id: str
    ordinal: int
    question: str
    filters: Mapping[str, Any]
    state: State
    answer: str | None = None
    problem: str = ""
    feedback: Feedback | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptConversation:
    """A conversation in the list of a person's."""

    conversation_id: str
    title: str
    updated_at: str


class ChatStore:
    """Reads and writes conversations and feedback; safe for many threads.

    Args:
        engine: see `open_database`.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @classmethod
    def open(cls, folder: Path) -> "ChatStore":
        """Open the store in a folder, making it when it is not there; raises as `open_database` does."""
        return cls(open_database(folder))

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def settle(self) -> int:
        """Mark the turns that a server left running when it ended, and return how many."""
        query = turns.update().where(turns.c.state == State.RUNNING).values(state=State.CUT_OFF)
        with self.engine.begin() as connection:
            return connection.execute(query).rowcount

    def begin(
        self,
        person: str,
        conversation_id: str | None,
        question: str,
        filters: Mapping[str, Any],
        replace: str | None = None,
    ) -> KeptTurn:
        """Keep a question that is now being answered.

        Args:
            person: who asks.
            conversation_id: a conversation of theirs; a new one is begun when it is None or not theirs.
            question: as asked.
            filters: as the page gave them.
            replace: id of a turn of that conversation that this one takes the place of; what came after it
                goes too.
        """
        turn_id, now = secrets.token_urlsafe(18), _now()
        with self.engine.begin() as connection:
            theirs = conversations.c.owner == person
            own = select(conversations.c.conversation_id).where(
                conversations.c.conversation_id == conversation_id, theirs
            )
            if conversation_id is None or connection.execute(own).first() is None:
                conversation_id = secrets.token_urlsafe(18)
                connection.execute(
                    conversations.insert().values(
                        conversation_id=conversation_id,
                        owner=person,
                        title=_title(question),
                        updated_at=now,
                    )
                )
            else:
                connection.execute(
                    conversations.update()
                    .where(conversations.c.conversation_id == conversation_id)
                    .values(updated_at=now)
                )
            here = turns.c.conversation_id == conversation_id
            last = connection.execute(select(func.max(turns.c.ordinal)).where(here)).scalar() or 0
            ordinal = last + 1
            if replace is not None:
                old = connection.execute(
                    select(turns.c.ordinal).where(here, turns.c.turn_id == replace)
                ).scalar()
                if old is not None:
                    _drop_turns(connection, here & (turns.c.ordinal >= old))
                    ordinal = old
            connection.execute(
                turns.insert().values(
                    turn_id=turn_id,
                    conversation_id=conversation_id,
                    ordinal=ordinal,
                    question=question,
                    filters=json.dumps(dict(filters)),
                    state=State.RUNNING,
                    asked_at=now,
                )
            )
        return KeptTurn(
            turn_id=turn_id,
            conversation_id=conversation_id,
            ordinal=ordinal,
            question=question,
            filters=filters,
            state=State.RUNNING,
        )

    def finish(self, turn_id: str, state: State, *, answer: str | None = None, problem: str = "") -> bool:
        """Keep how a running turn ended; False when it had ended already."""
        query = (
            turns.update()
            .where(turns.c.turn_id == turn_id, turns.c.state == State.RUNNING)
            .values(state=state, answer=answer, problem=problem)
        )
        with self.engine.begin() as connection:
            return connection.execute(query).rowcount > 0

    def turns(self, person: str, conversation_id: str) -> list[KeptTurn]:
        """Return the turns of a person's conversation in order.

        Raises:
            InputError: it is not there, or not theirs.
        """
        query = select(conversations.c.conversation_id).where(
            conversations.c.conversation_id == conversation_id, conversations.c.owner == person
        )
        said = (
            select(turns, feedback.c.label)
            .outerjoin_from(
                turns, feedback, (feedback.c.turn_id == turns.c.turn_id) & (feedback.c.person == person)
            )
            .where(turns.c.conversation_id == conversation_id)
            .order_by(turns.c.ordinal)
        )
        with self.engine.connect() as connection:
            if connection.execute(query).first() is None:
                raise InputError(GONE, hint="Begin a new one")
            return [_turn(row) for row in connection.execute(said)]

    def turn(self, turn_id: str) -> KeptTurn:
        """Return one turn by its id, whoever asks: who knows the id was given it.

        Raises:
            InputError: there is none.
        """
        query = (
            select(turns, feedback.c.label).outerjoin_from(turns, feedback).where(turns.c.turn_id == turn_id)
        )
        with self.engine.connect() as connection:
            row = connection.execute(query).first()
        if row is None:
            raise InputError("That answer is not here", hint="It may have been deleted")
        return _turn(row)

    def conversations(self, person: str, limit: int = 50) -> list[KeptConversation]:
        """Return a person's conversations, the last used first."""
        query = (
            select(conversations)
            .where(conversations.c.owner == person)
            .order_by(conversations.c.updated_at.desc(), conversations.c.conversation_id)
            .limit(limit)
        )
        with self.engine.connect() as connection:
            return [
                KeptConversation(
                    conversation_id=row.conversation_id, title=row.title, updated_at=row.updated_at
                )
                for row in connection.execute(query)
            ]

    def delete(self, person: str, conversation_id: str) -> None:
        """Delete a person's conversation with its feedback; nothing happens when it is not theirs."""
        own = (conversations.c.conversation_id == conversation_id) & (conversations.c.owner == person)
        with self.engine.begin() as connection:
            if connection.execute(select(conversations.c.owner).where(own)).first() is None:
                return
            _drop_turns(connection, turns.c.conversation_id == conversation_id)
            connection.execute(conversations.delete().where(own))

    def give_feedback(self, person: str, turn_id: str, label: Feedback | None) -> None:
        """Keep what a person says of an answer in a conversation of theirs; None takes it back.

        Raises:
            InputError: the answer is not theirs.
        """
        own = (
            select(turns.c.turn_id)
            .join_from(turns, conversations, turns.c.conversation_id == conversations.c.conversation_id)
            .where(turns.c.turn_id == turn_id, conversations.c.owner == person)
        )
        with self.engine.begin() as connection:
            if connection.execute(own).first() is None:
                raise InputError(GONE, hint="Begin a new one")
            connection.execute(
                feedback.delete().where(feedback.c.turn_id == turn_id, feedback.c.person == person)
            )
            if label is not None:
                connection.execute(
                    feedback.insert().values(turn_id=turn_id, person=person, label=label, given_at=_now())
                )

    def judged(self) -> Iterator[KeptTurn]:
        """Yield every turn that somebody gave feedback on, oldest feedback first."""
        query = (
            select(turns, feedback.c.label)
            .join_from(turns, feedback, feedback.c.turn_id == turns.c.turn_id)
            .order_by(feedback.c.given_at, turns.c.turn_id)
        )
        with self.engine.connect() as connection:
            yield from (_turn(row) for row in connection.execute(query))


def _drop_turns(connection: Any, which: Any) -> None:
    gone = select(turns.c.turn_id).where(which)
    connection.execute(feedback.delete().where(feedback.c.turn_id.in_(gone)))
    connection.execute(turns.delete().where(which))


def _turn(row: Row[Any]) -> KeptTurn:
    return KeptTurn(
        turn_id=row.turn_id,
        conversation_id=row.conversation_id,
        ordinal=row.ordinal,
        question=row.question,
        filters=json.loads(row.filters),
        state=State(row.state),
        answer=row.answer,
        problem=row.problem,
        feedback=Feedback(row.label) if row.label else None,
    )


def _title(question: str) -> str:
    plain = " ".join(question.split())
    return plain if len(plain) <= TITLE_LENGTH else plain[: TITLE_LENGTH - 1] + "…"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
