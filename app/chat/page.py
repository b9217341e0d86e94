"""The Gradio page: the conversation, the archive and the settings, and the opened article beside them."""

from typing import TYPE_CHECKING

from app.chat.archive_parts import add_archive_parts
from app.chat.ask_parts import add_ask_parts, plain_html
from app.chat.asking import connect_asking
from app.chat.browsing import connect_archive
from app.chat.earlier import connect_earlier
from app.chat.head import head_html, notice_html
from app.chat.programs.gradio_api import add_gradio_api
from app.chat.quiet import QUIET
from app.chat.reader import EMPTY, pane_html
from app.chat.services import Services
from app.chat.settings_tab import add_settings_tab
from app.chat.told import told
from app.chat.turn_events import connect_turns

if TYPE_CHECKING:
    from collections.abc import Sequence

    import gradio as gr


def build_page(services: Services, examples: "Sequence[str]" = ()) -> "gr.Blocks":
    """Return the page.

    Args:
        services: what its handlers need.
        examples: questions offered as buttons.
    """
    import gradio as gr

    def describe(request: gr.Request) -> str:
        try:
            person = services.person(request.username)
            return head_html(services.archive.get().stats(), person)
        except Exception as error:
            return head_html(None, None, told(error))

    with gr.Blocks(
        title="Groundwire", analytics_enabled=False, fill_width=True, delete_cache=(3_600, 3_600)
    ) as page:
        head = plain_html(head_html(None, None), "head")
        pane = plain_html(pane_html(EMPTY), "article", "reader.js", render=False)
        notice = plain_html(notice_html(), "notice", "notice.js", render=False)
        with gr.Row(equal_height=False, elem_id="columns"):
            with gr.Column(scale=3, min_width=320):
                with gr.Tabs(elem_id="tabs"):
                    with gr.Tab("Ask"):
                        parts = add_ask_parts(examples)
                    with gr.Tab("Archive") as archive_tab:
                        archive = add_archive_parts(services.upload_bytes)
                    with gr.Tab("Settings") as settings_tab:
                        add_settings_tab(services, settings_tab, notice)
                notice.render()
            with gr.Column(scale=2, min_width=300):
                pane.render()
        asking = connect_asking(services, parts, notice)
        connect_turns(services, parts, pane, notice)
        connect_earlier(services, parts, asking, page=page, pane=pane, notice=notice)
        add_gradio_api(services)
        page.load(describe, None, head, **QUIET)
        for event in connect_archive(services, archive, archive_tab, pane, notice):
            event.then(describe, None, head, **QUIET)
    return page
