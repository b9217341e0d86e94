"""Builds the command line and turns errors into one line and an exit code."""

import sys
from collections.abc import Callable

import typer

from index.errors import GroundwireError

INTERRUPTED = 130
"""Exit code of a command that Ctrl-C ended: 128 and the signal's number."""


def build_cli() -> typer.Typer:
    """Return the command line without the evaluation, which the front door adds."""
    from app.cli import article, ask, chat, doctor, index, mcp, recheck, repair, search
    from app.cli.on_servers import on_servers
    from app.cli.users import build_users_app

    cli = typer.Typer(
        help="Cited, checked answers from an archive of news articles.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    for command in (
        index.index,
        search.search,
        ask.ask,
        article.article,
        recheck.recheck,
        chat.chat,
        doctor.doctor,
        repair.repair,
        mcp.mcp,
    ):
        cli.command()(on_servers(command))
    cli.add_typer(build_users_app(), name="users")
    return cli


def run(cli: Callable[[], None]) -> None:
    """Run `cli`; a `GroundwireError` becomes one line on standard error and exit code 1."""
    from app.cli.output import remark

    try:
        cli()
    except GroundwireError as error:
        remark(f"groundwire: {error}")
        sys.exit(1)
    except (KeyboardInterrupt, SystemExit) as end:
        # Typer ends a command at Ctrl-C by an exit with this code, without a word.
        if isinstance(end, SystemExit) and end.code != INTERRUPTED:
            raise
        remark("groundwire: stopped. What was done is kept; the same command goes on from there")
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
