"""`--database-url` and `--chroma-url` for every command that opens an archive."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from inspect import Parameter, signature
from typing import Annotated, Any, get_type_hints

import typer

DatabaseOption = Annotated[
    str | None,
    typer.Option(
        "--database-url",
        metavar="URL",
        help="PostgreSQL database of the catalog, postgresql://user@host/name; for one with a password set "
        "GROUNDWIRE_DATABASE_URL, which nobody else on this machine sees.",
    ),
]
ChromaOption = Annotated[
    str | None,
    typer.Option("--chroma-url", metavar="URL", help="Chroma server of the vectors, http://host:8000."),
]
_OPTIONS = {"database_url": DatabaseOption, "chroma_url": ChromaOption}


def on_servers(command: Callable[..., Any]) -> Callable[..., Any]:
    """Return the command with the two options; they go before the settings of the same names."""

    @wraps(command)
    def with_options(*args: Any, **values: Any) -> Any:
        given = {name: values.pop(name) for name in _OPTIONS}
        with _set(given):
            return command(*args, **values)

    own = signature(command)
    more = [
        Parameter(name, Parameter.KEYWORD_ONLY, default=None, annotation=option)
        for name, option in _OPTIONS.items()
    ]
    with_options.__signature__ = own.replace(parameters=[*own.parameters.values(), *more])  # type: ignore[attr-defined]
    with_options.__annotations__ = get_type_hints(command, include_extras=True) | _OPTIONS
    return with_options


@contextmanager
def _set(given: dict[str, str | None]) -> Iterator[None]:
    """Set what is given where `Settings` reads it, while the command runs."""
    names = {f"GROUNDWIRE_{name.upper()}": value for name, value in given.items() if value is not None}
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(names)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
