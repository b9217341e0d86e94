"""The functions for programs as Gradio endpoints: `/ask`, `/search` and `/article`."""

from collections.abc import Callable
from typing import Any

from app.chat.programs import functions
from app.chat.services import Services
from app.chat.told import told

AT_ONCE = 4


def add_gradio_api(services: Services) -> None:
    """Add the endpoints to the page; called inside it."""
    import gradio as gr

    def guarded(request: gr.Request, call: Callable[[], Any]) -> Any:
        try:
            services.may_ask(services.person(request.username))
            return call()
        except Exception as error:
            return {"error": told(error)}

    def ask(
        request: gr.Request, question: str, since: str = "", until: str = "", outlet: str = ""
    ) -> dict[str, Any]:
        """Answer a question from the archive, each sentence cited and checked.

        Args:
            question: a question in plain words.
            since: only articles published on or after this day, such as 2031-03-14.
            until: only articles published on or before this day.
            outlet: only articles of this outlet.

        Returns:
            The answer in Groundwire's JSON contract, or {"error": one sentence}.
        """
        return guarded(  # type: ignore[no-any-return]
            request, lambda: functions.ask(services.archive.get(), question, since, until, outlet)
        )

    def search(
        request: gr.Request, query: str, k: int = 10, since: str = "", until: str = "", outlet: str = ""
    ) -> list[dict[str, Any]] | dict[str, Any]:
        """Find the passages nearest to a query.

        Args:
            query: what to look for.
            k: how many passages, at most 100.
            since: only articles published on or after this day, such as 2031-03-14.
            until: only articles published on or before this day.
            outlet: only articles of this outlet.

        Returns:
            A list of passages with their article, offsets and score, or {"error": one sentence}.
        """
        return guarded(  # type: ignore[no-any-return]
            request, lambda: functions.search(services.archive.get(), query, k, since, until, outlet)
        )

    def article(request: gr.Request, article_id: str, version: str = "") -> dict[str, Any]:
        """Open an article: its clean text, to which every citation's offsets refer.

        Args:
            article_id: as answers and searches give it.
            version: one version of it; the current one when empty.

        Returns:
            What is known of the article and its text, or {"error": one sentence}.
        """
        return guarded(  # type: ignore[no-any-return]
            request, lambda: functions.article(services.archive.get(), article_id, version)
        )

    gr.api(ask, api_name="ask", concurrency_limit=AT_ONCE, concurrency_id="ask")
    gr.api(search, api_name="search", concurrency_limit=AT_ONCE)
    gr.api(article, api_name="article", concurrency_limit=AT_ONCE)
