"""The front door: public names and the `groundwire` command.

from groundwire import Groundwire

gw = Groundwire("archive-dir")
gw.index("articles/")
answer = gw.ask("How many villages were flooded?")
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.answer import Answer, Citation, Claim, Status, Verdict, VerdictLabel
    from app.api import Groundwire, ask
    from app.settings import Settings
    from index.article import Article, ArticleInfo, Passage, Span
    from index.errors import (
        ArchiveError,
        ArchiveLocked,
        ArchiveTooNew,
        EmbedderMismatch,
        GroundwireError,
        InputError,
        ModelError,
        NotAnArchive,
        SettingsError,
    )
    from index.hit import Filters, Hit

__version__ = "0.1.0"

__all__ = [
    "Answer",
    "ArchiveError",
    "ArchiveLocked",
    "ArchiveTooNew",
    "Article",
    "ArticleInfo",
    "Citation",
    "Claim",
    "EmbedderMismatch",
    "Filters",
    "Groundwire",
    "GroundwireError",
    "Hit",
    "InputError",
    "ModelError",
    "NotAnArchive",
    "Passage",
    "Settings",
    "SettingsError",
    "Span",
    "Status",
    "Verdict",
    "VerdictLabel",
    "ask",
]

_HOMES = {
    "app.answer": ("Answer", "Citation", "Claim", "Status", "Verdict", "VerdictLabel"),
    "app.api": ("Groundwire", "ask"),
    "app.settings": ("Settings",),
    "index.article": ("Article", "ArticleInfo", "Passage", "Span"),
    "index.errors": (
        "ArchiveError",
        "ArchiveLocked",
        "ArchiveTooNew",
        "EmbedderMismatch",
        "GroundwireError",
        "InputError",
        "ModelError",
        "NotAnArchive",
        "SettingsError",
    ),
    "index.hit": ("Filters", "Hit"),
}


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used, so that importing this module costs nothing."""
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module 'groundwire' has no attribute {name!r}")


def __dir__() -> list[str]:
    """List the public names."""
    return sorted([*__all__, "__version__"])


def main() -> None:
    """Run the command line."""
    from app.cli.main import build_cli, run
    from eval.cli import build_eval_app

    cli = build_cli()
    cli.add_typer(build_eval_app(), name="eval")
    run(cli)


if __name__ == "__main__":
    main()
