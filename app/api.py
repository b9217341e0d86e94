"""The Python API: one object over one archive."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from app.answer import Answer
    from app.engine import Engine
    from app.events import Event
    from app.recheck import RecheckedAnswer
    from app.settings import Settings
    from index.archive import Archive, ArchiveStats, IndexReport
    from index.article import Article
    from index.embedding.base import Embedder
    from index.hit import Hit

Progress = Callable[[int, int, str], None]
"""Told `(articles done, articles in all, stage)` while indexing."""

Day = date | str | None
"""A day, or its text such as `2031-03-14`."""


class Groundwire:
    """Answers questions from one archive folder.

    Nothing is opened before it is needed; use it as a context manager, or call `close`.

    Args:
        archive: the archive's folder; `index` makes it when it is not there.
        settings: from the environment when None.
        embedder: in place of the one that the settings name.
    """

    def __init__(
        self,
        archive: str | PathLike[str],
        *,
        settings: "Settings | None" = None,
        embedder: "Embedder | None" = None,
    ) -> None:
        self._path = Path(archive)
        self._settings = settings
        self._embedder = embedder
        self._archive: Archive | None = None
        self._engine: Engine | None = None

    def index(
        self,
        paths: str | PathLike[str] | Sequence[str | PathLike[str]] = (),
        *,
        prune: bool = False,
        progress: Progress | None = None,
        feeds: Sequence[str] = (),
        sitemaps: Sequence[str] = (),
        limit: int | None = None,
        since: Day = None,
        allow_private: bool = False,
    ) -> "IndexReport":
        """Add articles from files, folders and the web; what has not changed is not embedded again.

        Args:
            paths: one path or web address, or several.
            prune: remove articles whose file is gone from the given folders, or whose page is gone.
            progress: see `Progress`.
            feeds: addresses of RSS or Atom feeds.
            sitemaps: addresses of sitemaps.
            limit: most articles of each feed and sitemap, newest first.
            since: only articles of feeds and sitemaps published on or after this day.
            allow_private: fetch from loopback, link-local and private addresses too.

        Raises:
            InputError: no source is named, or a day cannot be read.
            ArchiveError: the archive cannot be used or another process is writing to it.
        """
        from app.settings import Settings
        from app.sources import fetch_policy, make_sources, reading_limits

        several = [paths] if isinstance(paths, str | PathLike) else list(paths)
        settings = self._settings or Settings()
        sources = make_sources(several, feeds=feeds, sitemaps=sitemaps, limit=limit, since=since, prune=prune)
        return self._open(create=True).index(
            sources.paths,
            prune=prune,
            progress=progress,
            web=sources.web,
            policy=fetch_policy(settings, allow_private=allow_private),
            limits=reading_limits(settings),
        )

    def search(
        self,
        query: str,
        k: int = 10,
        *,
        since: Day = None,
        until: Day = None,
        outlets: Sequence[str] = (),
    ) -> "list[Hit]":
        """Return at most `k` hits, best first.

        Raises:
            InputError: the query holds no word or is too long, or a date cannot be read.
            ArchiveError: the archive cannot be used.
        """
        from app.filters import make_filters
        from app.questions import checked_question

        filters = make_filters(since, until, outlets)
        return self._open().search(checked_question(query), k=k, filters=filters)

    def ask(
        self,
        question: str,
        *,
        since: Day = None,
        until: Day = None,
        outlets: Sequence[str] = (),
        history: Sequence[tuple[str, str]] = (),
    ) -> "Answer":
        """Answer a question from the archive.

        Args:
            question: the question.
            since: only articles published on or after this day.
            until: only articles published on or before this day.
            outlets: only articles of these outlets.
            history: earlier `(question, answer text)` turns, which make a follow-up whole and are never
                evidence.

        Raises:
            InputError: the question holds no word or is too long, or a date cannot be read.
            ArchiveError: the archive cannot be used.
        """
        from app.filters import make_filters

        filters = make_filters(since, until, outlets)
        return self._answering().ask(question, filters=filters, history=history)

    def stream(
        self,
        question: str,
        *,
        since: Day = None,
        until: Day = None,
        outlets: Sequence[str] = (),
        history: Sequence[tuple[str, str]] = (),
    ) -> "Iterator[Event]":
        """Yield the events of `ask` as they happen; see `app.events`."""
        from app.filters import make_filters

        filters = make_filters(since, until, outlets)
        return self._answering().stream(question, filters=filters, history=history)

    def article(self, article_id: str, version: str | None = None) -> "Article":
        """Return an article as the archive holds it; the current version when `version` is None.

        Raises:
            InputError: there is no such article or version.
        """
        return self._open().article(article_id, version)

    def recheck(self, answer: "Answer | str | PathLike[str]") -> "RecheckedAnswer":
        """Return what became of the citations of an earlier answer: current, superseded or withdrawn.

        Args:
            answer: the answer, or the file that `groundwire ask --json` wrote.

        Raises:
            InputError: the file cannot be read or holds no answer.
            ArchiveError: the archive cannot be used.
        """
        from app.contract import to_model
        from app.recheck import read_answer, recheck

        given = read_answer(Path(answer)) if isinstance(answer, str | PathLike) else to_model(answer)
        return recheck(given, self._open())

    def newest(self, count: int) -> "Iterator[Article]":
        """Yield the newest articles, at most `count`."""
        archive = self._open()
        for info in archive.articles(limit=count):
            yield archive.article(info.article_id, info.version)

    @property
    def archive(self) -> "Archive":
        """The open archive.

        Raises:
            ArchiveError: it cannot be used.
        """
        return self._open()

    @property
    def path(self) -> Path:
        """The archive's folder."""
        return self._path

    def stats(self) -> "ArchiveStats":
        """Return how much the archive holds and of which dates and outlets."""
        return self._open().stats()

    def with_settings(self, settings: "Settings") -> "Groundwire":
        """Return one that answers with other settings over the same open archive."""
        other = Groundwire(self._path, settings=settings, embedder=self._embedder)
        other._archive = self._open()
        return other

    def close(self) -> None:
        """Release what was opened; the object opens it again when used again."""
        if self._engine is not None:
            self._engine.close()
        if self._archive is not None:
            self._archive.close()
        self._archive = self._engine = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _open(self, *, create: bool = False) -> "Archive":
        if self._archive is None:
            from app.compose import open_archive

            self._archive = open_archive(
                self._path, settings=self._settings, embedder=self._embedder, create=create
            )
        return self._archive

    def _answering(self) -> "Engine":
        if self._engine is None:
            from app.compose import build_engine

            self._engine = build_engine(self._open(), settings=self._settings)
        return self._engine


def ask(
    question: str,
    archive: str | PathLike[str],
    *,
    since: Day = None,
    until: Day = None,
    outlets: Sequence[str] = (),
) -> "Answer":
    """Answer one question from the archive folder `archive`; see `Groundwire.ask`."""
    with Groundwire(archive) as groundwire:
        return groundwire.ask(question, since=since, until=until, outlets=outlets)
