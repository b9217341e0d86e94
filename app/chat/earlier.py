"""Conversations that were had before: listed, opened again, deleted; and the one a reload brings back."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from app.chat.ask_parts import AskParts
from app.chat.conversation import log_html, show
from app.chat.head import notice_html, problem_notice
from app.chat.keeping.store import KeptConversation
from app.chat.markup import text
from app.chat.quiet import QUIET
from app.chat.reader import EMPTY, pane_html
from app.chat.services import Services

if TYPE_CHECKING:
    import gradio as gr


def connect_earlier(
    services: Services,
    parts: AskParts,
    changing: Sequence[Any],
    *,
    page: "gr.Blocks",
    pane: "gr.HTML",
    notice: "gr.HTML",
) -> None:
    """Connect the list of conversations.

    Args:
        services: what the handlers need.
        parts: of the tab.
        changing: events after which the list is another.
        page: the page, which opens a conversation when it is loaded.
        pane: emptied with a new conversation.
        notice: where what just happened is told.
    """
    import gradio as gr

    def listed(request: gr.Request) -> str:
        try:
            return earlier_html(services.store.conversations(services.person(request.username).key))
        except Exception as error:
            return problem_notice(error)

    def opened(conversation_id: str | None, request: gr.Request) -> tuple[Any, ...]:
        try:
            view = show(services, services.person(request.username), conversation_id)
        except Exception as error:
            return log_html([], None), None, None, problem_notice(error)
        return view.html, view.conversation_id, None, notice_html()

    def choose(event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        return opened(str(dict(event._data).get("chosen", "")), request)

    def begin() -> tuple[Any, ...]:
        return log_html([], None), None, None, notice_html(), pane_html(EMPTY)

    def delete(conversation_id: str | None, event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        gone = str(dict(event._data).get("chosen", ""))
        try:
            services.store.delete(services.person(request.username).key, gone)
        except Exception as error:
            return gr.skip(), gr.skip(), gr.skip(), problem_notice(error)
        if gone != conversation_id:
            return gr.skip(), gr.skip(), gr.skip(), notice_html("Deleted.")
        return log_html([], None), None, None, notice_html("Deleted.")

    def load(request: gr.Request) -> tuple[Any, ...]:
        try:
            names = [name for name, _ in services.archive.get().stats().outlets]
        except Exception:  # the head tells what is wrong
            names = []
        return (*opened(dict(request.query_params).get("c"), request), gr.update(choices=names))

    shown = [*parts.opened, notice]
    parts.earlier.select(choose, None, shown, **QUIET)
    parts.new.click(begin, None, [*shown, pane], **QUIET)
    deleted = parts.earlier.delete(delete, parts.conversation, shown, **QUIET)
    loaded = page.load(load, None, [*shown, parts.outlets], **QUIET)
    for event in (*changing, deleted, loaded):
        event.then(listed, None, parts.earlier, **QUIET)


def earlier_html(conversations: Sequence[KeptConversation]) -> str:
    """Return the list as HTML."""
    if not conversations:
        return '<p class="gw-note">None yet.</p>'
    rows = "".join(
        f'<li><button type="button" data-chosen="{text(kept.conversation_id)}" dir="auto">{text(kept.title)}'
        f"</button> <time>{text(kept.updated_at[:16].replace('T', ' '))}</time> "
        f'<button type="button" data-gone="{text(kept.conversation_id)}" '
        f'aria-label="Delete: {text(kept.title)}">Delete</button></li>'
        for kept in conversations
    )
    return f'<ul class="gw-earlier">{rows}</ul>'
