"""`groundwire ask`: one question, answered in the terminal."""

from typing import Annotated

import typer

from app.cli.options import (
    DEFAULT_ARCHIVE,
    ArchiveOption,
    AsOfOption,
    JsonOption,
    JudgeOption,
    OutletOption,
    SinceOption,
    UntilOption,
)
from app.cli.output import print_json
from app.filters import make_filters


def ask(
    question: Annotated[str, typer.Argument(help="The question.")],
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    since: SinceOption = None,
    until: UntilOption = None,
    as_of: AsOfOption = None,
    outlet: OutletOption = None,
    judge: JudgeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Answer a question from the archive, each sentence cited and checked."""
    from app.compose import open_engine
    from app.settings import Settings

    filters = make_filters(since, until, outlet or (), as_of=as_of)
    settings = Settings(judge=judge) if judge else Settings()
    with open_engine(archive, settings=settings) as engine:
        answer = engine.ask(question, filters=filters)
    if as_json:
        from app.contract import to_model

        print_json(to_model(answer).model_dump(mode="json"))
        return
    from app.cli.show_answer import show_answer

    show_answer(answer)
