"""The parts of the tab where questions are asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.chat.assets import asset
from app.chat.conversation import log_html
from app.chat.markup import text

if TYPE_CHECKING:
    import gradio as gr

MAX_QUESTION = 4_000
"""Characters that the question box takes; a longer paste is cut by the browser."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskParts:
    """Components by what they hold.

    Args:
        conversation: id of the open conversation.
        replacing: id of the turn that the next question takes the place of.
        earlier: list of the person's conversations.
        log: the open conversation.
        suggestions: example questions.
        question: the box to type in.
        send: asks.
        stop: stops asking.
        new: begins a new conversation.
        since: filter by first day.
        until: filter by last day.
        as_of: filter by the day on which the question is asked.
        outlets: filter by outlet.
    """

    conversation: "gr.State"
    replacing: "gr.State"
    earlier: "gr.HTML"
    log: "gr.HTML"
    suggestions: "gr.HTML"
    question: "gr.Textbox"
    send: "gr.Button"
    stop: "gr.Button"
    new: "gr.Button"
    since: "gr.Textbox"
    until: "gr.Textbox"
    as_of: "gr.Textbox"
    outlets: "gr.Dropdown"

    @property
    def opened(self) -> list[Any]:
        """What changes when another conversation is opened."""
        return [self.log, self.conversation, self.replacing]


def add_ask_parts(examples: Sequence[str]) -> AskParts:
    """Add the parts; called inside the page.

    Args:
        examples: questions offered as buttons.
    """
    import gradio as gr

    with gr.Accordion("Earlier conversations", open=False, elem_id="earlier-box"):
        earlier = plain_html("", "earlier", "chooser.js")
    log = plain_html(log_html([], None), "conversation", "evidence.js", "conversation.js")
    with gr.Row(equal_height=True, elem_id="asking"):
        question = gr.Textbox(
            label="Question",
            show_label=False,
            container=False,
            placeholder="Ask about the articles …",
            lines=1,
            max_lines=4,
            max_length=MAX_QUESTION,
            scale=8,
            min_width=240,
            elem_id="question",
            html_attributes=gr.InputHTMLAttributes(enterkeyhint="send"),
        )
        send = gr.Button("Ask", variant="primary", scale=1, min_width=80, elem_id="ask")
        stop = gr.Button("Stop", scale=1, min_width=70, elem_id="stop", interactive=False)
        new = gr.Button("New", scale=1, min_width=70, elem_id="new")
    suggestions = plain_html(_examples_html(examples), "examples", "chooser.js")
    with gr.Accordion("Filters", open=False, elem_id="filters"), gr.Row():
        since = gr.Textbox(label="Published on or after", placeholder="2031-03-14", min_width=140)
        until = gr.Textbox(label="Published on or before", placeholder="2031-03-21", min_width=140)
        as_of = gr.Textbox(label="Asked as on the day", placeholder="2031-03-18", min_width=140)
        outlets = gr.Dropdown([], label="Outlets", multiselect=True, value=[], allow_custom_value=True)
    return AskParts(
        conversation=gr.State(None),
        replacing=gr.State(None),
        earlier=earlier,
        log=log,
        suggestions=suggestions,
        question=question,
        send=send,
        stop=stop,
        new=new,
        since=since,
        until=until,
        as_of=as_of,
        outlets=outlets,
    )


def plain_html(value: str, name: str, *scripts: str, render: bool = True) -> "gr.HTML":
    """Return an HTML component that brings no style of its own.

    Args:
        value: HTML, escaped already.
        name: id of its element.
        scripts: files of `app.chat.assets` that run once for it, as one.
        render: whether it stands where it is made.
    """
    import gradio as gr

    return gr.HTML(
        value,
        js_on_load="\n".join(map(asset, scripts)) or None,
        elem_id=name,
        apply_default_css=False,
        render=render,
    )


def _examples_html(examples: Sequence[str]) -> str:
    if not examples:
        return ""
    rows = "".join(
        f'<li><button type="button" data-chosen="{text(example)}">{text(example)}</button></li>'
        for example in examples
    )
    return f'<div class="gw-examples"><h2>Questions that this archive answers</h2><ul>{rows}</ul></div>'
