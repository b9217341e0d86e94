"""The tab where an editor chooses how answers are made, where the operator allows it."""

from typing import TYPE_CHECKING, Any

from app.chat.archive_view import findings_html
from app.chat.ask_parts import plain_html
from app.chat.conversation import problem_html
from app.chat.examination import examine_archive
from app.chat.head import notice_html, problem_notice
from app.chat.quiet import QUIET
from app.chat.services import Services
from app.chat.told import told
from index.errors import InputError

if TYPE_CHECKING:
    import gradio as gr

    from app.settings import Settings

QUOTES, MODEL = "Quotes from the articles", "Sentences of a model, each checked"


def add_settings_tab(services: Services, tab: "gr.Tab", notice: "gr.HTML") -> None:
    """Add the tab's parts and what they do; called inside the tab.

    Args:
        services: what the handlers need.
        tab: shows the settings when it is opened.
        notice: where what just happened is told.
    """
    import gradio as gr

    with gr.Column(visible=False) as choices:
        answerer = gr.Radio([QUOTES, MODEL], value=QUOTES, label="Answers are made of")
        with gr.Row():
            model = gr.Textbox(label="Model", max_length=200, min_width=160)
            judge = gr.Textbox(label="Judge of undecided sentences", max_length=200, min_width=160)
        with gr.Row():
            budget = gr.Number(label="Budget in dollars (0: none set)", minimum=0, min_width=160)
            tokens = gr.Number(label="Budget in tokens (0: none set)", minimum=0, precision=0, min_width=160)
        apply = gr.Button("Apply", variant="primary", elem_id="apply")
    found = plain_html("", "findings")

    def show(request: gr.Request) -> tuple[Any, ...]:
        try:
            editor = services.settings_open and services.person(request.username).editor
            now = services.archive.settings
            findings = findings_html(*examine_archive(services))
        except Exception as error:
            return gr.update(visible=False), *[gr.skip()] * 5, problem_html(told(error))
        made_of = MODEL if now.model else QUOTES
        values = (made_of, now.model or "", now.judge or "", now.budget or 0, now.budget_tokens or 0)
        return gr.update(visible=editor), *values, findings

    def look() -> str:
        try:
            return findings_html(*examine_archive(services))
        except Exception as error:
            return problem_html(told(error))

    def change(
        made_of: str, name: str, opinion: str, dollars: float | None, most: float | None, request: gr.Request
    ) -> str:
        try:
            services.editor(request.username)
            if not services.settings_open:
                raise InputError("The settings cannot be changed here")
            wanted = {
                "model": name.strip() or None if made_of == MODEL else None,
                "judge": opinion.strip() or None,
                "budget": dollars or None,
                "budget_tokens": int(most) if most else None,
            }
            if made_of == MODEL and not wanted["model"]:
                raise InputError("no model is named", hint="Name one that the endpoint has")
            services.archive.use(changed(services.archive.settings, wanted))
        except Exception as error:
            return problem_notice(error)
        return notice_html("Answers are made so from now on, for everybody, until the server ends.")

    values = [answerer, model, judge, budget, tokens]
    shown = [choices, *values, found]
    tab.select(show, None, shown, **QUIET)
    # What was typed stays as it is: it may have been refused.
    # A second look comes after one that still runs, else the findings would be those before the change.
    apply.click(change, values, notice, **QUIET).then(look, None, found, trigger_mode="always_last", **QUIET)


def changed(now: "Settings", wanted: dict[str, Any]) -> "Settings":
    """Return the settings with some of them changed, checked as if they had been set from outside.

    Raises:
        SettingsError: one of them cannot be used, or a model is named without key and endpoint.
    """
    from app.settings import Settings

    settings = Settings(**(now.model_dump() | wanted))
    _ = settings.answers_with_model, settings.judges_with_model
    return settings
