"""What happens in the conversation: a citation is opened, a question edited, an answer judged."""

from typing import TYPE_CHECKING, Any

from app.chat.ask_parts import AskParts
from app.chat.conversation import show
from app.chat.head import action_notice, notice_html, problem_notice
from app.chat.keeping.store import Feedback, KeptTurn
from app.chat.quiet import QUIET
from app.chat.reader import opened_html, pane_html
from app.chat.services import Services
from index.errors import InputError

if TYPE_CHECKING:
    import gradio as gr

_EDITING = "The question is in the box. Asking it takes the place of the old one and of what came after it."
_NOT_EDITING = "Ask a new one instead"


def connect_turns(services: Services, parts: AskParts, pane: "gr.HTML", notice: "gr.HTML") -> None:
    """Connect the conversation's own buttons to what they do.

    Args:
        services: what the handlers need.
        parts: of the tab.
        pane: where articles are opened.
        notice: where what just happened is told.
    """
    import gradio as gr

    def edit(conversation_id: str | None, event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        try:
            turn = own_turn(services, request.username, conversation_id, event._data)
        except Exception as error:
            return gr.skip(), gr.skip(), problem_notice(error)
        return turn.question, turn.turn_id, action_notice(_EDITING, "not editing", _NOT_EDITING)

    def judge(event: gr.EventData, request: gr.Request) -> str:
        try:
            person, given = services.person(request.username), dict(event._data)
            said = Feedback(given["said"]) if given.get("said") else None
            services.store.give_feedback(person.key, str(given.get("turn")), said)
        except Exception as error:
            return problem_notice(error)
        return notice_html("Thank you, your opinion is kept." if said else "Your opinion is taken back.")

    def open_citation(event: gr.EventData) -> str:
        return pane_html(opened_html(services.archive, event._data))

    def refresh(conversation_id: str | None, request: gr.Request) -> Any:
        try:
            return show(services, services.person(request.username), conversation_id).html
        except Exception:  # what is wrong is told when something is asked
            return gr.skip()

    parts.log.edit(edit, parts.conversation, [parts.question, parts.replacing, notice], **QUIET)
    parts.log.like(judge, None, notice, **QUIET)
    parts.log.click(open_citation, None, pane, **QUIET)
    parts.log.tick(refresh, parts.conversation, parts.log, **QUIET)
    pane.click(open_citation, None, pane, **QUIET)
    notice.select(lambda: ("", None, notice_html()), None, [parts.question, parts.replacing, notice], **QUIET)


def own_turn(services: Services, key: str | None, conversation_id: str | None, data: Any) -> KeptTurn:
    """Return the turn that an event names, of a person's own conversation.

    Raises:
        InputError: it is not there any more, or not theirs.
    """
    wanted = dict(data).get("turn")
    for turn in services.store.turns(services.person(key).key, conversation_id or ""):
        if turn.turn_id == wanted:
            return turn
    raise InputError("That question is not in this conversation any more", hint="Load the page again")
