"""Answers to show: questions over a folder of articles, quoted and through a scripted model, and one answer
in the terminal with a withheld sentence.

    python -m bench.shown [FOLDER] [QUESTION ...]

Without a folder the sample articles and a question about them are used. The scripted model copies what it
reads (`bench.scripted_model`); in the last part it makes a figure up, so that the check has something to
withhold. Everything goes through the product: archive, engine, HTTP client, check, terminal.
"""

import argparse
import re
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from rich.console import Console

from app.cli.show_answer import show_answer
from app.compose import build_engine, open_archive
from app.settings import Settings
from bench.scripted_model import reply
from index.archive import Archive
from tests.support.model_server import Reply, Stream, running

SAMPLE = Path(__file__).parents[1] / "eval" / "sample" / "articles"
QUESTIONS = ("How many people died in the fire on the Calla Rune?",)
Script = Callable[[dict[str, Any]], Reply]
_FIGURE = re.compile(
    r"(?<![\w.,\[])(?:\d{1,6}(?![\w.,\]])|(?:two|three|four|five|six|seven|eight|nine|ten|twelve)\b)",
    re.IGNORECASE,
)


def careful(request: dict[str, Any]) -> Reply:
    """Reply without a mistake."""
    return reply(request, flaws_in=0)


def lying(request: dict[str, Any]) -> Reply:
    """Reply, but say the first sentence with another figure before; stand by it when it is sent back."""
    told = careful(request)
    if not isinstance(told, Stream):
        return told
    text = "".join(piece for piece in told.pieces if isinstance(piece, str))
    first = text.split("\n")[0]
    lie = _FIGURE.sub("4,017", first, count=1)
    return Stream(pieces=[lie if "failed its check" in str(request) else f"{lie}\n{text}"])


def show(
    archive: Archive, questions: Sequence[str], script: Callable[[dict[str, Any]], Reply] | None
) -> None:
    """Print the answers to `questions`, extractive ones when there is no script."""
    out = Console(width=100, no_color=True, highlight=False, markup=False)
    with running(script or careful) as server:
        settings = Settings(base_url=server.url, model="scripted", cache=False) if script else Settings()
        with closing(build_engine(archive, settings=settings)) as engine:
            for question in questions:
                out.print(f"\n$ groundwire ask “{question}”")
                show_answer(engine.ask(question), out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=SAMPLE)
    parser.add_argument("questions", nargs="*", default=list(QUESTIONS))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="groundwire-shown-") as name:
        path = Path(name) / "archive"
        with closing(open_archive(path, create=True)) as archive:
            archive.index([options.folder])
            print("— quoted, without a model —")
            show(archive, options.questions, None)
            print("\n— through a scripted model —")
            show(archive, options.questions, careful)
            print("\n— through a scripted model that makes a figure up —")
            show(archive, options.questions[:1], lying)


if __name__ == "__main__":
    main()
