"""What happens on the archive's tab: the table's pages, the plot, adding, removing, the state of things."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from app.chat.adding import add_articles, remove_articles
from app.chat.archive_parts import ArchiveParts
from app.chat.archive_view import PAGE, findings_html, table_html
from app.chat.conversation import problem_html
from app.chat.coverage_plot import plot_html
from app.chat.examination import examine_archive
from app.chat.head import notice_html, problem_notice
from app.chat.quiet import QUEUED, QUIET
from app.chat.reader import opened_html, pane_html
from app.chat.services import Services
from app.chat.told import told
from index.article_table import Order, count_by_month, list_articles

if TYPE_CHECKING:
    import gradio as gr


def connect_archive(
    services: Services, parts: ArchiveParts, tab: "gr.Tab", pane: "gr.HTML", notice: "gr.HTML"
) -> list[Any]:
    """Connect the parts and return the events after which the archive holds something else.

    Args:
        services: what the handlers need.
        parts: of the tab.
        tab: shows the table when it is opened.
        pane: where articles are opened.
        notice: where what just happened is told.
    """
    import gradio as gr

    def table(
        words: str, order: str, since: str, until: str, outlets: list[str], offset: int, key: str | None
    ) -> str:
        from app.filters import make_filters

        filters = make_filters(since.strip() or None, until.strip() or None, tuple(outlets or ()))
        listing = list_articles(
            services.archive.get().archive.catalog.engine,
            words,
            filters,
            Order(order) if order in set(Order) else Order.NEWEST,
            offset=offset,
            limit=PAGE,
        )
        return table_html(listing, offset, may_remove=services.person(key).editor)

    def show(
        words: str, order: str, since: str, until: str, outlets: list[str], offset: int, request: gr.Request
    ) -> str:
        try:
            return table(words, order, since, until, outlets, int(offset or 0), request.username)
        except Exception as error:
            return problem_html(told(error))

    def turn(event: gr.EventData) -> int:
        return max(0, min(int(dict(event._data).get("offset", 0)), 10_000_000))

    def draw() -> str:
        try:
            return plot_html(count_by_month(services.archive.get().archive.catalog.engine))
        except Exception as error:
            return problem_html(told(error))

    def allow(request: gr.Request) -> tuple[Any, Any]:
        try:
            names = [name for name, _ in services.archive.get().stats().outlets]
            editor = services.person(request.username).editor
        except Exception:  # the table tells what is wrong
            names, editor = [], False
        return gr.update(visible=editor), gr.update(choices=names)

    def open_article(event: gr.EventData) -> str:
        return pane_html(opened_html(services.archive, event._data))

    def add(
        files: list[str] | None, addresses: str | None, request: gr.Request
    ) -> Iterator[tuple[Any, Any, Any]]:
        try:
            person = services.editor(request.username)
            for html in add_articles(services, person, [str(file) for file in files or ()], addresses or ""):
                yield html, gr.skip(), gr.skip()
            yield gr.skip(), None, ""
        except Exception as error:
            yield problem_html(told(error)), gr.skip(), gr.skip()

    def remove(event: gr.EventData, request: gr.Request) -> str:
        try:
            services.editor(request.username)
            chosen = [str(name) for name in list(dict(event._data).get("chosen", []))[:1_000]]
            count = remove_articles(services, chosen)
        except Exception as error:
            return problem_notice(error)
        return notice_html(f"{count:,} article{'' if count == 1 else 's'} removed; old citations still open.")

    def look(request: gr.Request) -> str:
        try:
            services.person(request.username)
            return findings_html(*examine_archive(services))
        except Exception as error:
            return problem_html(told(error))

    filters = [parts.words, parts.order, parts.since, parts.until, parts.outlets, parts.offset]
    tab.select(allow, None, [parts.changing, parts.outlets], **QUIET)
    tab.select(draw, None, parts.plot, **QUIET)
    tab.select(show, filters, parts.table, **QUIET)
    for event in (parts.words.submit, parts.find.click, parts.order.input):
        event(lambda: 0, None, parts.offset, **QUIET).then(show, filters, parts.table, **QUIET)
    parts.table.select(turn, None, parts.offset, **QUIET).then(show, filters, parts.table, **QUIET)
    parts.table.click(open_article, None, pane, **QUIET)
    parts.check.click(look, None, parts.state, **QUIET)
    alone: dict[str, Any] = {**QUEUED, "concurrency_limit": 2, "concurrency_id": "change"}
    changed = [
        parts.add.click(
            add, [parts.files, parts.addresses], [parts.added, parts.files, parts.addresses], **alone
        ),
        parts.remove.delete(remove, None, notice, **alone),
    ]
    for event in changed:
        event.then(show, filters, parts.table, **QUIET).then(draw, None, parts.plot, **QUIET)
    return changed
