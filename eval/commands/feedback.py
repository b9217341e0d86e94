"""`groundwire eval feedback`: what readers said on the chat page, as draft cases."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.chat import DataOption
from app.cli.options import DEFAULT_ARCHIVE, ArchiveOption


def feedback(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="Case file to write, JSONL; must not exist.")],
    *,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    data: DataOption = None,
) -> None:
    """Write readers' feedback as draft cases; a person corrects them and removes the tag draft."""
    import json

    from app.chat.keeping.schema import FILE
    from app.chat.keeping.store import ChatStore
    from app.chat.serve import beside
    from app.cli.output import console
    from eval.feedback_cases import feedback_cases
    from index.errors import InputError

    folder = data or beside(archive)
    if not (folder / FILE).exists():
        raise InputError(f"there are no conversations in {folder}", hint="Give their folder with --data")
    store = ChatStore.open(folder)
    try:
        rows = list(feedback_cases(store.judged()))
    finally:
        store.close()
    try:
        with out.open("x", encoding="utf-8") as stream:
            stream.writelines(json.dumps(row, ensure_ascii=True) + "\n" for row in rows)
    except FileExistsError:
        raise InputError(
            f"{out} is there already", hint="Drafts never overwrite; give another name"
        ) from None
    except OSError as error:
        raise InputError(f"cannot write {out}: {error.strerror}") from None
    console().print(f"{len(rows)} drafts in {out}: correct them, and remove the tag draft")
