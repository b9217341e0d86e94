"""Two versions of one article side by side: what its text and its details say otherwise."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.article import Article
from index.changes import Change, find_changes
from index.errors import InputError

if TYPE_CHECKING:
    from index.archive import Archive

FIELDS = ("title", "outlet", "author", "published_at", "modified_at", "url", "language")


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionDiff:
    """What differs between two versions.

    Args:
        older: the version compared with.
        newer: the version that is told of.
        fields: names of details that differ.
        changes: of the text.
    """

    older: Article
    newer: Article
    fields: tuple[str, ...]
    changes: tuple[Change, ...]


def diff_versions(
    archive: "Archive", article_id: str, version: str | None = None, against: str | None = None
) -> VersionDiff:
    """Return what changed in an article.

    Args:
        archive: holds it.
        article_id: its id.
        version: the newer side; when None, the current one, or the last of an article that was removed.
        against: the older side; the latest other version before `version` when None.

    Raises:
        InputError: there is no such article or version, or only one version of it.
    """
    known = archive.versions(article_id)
    if version is None and known:
        current = archive.current_version(article_id)
        version = current or known[-1].version
    newer = archive.article(article_id, version)
    if against is None:
        others = [info.version for info in known if info.version != newer.info.version]
        places = [info.version for info in known]
        before = [v for v in others if places.index(v) < places.index(newer.info.version)]
        if not others:
            raise InputError(
                f"The article {article_id!r} has one version only, so there is nothing to compare",
                hint="A changed article gets another version when it is indexed again",
            )
        against = (before or others)[-1]
    older = archive.article(article_id, against)
    return VersionDiff(
        older=older,
        newer=newer,
        fields=tuple(f for f in FIELDS if getattr(older.info, f) != getattr(newer.info, f)),
        changes=tuple(find_changes(older.text, newer.text)),
    )
