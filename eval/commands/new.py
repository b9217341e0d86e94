"""`groundwire eval new`: draft cases from an archive, for a person to correct."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from app.cli.options import DEFAULT_ARCHIVE, ArchiveOption

if TYPE_CHECKING:
    from index.article import Article


def new(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="Case file to write, JSONL; must not exist.")],
    *,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    limit: Annotated[int, typer.Option("--limit", min=1, help="Most drafts.")] = 50,
    by: Annotated[
        Literal["rules", "model"] | None,
        typer.Option("--by", help="Who drafts; the model when one is set, when left out."),
    ] = None,
) -> None:
    """Draft cases from sentences with figures, dates, names and quotes, for a person to correct.

    Without a model the questions are left to the person. With one, each draft's quote is checked against its
    article. Exit code 1 when the model failed on an article; the rules drafted it instead.
    """
    import json

    from app.cli.output import console, remark
    from app.compose import open_archive
    from app.settings import Settings
    from eval.drafting.rules import draft_cases
    from index.errors import InputError

    if out.exists():
        raise InputError(f"{out} is there already", hint="Drafts never overwrite; give another name")
    settings = Settings()
    with_model = by == "model" or (by is None and settings.answers_with_model)
    held = open_archive(archive, settings=settings)
    try:
        infos = held.articles(limit=limit)
        articles = [held.article(info.article_id) for info in infos]
    finally:
        held.close()
    failed: list[str] = []
    if with_model:
        rows, failed = _by_model(articles, limit, settings)
    else:
        rows = list(draft_cases(articles, limit=limit))
    try:
        with out.open("x", encoding="utf-8") as stream:
            stream.writelines(json.dumps(row, ensure_ascii=True) + "\n" for row in rows)
    except OSError as error:
        raise InputError(f"cannot write {out}: {error.strerror}") from None
    todo = "check the questions" if with_model else "write the questions"
    console().print(f"{len(rows)} drafts in {out}: {todo}, correct the facts, remove the tag draft")
    for line in failed:
        remark(line)
    if failed:
        raise typer.Exit(1)


def _by_model(
    articles: "Sequence[Article]", limit: int, settings: Any
) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the drafts, and a line for each article on which the model failed and the rules stood in."""
    from collections import Counter
    from contextlib import closing

    from app.cli.output import remark
    from app.model.build import build_model
    from eval.commands.show import progress_bar
    from eval.drafting.by_model import ModelDrafter
    from eval.drafting.rules import draft_cases
    from index.errors import ModelError

    rows: list[dict[str, Any]] = []
    failed: list[str] = []
    dropped: Counter[str] = Counter()
    with closing(build_model(settings)) as model, progress_bar("drafting") as progress:
        drafter = ModelDrafter(model)
        for number, article in enumerate(articles, 1):
            if len(rows) >= limit:
                break
            try:
                drafted = drafter.draft(article, f"draft-{number}")
            except ModelError as error:
                failed.append(f"{article.info.article_id}: {error}. Drafted by rules instead")
                rows += [
                    {**row, "id": f"draft-{number}-rules-{at}"}
                    for at, row in enumerate(draft_cases([article], limit=limit - len(rows)), 1)
                ]
            else:
                rows += drafted.cases
                dropped += drafted.dropped
            progress(number, len(articles), article.info.title or "")
    if dropped:
        told = ", ".join(f"{count} because {why}" for why, count in dropped.most_common())
        remark(f"{dropped.total()} drafts were thrown away: {told}")
    return rows[:limit], failed
