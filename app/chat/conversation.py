"""A conversation: turns so far, what follow-ups may refer to, and the answering of one more question."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.chat.markup import text
from app.chat.turns import Turn, turn_html
from app.events import AnswerDone, ClaimShown
from index.errors import GroundwireError

if TYPE_CHECKING:
    from app.api import Groundwire

_EMPTY = '<p class="gw-empty">Ask a question. Each sentence of an answer shows the words it rests on.</p>'
_MEMORY = 6
"""Turns that a follow-up may refer to."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """Turns that are over, as HTML and as `(standalone question, answer text)`, oldest first."""

    html: tuple[str, ...] = ()
    history: tuple[tuple[str, str], ...] = ()

    def page(self, running: str = "") -> str:
        """Return the whole conversation as HTML, `running` being the turn under way."""
        turns = "".join((*self.html, running)) or _EMPTY
        return f'<div class="gw-log" role="log" aria-label="Conversation" tabindex="0">{turns}</div>'


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question with its filters, as the page gives them."""

    question: str
    since: str = ""
    until: str = ""
    outlets: Sequence[str] = ()


def take_turn(
    groundwire: "Groundwire", before: Conversation, asked: Asked
) -> Iterator[tuple[str, Conversation]]:
    """Yield the page and the conversation after each checked sentence; the last pair is the whole turn."""
    from app.render import answer_text

    turn = Turn(number=len(before.html) + 1, question=asked.question)
    yield before.page(turn_html(turn)), before
    history = before.history
    try:
        events = groundwire.stream(
            asked.question,
            since=asked.since or None,
            until=asked.until or None,
            outlets=asked.outlets,
            history=before.history[-_MEMORY:],
        )
        for event in events:
            if isinstance(event, ClaimShown):
                turn = replace(
                    turn,
                    claims=(*turn.claims, event.claim),
                    citations=(*turn.citations, *event.new_citations),
                )
                yield before.page(turn_html(turn)), before
            elif isinstance(event, AnswerDone):
                answer = event.answer
                turn = replace(turn, claims=answer.claims, citations=answer.citations, answer=answer)
                history = (*history, (answer.standalone_question or answer.question, answer_text(answer)))
    except GroundwireError as error:
        turn = replace(turn, problem=str(error))
    after = Conversation((*before.html, turn_html(turn)), history)
    yield after.page(), after


def problem_html(message: str) -> str:
    """Return one sentence about something that went wrong, escaped."""
    return f'<p class="gw-problem" role="alert">{text(message)}</p>'
