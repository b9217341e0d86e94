"""The parts of the archive's tab."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.chat.ask_parts import plain_html
from app.chat.uploads import MOST_BYTES, MOST_FILES, endings
from index.article_table import Order

if TYPE_CHECKING:
    import gradio as gr


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveParts:
    """Components by what they hold.

    Args:
        words: what is searched for in titles, outlets and authors.
        order: of the table.
        since: filter by first day.
        until: filter by last day.
        outlets: filter by outlet.
        find: shows the table anew.
        offset: rows before the page that is shown.
        table: the table.
        plot: articles by month and outlet.
        changing: what only editors see.
        files: files to add.
        addresses: web addresses to add.
        add: adds them.
        added: how far adding is, and what came of it.
        remove: asks whether the chosen articles are to be removed.
        chosen: ids of the chosen articles, filled when removal is confirmed.
        check: looks at the state of the indexes.
        state: what was found.
    """

    words: "gr.Textbox"
    order: "gr.Dropdown"
    since: "gr.Textbox"
    until: "gr.Textbox"
    outlets: "gr.Dropdown"
    find: "gr.Button"
    offset: "gr.State"
    table: "gr.HTML"
    plot: "gr.HTML"
    changing: "gr.Column"
    files: "gr.File"
    addresses: "gr.Textbox"
    add: "gr.Button"
    added: "gr.HTML"
    remove: "gr.HTML"
    check: "gr.Button"
    state: "gr.HTML"


def add_archive_parts(upload_bytes: int) -> ArchiveParts:
    """Add the parts; called inside the page.

    Args:
        upload_bytes: bytes of one upload, all its files together.
    """
    import gradio as gr

    with gr.Row(equal_height=True):
        words = gr.Textbox(
            label="Title, outlet or author", scale=3, min_width=180, max_length=200, elem_id="words"
        )
        order = gr.Dropdown(
            [order.value for order in Order], value=Order.NEWEST.value, label="Order", scale=1, min_width=130
        )
    with gr.Row(equal_height=True):
        since = gr.Textbox(label="From day", placeholder="2031-03-14", min_width=110)
        until = gr.Textbox(label="To day", placeholder="2031-03-21", min_width=110)
        outlets = gr.Dropdown([], label="Of the outlets", multiselect=True, value=[], allow_custom_value=True)
        find = gr.Button("Show", min_width=80, elem_id="find")
    table = plain_html("", "table", "table.js")
    with gr.Column(visible=False) as changing:
        remove = plain_html(
            '<button type="button" class="gw-button" data-remove>Remove the chosen articles</button>',
            "remove",
            "remover.js",
        )
        with gr.Accordion("Add articles", open=False, elem_id="adding"):
            files = gr.File(
                label=f"Files ({' '.join(endings())})",
                file_count="multiple",
                file_types=endings(),
                height=120,
                elem_id="files",
            )
            plain_html(_limits_html(upload_bytes), "limits", "limits.js")
            addresses = gr.Textbox(
                label="Web addresses, one a line",
                lines=2,
                max_lines=6,
                max_length=20_000,
                elem_id="addresses",
            )
            add = gr.Button("Add", variant="primary", elem_id="add")
    added = plain_html("", "added")
    with gr.Accordion("Articles by month and outlet", open=True):
        plot = plain_html("", "plot")
    with gr.Accordion("State of the indexes", open=False, elem_id="state-box"):
        check = gr.Button("Look", elem_id="check")
        state = plain_html("", "state")
    return ArchiveParts(
        words=words,
        order=order,
        since=since,
        until=until,
        outlets=outlets,
        find=find,
        offset=gr.State(0),
        table=table,
        plot=plot,
        changing=changing,
        files=files,
        addresses=addresses,
        add=add,
        added=added,
        remove=remove,
        check=check,
        state=state,
    )


def _limits_html(upload_bytes: int) -> str:
    limits = f'data-most="{MOST_FILES}" data-each="{MOST_BYTES}" data-all="{upload_bytes}"'
    return (
        f'<p class="gw-note" {limits}>At most {MOST_FILES} files at once, '
        f"each of {MOST_BYTES // 1_000_000} MB, together {upload_bytes // 1_000_000} MB.</p>"
        '<p class="gw-problem" role="alert"></p>'
    )
