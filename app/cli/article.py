"""`groundwire article`: one article version as the archive holds it, or what changed between two."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.options import DEFAULT_ARCHIVE, ArchiveOption, JsonOption
from app.cli.output import console, harmless, one_line, print_json

if TYPE_CHECKING:
    from app.version_diff import VersionDiff
    from index.article import Article, ArticleInfo, Span


def article(
    article_id: Annotated[str, typer.Argument(help="The article's id, as searches and citations give it.")],
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    version: Annotated[str | None, typer.Option("--version", help="A version; the current one else.")] = None,
    diff: Annotated[bool, typer.Option("--diff", help="Show what changed since the version before.")] = False,
    against: Annotated[
        str | None, typer.Option("--against", metavar="VERSION", help="With --diff: compare with this one.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Show an article's clean text, to which every citation's offsets refer, or what changed in it."""
    from app.compose import open_archive

    if against and not diff:
        raise typer.BadParameter("it goes with --diff", param_hint="--against")
    with open_archive(archive) as opened:
        if diff:
            from app.version_diff import diff_versions

            found = diff_versions(opened, article_id, version, against)
            print_json(_diff_json(found)) if as_json else _show_diff(found)
            return
        shown = opened.article(article_id, version)
        versions = [info.version for info in opened.versions(article_id)]
    if as_json:
        print_json({**asdict(shown.info), "versions": versions, "text": shown.text})
        return
    out = console()
    out.print(one_line(shown.info.title or shown.info.article_id), style="bold")
    out.print(_details(shown.info, versions), style="dim")
    out.print("\n" + harmless(shown.text))


def _details(info: "ArticleInfo", versions: list[str]) -> str:
    told = [info.outlet, info.author, info.published_at, info.url, f"version {info.version}"]
    if len(versions) > 1:
        told.append(f"{versions.index(info.version) + 1} of {len(versions)}")
    return one_line(" · ".join(part for part in told if part))


def _show_diff(found: "VersionDiff") -> None:
    out = console()
    older, newer = found.older, found.newer
    out.print(one_line(newer.info.title or newer.info.article_id), style="bold")
    out.print(f"from version {older.info.version} to {newer.info.version}", style="dim")
    for name in found.fields:
        out.print(f"{name}: {_field(older, name)} → {_field(newer, name)}", style="yellow")
    for change in found.changes:
        if change.before is not None:
            out.print(f"- {one_line(change.before.of(older.text))}", style="red")
        if change.after is not None:
            out.print(f"+ {one_line(change.after.of(newer.text))}", style="green")
    if not found.fields and not found.changes:
        out.print("Nothing differs but line breaks.")


def _field(shown: "Article", name: str) -> str:
    return one_line(str(getattr(shown.info, name) or "none"))


def _diff_json(found: "VersionDiff") -> dict[str, Any]:
    older, newer = found.older, found.newer
    return {
        "article_id": newer.info.article_id,
        "from": older.info.version,
        "to": newer.info.version,
        "fields": [
            {"field": name, "before": getattr(older.info, name), "after": getattr(newer.info, name)}
            for name in found.fields
        ],
        "changes": [
            {
                "kind": change.kind.value,
                "before": _place(change.before, older.text),
                "after": _place(change.after, newer.text),
            }
            for change in found.changes
        ],
    }


def _place(span: "Span | None", text: str) -> dict[str, Any] | None:
    return None if span is None else {"start": span.start, "end": span.end, "text": span.of(text)}
