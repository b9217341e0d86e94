"""`groundwire chat`: the page."""

from typing import Annotated

import typer

from app.cli.options import DEFAULT_ARCHIVE, ArchiveOption, JudgeOption


def chat(
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    host: Annotated[str, typer.Option("--host", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port to listen on.")] = 7860,
    judge: JudgeOption = None,
) -> None:
    """Serve the chat page and print its address."""
    from app.api import Groundwire
    from app.chat.serve import serve
    from app.settings import Settings

    settings = Settings(judge=judge) if judge else Settings()
    with Groundwire(archive, settings=settings) as groundwire:
        serve(groundwire, host=host, port=port)
