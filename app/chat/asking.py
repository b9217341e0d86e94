"""What happens when a question is asked, asked again or stopped."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from app.chat.ask_parts import AskParts
from app.chat.conversation import Asked, again, keep_stopped, show, take_turn
from app.chat.head import notice_html, problem_notice
from app.chat.quiet import QUEUED, QUIET
from app.chat.services import Services
from app.chat.turn_events import own_turn

if TYPE_CHECKING:
    import gradio as gr

AT_ONCE = 4
"""Questions answered at the same time; more wait in the queue."""


def connect_asking(services: Services, parts: AskParts, notice: "gr.HTML") -> list[Any]:
    """Connect the parts that ask, and return the events that change a conversation.

    Args:
        services: what the handlers need.
        parts: of the tab.
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
            turn = own_turn(services, request.username, conversation_id, event._data)
        except Exception as error:
            yield gr.skip(), gr.skip(), gr.skip(), problem_notice(error), gr.skip()
            return
        yield from answer(again(turn), conversation_id, request)

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

    def suggest(event: gr.EventData) -> str:
        return str(dict(event._data).get("chosen", ""))

    pool: dict[str, Any] = {**QUEUED, "concurrency_limit": AT_ONCE, "concurrency_id": "ask"}
    filters = [parts.since, parts.until, parts.as_of, parts.outlets]
    inputs = [parts.question, *filters, parts.conversation, parts.replacing]
    answered = [*parts.opened, notice, parts.question]
    suggested = parts.suggestions.select(suggest, None, parts.question, **QUIET)
    running = [
        suggested.then(ask, inputs, answered, **pool),
        parts.question.submit(ask, inputs, answered, **pool),
        parts.send.click(ask, inputs, answered, **pool),
        parts.log.retry(ask_again, parts.conversation, answered, **pool),
    ]
    parts.stop.click(stop, parts.conversation, [parts.log, notice], cancels=running, **QUIET)
    return running
