"""`groundwire users`: who may log in to the chat page."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.chat import DataOption
from app.cli.options import DEFAULT_ARCHIVE, ArchiveOption
from app.cli.output import console, one_line

if TYPE_CHECKING:
    from app.chat.serving.users import Users

NameArgument = Annotated[str, typer.Argument(help="The user's name.")]


def build_users_app() -> typer.Typer:
    """Return the `users` command with its subcommands."""
    users = typer.Typer(
        help="Say who may log in to the chat page.", no_args_is_help=True, rich_markup_mode=None
    )
    users.command(name="add")(add)
    users.command(name="remove")(remove)
    users.command(name="list")(show)
    return users


def add(
    name: NameArgument,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    data: DataOption = None,
    editor: Annotated[bool, typer.Option("--editor", help="May add and remove articles.")] = False,
) -> None:
    """Add a user, or give a known one a new password; it is asked for, or read from standard input."""
    if sys.stdin.isatty():
        password = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    users = _users(archive, data)
    users.add(name, password, editor=editor)
    console().print(f"{one_line(name)} may log in{' and change the archive' if editor else ''}.")


def remove(name: NameArgument, archive: ArchiveOption = DEFAULT_ARCHIVE, data: DataOption = None) -> None:
    """Remove a user; what they have asked is kept."""
    _users(archive, data).remove(name)
    console().print(f"{one_line(name)} may not log in any more.")


def show(archive: ArchiveOption = DEFAULT_ARCHIVE, data: DataOption = None) -> None:
    """List the users."""
    users = _users(archive, data)
    found = users.all()
    for user in found:
        console().print(f"{user.name}{' (editor)' if user.editor else ''}")
    if not users.any():
        console().print("No users: the page is open to everybody who can reach it.")
    elif not found:
        console().print(f"No users are left, so nobody may log in; without {users.path} the page is open.")


def _users(archive: Path, data: Path | None) -> "Users":
    from app.chat.serve import beside
    from app.chat.serving.users import FILE, Users

    return Users((data or beside(archive)) / FILE)
