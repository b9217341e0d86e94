"""The Gradio page."""

from importlib import resources
from typing import TYPE_CHECKING, Any

from app.chat.conversation import Asked, Conversation, problem_html, take_turn
from app.chat.markup import text
from app.chat.reader import EMPTY, article_html
from index.article import Span
from index.errors import GroundwireError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import gradio as gr

    from app.api import Groundwire
    from index.archive import ArchiveStats

MAX_QUESTION = 4_000
"""Characters that the question box takes; a longer paste is cut by the browser."""
AT_ONCE = 4
"""Questions answered at the same time; more wait in the queue."""


def build_page(groundwire: "Groundwire", examples: "Sequence[str]" = ()) -> "gr.Blocks":
    """Return the page over an open archive.

    Args:
        groundwire: answers the questions and opens the articles.
        examples: questions offered as buttons.
    """
    import gradio as gr

    def ask(
        question: str,
        since: str | None,
        until: str | None,
        outlets: list[str] | None,
        before: Conversation | None,
    ) -> "Iterator[tuple[str, Conversation]]":
        asked = Asked(
            question=question,
            since=(since or "").strip(),
            until=(until or "").strip(),
            outlets=tuple(outlets or ()),
        )
        yield from take_turn(groundwire, before or Conversation(), asked)

    def open_citation(event: gr.EventData) -> str:
        return _pane(_citation_html(groundwire, event._data))

    stats = groundwire.stats()
    with gr.Blocks(title="Groundwire", analytics_enabled=False, fill_width=True) as page:
        conversation = gr.State(None)
        gr.HTML(_head(stats))
        with gr.Row(equal_height=False):
            with gr.Column(scale=3, min_width=320):
                log = gr.HTML(Conversation().page(), js_on_load=_asset("page.js"), elem_id="conversation")
                with gr.Row(equal_height=True):
                    question = gr.Textbox(
                        label="Question",
                        show_label=False,
                        placeholder="Ask about the articles …",
                        lines=1,
                        max_lines=4,
                        max_length=MAX_QUESTION,
                        scale=8,
                        autofocus=True,
                        elem_id="question",
                    )
                    send = gr.Button("Ask", variant="primary", scale=1, min_width=90, elem_id="ask")
                    stop = gr.Button("Stop", scale=1, min_width=70)
                    clear = gr.Button("Clear", scale=1, min_width=70)
                with gr.Accordion("Filters", open=False), gr.Row():
                    since = gr.Textbox(label="Published on or after", placeholder="2031-03-14")
                    until = gr.Textbox(label="Published on or before", placeholder="2031-03-21")
                    outlets = gr.Dropdown(
                        [name for name, _ in stats.outlets], label="Outlets", multiselect=True, value=[]
                    )
                if examples:
                    gr.Examples(
                        [[example] for example in examples], [question], label="Examples from the archive"
                    )
            with gr.Column(scale=2, min_width=300):
                article = gr.HTML(_pane(EMPTY), js_on_load=_asset("reader.js"), elem_id="article")
        inputs = [question, since, until, outlets, conversation]
        running = []
        for trigger in (question.submit, send.click):
            event = trigger(
                ask,
                inputs,
                [log, conversation],
                concurrency_limit=AT_ONCE,
                concurrency_id="ask",
                api_name=False,
            )
            event.then(lambda: "", None, question, api_name=False)
            running.append(event)
        stop.click(None, cancels=running, api_name=False)
        clear.click(
            lambda: (Conversation().page(), None, _pane(EMPTY)),
            None,
            [log, conversation, article],
            api_name=False,
        )
        log.click(open_citation, None, article, api_name=False, show_progress="hidden")
        _add_programs_api(groundwire)
    return page


def _add_programs_api(groundwire: "Groundwire") -> None:
    """Give programs the same answers as JSON, under `/ask`."""
    import gradio as gr

    def ask(question: str, since: str = "", until: str = "", outlet: str = "") -> dict[str, Any]:
        """Answer a question from the archive; returns the JSON contract's answer, or `{"error": …}`."""
        from app.contract import to_model

        try:
            answer = groundwire.ask(
                question, since=since or None, until=until or None, outlets=(outlet,) if outlet else ()
            )
        except GroundwireError as error:
            return {"error": str(error)}
        return to_model(answer).model_dump(mode="json")

    gr.api(ask, api_name="ask", concurrency_limit=AT_ONCE, concurrency_id="ask")


def _citation_html(groundwire: "Groundwire", data: object) -> str:
    """Return the article that a marker names; what the browser sends is not trusted."""
    try:
        given = dict(data)  # type: ignore[call-overload]
        article = groundwire.article(str(given["article"]), str(given["version"]))
        start, end = int(given["start"]), int(given["end"])
    except GroundwireError as error:
        return problem_html(str(error))
    except (KeyError, TypeError, ValueError):
        return problem_html("That is not a citation of this archive.")
    length = len(article.text)
    return article_html(article, Span(min(max(start, 0), length), min(max(end, 0), length)))


def _head(stats: "ArchiveStats") -> str:
    dates = ""
    if stats.earliest and stats.latest:
        first, last = stats.earliest[:10], stats.latest[:10]
        dates = f", published {first}" if first == last else f", published {first} to {last}"
    held = f"{stats.articles:,} articles in {stats.passages:,} passages{dates}"
    outlets = ", ".join(text(name) for name, _ in stats.outlets[:6])
    return (
        '<header class="gw-head"><h1>Groundwire</h1>'
        f"<p>{held}{'. Outlets: ' + outlets if outlets else ''}.</p></header>"
    )


def _pane(inner: str) -> str:
    return f'<div class="gw-pane" role="region" aria-label="Article" tabindex="0">{inner}</div>'


def _asset(name: str) -> str:
    return (resources.files("app.chat") / name).read_text(encoding="utf-8")
