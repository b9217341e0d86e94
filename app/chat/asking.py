"""What happens when a question is asked, asked again, edited, stopped or judged."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from app.chat.ask_parts import AskParts
from app.chat.conversation import Asked, again, keep_stopped, show, take_turn
from app.chat.head import notice_html, problem_notice
from app.chat.keeping.store import Feedback, KeptTurn
from app.chat.reader import opened_html, pane_html
from app.chat.services import Services
from index.errors import InputError

if TYPE_CHECKING:
    import gradio as gr

AT_ONCE = 4
"""Questions answered at the same time; more wait in the queue."""
QUIET: dict[str, Any] = {"api_name": False, "show_progress": "hidden"}
_EDITING = "The question is in the box. Asking it takes the place of the old one and of what came after it."


def connect_asking(services: Services, parts: AskParts, pane: "gr.HTML", notice: "gr.HTML") -> list[Any]:
    """Connect the parts to what they do and return the events that change a conversation.

    Args:
        services: what the handlers need.
        parts: of the tab.
        pane: where articles are opened.
        notice: where what just happened is told.
    """
    import gradio as gr

    def answer(asked: Asked, conversation_id: str | None, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        try:
            person = services.person(request.username)
            for view in take_turn(services, person, conversation_id, asked):
                yield view.html, view.conversation_id, None, notice_html(), ""
        except Exception as error:
            yield gr.skip(), gr.skip(), gr.skip(), problem_notice(error), gr.skip()

    def ask(
        question: str | None,
        since: str | None,
        until: str | None,
        as_of: str | None,
        outlets: list[str] | None,
        conversation_id: str | None,
        replace: str | None,
        request: gr.Request,
    ) -> Iterator[tuple[Any, ...]]:
        asked = Asked(
            question=question or "",
            since=(since or "").strip(),
            until=(until or "").strip(),
            as_of=(as_of or "").strip(),
            outlets=tuple(outlets or ()),
            replace=replace,
        )
        yield from answer(asked, conversation_id, request)

    def ask_again(
        conversation_id: str | None, event: gr.EventData, request: gr.Request
    ) -> Iterator[tuple[Any, ...]]:
        try:
            turn = _own_turn(services, request.username, conversation_id, event._data)
        except Exception as error:
            yield gr.skip(), gr.skip(), gr.skip(), problem_notice(error), gr.skip()
            return
        yield from answer(again(turn), conversation_id, request)

    def edit(conversation_id: str | None, event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        try:
            turn = _own_turn(services, request.username, conversation_id, event._data)
        except Exception as error:
            return gr.skip(), gr.skip(), problem_notice(error)
        return turn.question, turn.turn_id, notice_html(_EDITING)

    def judge(event: gr.EventData, request: gr.Request) -> str:
        try:
            person, given = services.person(request.username), dict(event._data)
            said = Feedback(given["said"]) if given.get("said") else None
            services.store.give_feedback(person.key, str(given.get("turn")), said)
        except Exception as error:
            return problem_notice(error)
        return notice_html("Thank you, your opinion is kept." if said else "Your opinion is taken back.")

    def stop(conversation_id: str | None, request: gr.Request) -> tuple[Any, ...]:
        try:
            person = services.person(request.username)
            running = services.under_way.stop(conversation_id or "")
            if running is None:
                return gr.skip(), notice_html("Nothing is being answered.")
            keep_stopped(services, running)
            return show(services, person, conversation_id).html, notice_html("Stopped.")
        except Exception as error:
            return gr.skip(), problem_notice(error)

    def open_citation(event: gr.EventData) -> str:
        return pane_html(opened_html(services.archive, event._data))

    def suggest(event: gr.EventData) -> str:
        return str(dict(event._data).get("chosen", ""))

    pool: dict[str, Any] = {**QUIET, "concurrency_limit": AT_ONCE, "concurrency_id": "ask"}
    filters = [parts.since, parts.until, parts.as_of, parts.outlets]
    inputs = [parts.question, *filters, parts.conversation, parts.replacing]
    answered = [*parts.opened, notice, parts.question]
    running = [
        parts.question.submit(ask, inputs, answered, **pool),
        parts.send.click(ask, inputs, answered, **pool),
        parts.log.retry(ask_again, parts.conversation, answered, **pool),
    ]
    parts.stop.click(stop, parts.conversation, [parts.log, notice], cancels=running, **QUIET)
    parts.log.edit(edit, parts.conversation, [parts.question, parts.replacing, notice], **QUIET)
    parts.log.like(judge, None, notice, **QUIET)
    parts.log.click(open_citation, None, pane, **QUIET)
    parts.suggestions.select(suggest, None, parts.question, **QUIET)
    return running


def _own_turn(services: Services, key: str | None, conversation_id: str | None, data: Any) -> KeptTurn:
    wanted = dict(data).get("turn")
    for turn in services.store.turns(services.person(key).key, conversation_id or ""):
        if turn.turn_id == wanted:
            return turn
    raise InputError("That question is not in this conversation any more", hint="Load the page again")
