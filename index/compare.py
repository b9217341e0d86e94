"""What an article just read means for the archive: new, changed, unchanged, a copy, or in conflict."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum, auto

from index.article import Article, ArticleInfo
from index.catalog_held import Held, HeldArticles
from index.catalog_sources import Link, SourceBook


class Outcome(Enum):
    """What becomes of an article."""

    ADDED = auto()
    UPDATED = auto()
    UNCHANGED = auto()
    DUPLICATE = auto()
    REJECTED = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What becomes of an article, and how.

    Args:
        outcome: how it counts.
        write: whether the catalog must change.
        copy_of: key of the article with the same text, when it is written as a copy.
        indexed: whether it gets passages of its own.
        key: key of the article already held, if any.
        reason: why it is rejected.
        take_over: whether its source becomes the one that may change it.
    """

    outcome: Outcome
    write: bool = False
    copy_of: int | None = None
    indexed: bool = True
    key: int | None = None
    reason: str = ""
    take_over: bool = False


def decide(
    article: Article,
    path: str,
    read_id: int,
    *,
    catalog: HeldArticles,
    book: SourceBook,
    exists: Callable[[str], bool],
) -> Decision:
    """Return what becomes of `article`, read from the source `path` in the run `read_id`.

    The source that first gave an article owns it: its changes become new versions. Another source that
    gives the same id with the same text is counted as a duplicate; with another text it takes over when the
    owner is gone, or when both clearly mean one article (same URL or same title), and is
    rejected otherwise, since two articles that merely share an id must not overwrite each other.

    Args:
        article: as read now.
        path: of its source.
        read_id: of this run.
        catalog: inside the transaction.
        book: inside the transaction.
        exists: whether a source is still there.
    """
    held = catalog.held(article.info.article_id)
    if held is None or held.info is None:
        return write_decision(article, Outcome.ADDED, held, catalog)
    link = book.linked(path, held.key)
    if link and link.read_id == read_id:
        return _again(article, held, link)
    if held.owner == path or not exists(held.owner):  # its file may have been moved or renamed
        return _from_owner(article, path, held, catalog)
    if held.info.version == article.info.version or (link and link.version == article.info.version):
        return Decision(outcome=Outcome.DUPLICATE, key=held.key)
    if _same_story(held.info, article.info):
        return write_decision(article, Outcome.UPDATED, held, catalog)
    return Decision(
        outcome=Outcome.REJECTED,
        reason=f"its id {article.info.article_id!r} is already that of another article, from {held.owner}",
    )


def _from_owner(article: Article, path: str, held: Held, catalog: HeldArticles) -> Decision:
    if held.info and replace(held.info, source_path=article.info.source_path) == article.info:
        outcome = Outcome.DUPLICATE if held.is_copy else Outcome.UNCHANGED
        return Decision(outcome=outcome, key=held.key, take_over=held.owner != path)
    return write_decision(article, Outcome.UPDATED, held, catalog)


def _again(article: Article, held: Held, link: Link) -> Decision:
    if link.version == article.info.version:
        return Decision(outcome=Outcome.DUPLICATE, key=held.key)
    return Decision(
        outcome=Outcome.REJECTED,
        reason=f"its id {article.info.article_id!r} stands earlier in the file with another text",
    )


def write_decision(article: Article, outcome: Outcome, held: Held | None, catalog: HeldArticles) -> Decision:
    """Return how to write `article`: as itself, or as a copy of the one whose exact text it has."""
    key = held.key if held else None
    same = catalog.same_text(article)
    if same is None:
        return Decision(outcome=outcome, write=True, key=key)
    return Decision(outcome=Outcome.DUPLICATE, write=True, key=key, copy_of=same.key, indexed=same.told_apart)


def _same_story(held: ArticleInfo, given: ArticleInfo) -> bool:
    if held.url and given.url:
        return held.url == given.url
    return bool(given.title) and held.title.casefold() == given.title.casefold()


def unusable(article: Article) -> str | None:
    """Return why an article's text cannot be kept, None when it can."""
    try:
        article.text.encode()
    except UnicodeEncodeError:
        return "its text holds lone surrogates, which are no characters"
    return "its text holds NUL characters" if "\0" in article.text else None
