"""The archive as HTML: the table of articles, what came of adding some, the state of the indexes."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.chat.markup import text
from index.article_table import ListedArticle, Listing
from index.report import IndexReport

PAGE = 50
"""Rows of the table at once."""
_REJECTED_SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """What adding articles did, for the one who added them.

    Args:
        report: of the index.
        refused: `(name, reason)` of what did not come as far as the index.
    """

    report: IndexReport | None
    refused: Sequence[tuple[str, str]] = ()


def table_html(listing: Listing, offset: int, *, may_remove: bool) -> str:
    """Return a page of the table; its buttons open articles and turn pages.

    Args:
        listing: the page.
        offset: rows before it.
        may_remove: whether articles can be chosen for removal.
    """
    if not listing.rows:
        return '<p class="gw-note">No article matches.</p>'
    first, last = offset + 1, offset + len(listing.rows)
    turns = (
        '<nav class="gw-pages" aria-label="Pages">'
        f"{_turn('Earlier', offset - PAGE, offset > 0)}"
        f"<span>{first:,} to {last:,} of {listing.total:,}</span>"
        f"{_turn('Later', offset + PAGE, last < listing.total)}</nav>"
    )
    chosen = '<th scope="col"><span class="gw-hidden">Chosen</span></th>' if may_remove else ""
    rows = "".join(_row(row, may_remove=may_remove) for row in listing.rows)
    return (
        f'<div class="gw-table" tabindex="0" role="region" aria-label="Articles"><table><thead><tr>{chosen}'
        '<th scope="col">Title</th><th scope="col">Outlet</th><th scope="col">Published</th>'
        f'<th scope="col">Characters</th></tr></thead><tbody>{rows}</tbody></table></div>{turns}'
    )


def _row(row: ListedArticle, *, may_remove: bool) -> str:
    info = row.info
    name = info.title or info.article_id
    box = ""
    if may_remove:
        box = (
            f'<td><input type="checkbox" value="{text(info.article_id)}" '
            f'aria-label="Choose: {text(name)}"></td>'
        )
    copy = ' <span class="gw-note">(same text as another)</span>' if row.is_copy else ""
    return (
        f'<tr>{box}<td dir="auto"><button type="button" class="gw-open" '
        f'data-article="{text(info.article_id)}">{text(name)}</button>{copy}</td>'
        f'<td dir="auto">{text(info.outlet or "")}</td><td>{text((info.published_at or "")[:10])}</td>'
        f"<td>{row.characters:,}</td></tr>"
    )


def _turn(name: str, offset: int, possible: bool) -> str:
    state = "" if possible else " disabled"
    return f'<button type="button" class="gw-button" data-offset="{max(offset, 0)}"{state}>{name}</button>'


def progress_html(done: int, total: int, stage: str) -> str:
    """Return how far adding is."""
    words = f"{stage}: {done:,} of {total:,} articles" if total else f"{stage} …"
    bar = f'<progress max="{max(total, 1)}" value="{done}" aria-label="Adding articles"></progress>'
    return f'<div class="gw-progress">{bar}<span>{text(words)}</span></div>'


def changed_html(changed: Changed) -> str:
    """Return what adding did, with everything that was rejected and why."""
    report = changed.report
    refused = list(changed.refused)
    told = ""
    if report:
        counts = [(report.added, "added"), (report.updated, "updated"), (report.unchanged, "unchanged")]
        counts += [(report.duplicates, "with the text of another"), (report.removed, "removed")]
        said = ", ".join(f"{count:,} {name}" for count, name in counts if count) or "Nothing was added"
        told = f'<p class="gw-done">{text(said)}. The archive holds {report.articles:,} articles now.</p>'
        refused += [(one.path, one.reason) for one in report.rejected]
    if not refused:
        return told
    rows = "".join(
        f'<li dir="auto"><strong>{text(name)}</strong>: {text(why)}</li>'
        for name, why in refused[:_REJECTED_SHOWN]
    )
    more = len(refused) - _REJECTED_SHOWN
    rest = f"<li>and {more:,} more</li>" if more > 0 else ""
    return f'{told}<h2>Rejected: {len(refused):,}</h2><ul class="gw-rejected">{rows}{rest}</ul>'


def findings_html(findings: Sequence[tuple[str, bool, str]], revision: int | None = None) -> str:
    """Return what the doctor found, in words.

    Args:
        findings: `(part, whether it can be used, message)`.
        revision: of the archive, when it can be read.
    """
    rows = "".join(
        f'<li class="{"gw-good" if ok else "gw-wrong"}"><span aria-hidden="true">{"✓" if ok else "✗"}</span> '
        f"<strong>{text(part)}</strong>{'' if ok else ' (to mend)'}: {text(message)}</li>"
        for part, ok, message in findings
    )
    at = f'<p class="gw-note">Revision {revision:,}.</p>' if revision is not None else ""
    return f'<ul class="gw-findings">{rows}</ul>{at}'
