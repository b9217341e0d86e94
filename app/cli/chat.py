"""`groundwire chat`: the page."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.options import DEFAULT_ARCHIVE, ArchiveOption, JudgeOption

DataOption = Annotated[
    Path | None,
    typer.Option("--data", help="Folder for conversations, users and added files; ARCHIVE.chat else."),
]


def chat(
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    host: Annotated[str, typer.Option("--host", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port to listen on.")] = 7860,
    judge: JudgeOption = None,
    data: DataOption = None,
    allow_host: Annotated[
        list[str] | None,
        typer.Option("--allow-host", help="A further name by which the server may be called; repeatable."),
    ] = None,
    changes: Annotated[
        bool | None,
        typer.Option(
            "--changes/--no-changes",
            help="Whether visitors may add and remove articles; without it, on this machine alone.",
        ),
    ] = None,
    allow_settings: Annotated[
        bool,
        typer.Option("--allow-settings", help="Let those who may change the archive change settings too."),
    ] = False,
    upload_mb: Annotated[
        int, typer.Option("--upload-mb", min=1, max=10_000, help="Largest upload, all files together.")
    ] = 200,
    allow_private: Annotated[
        bool,
        typer.Option("--allow-private", help="Let pages of private and loopback addresses be added too."),
    ] = False,
) -> None:
    """Serve the chat page and print its address; once there are users, everybody must log in."""
    from app.api import Groundwire
    from app.chat.serve import Serving, serve
    from app.settings import Settings

    serving = Serving(
        host=host,
        port=port,
        data=data,
        hosts=tuple(allow_host or ()),
        changes=changes,
        settings_open=allow_settings,
        upload_bytes=upload_mb * 1_000_000,
        allow_private=allow_private,
    )
    settings = Settings(judge=judge) if judge else Settings()
    with Groundwire(archive, settings=settings) as groundwire:
        serve(groundwire, serving, settings)
