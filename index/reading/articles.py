"""From a file to its articles: read, clean, date, name."""

from collections.abc import Iterator

from index.article import Article, ArticleInfo, version_of
from index.cleaning import clean
from index.cleaning_normal import one_line
from index.dates import parse_date
from index.reading.bounded import TooLarge
from index.reading.draft import Draft, Problem
from index.reading.formats import reader_for
from index.reading.identity import Namer
from index.reading.source import Rejection, SourceFile, printable

READER_VERSION = "2"
"""Changes whenever reading or cleaning would make another text or another id of the same bytes."""

NO_TEXT = "it has no text in it"


def read(source: SourceFile) -> Iterator[Article | Rejection]:
    """Yield the articles of a file, and a `Rejection` for whatever in it cannot be used.

    Nothing that a file holds raises: the rest of the file, and of the batch, goes on.
    """
    reader = reader_for(source.path)
    if reader is None:
        yield Rejection(source.display, "its ending is not one that can be read")
        return
    namer = Namer(source.name)
    try:
        with source.path.open("rb") as stream:
            if not stream.peek(1):
                yield Rejection(source.display, "it is empty")
                return
            empty = True
            for item in reader(stream):
                empty = False
                if isinstance(item, Problem):
                    yield _rejection(source, item)
                else:
                    yield from _articles(item, source, namer)
        if empty:
            yield Rejection(source.display, NO_TEXT)
    except PermissionError:
        yield Rejection(source.display, "no permission to read it")
    except OSError as error:
        yield Rejection(source.display, f"it cannot be read: {error.strerror or error}")
    except TooLarge as error:
        yield Rejection(source.display, str(error))
    except Exception as error:  # a library's fault on hostile input must cost one file, not the batch
        name = type(error).__name__
        yield Rejection(
            source.display, f"it could not be taken apart ({name}: {printable(str(error))[:200]})"
        )


def _rejection(source: SourceFile, problem: Problem) -> Rejection:
    place = source.display if problem.line is None else f"{source.display}:{problem.line}"
    return Rejection(place, problem.reason, problem.article_kept)


def _articles(draft: Draft, source: SourceFile, namer: Namer) -> Iterator[Article | Rejection]:
    cleaned = clean(draft.text, title=draft.title or "")
    if not cleaned.text:
        yield _rejection(source, Problem(NO_TEXT, draft.line))
        return
    given = (draft.published_at or "").strip()
    published_at = parse_date(given) if given else cleaned.published_at
    info = ArticleInfo(
        article_id=namer.name(draft, cleaned.text),
        version=version_of(cleaned.text),
        title=cleaned.title,
        outlet=_line(draft.outlet) or cleaned.outlet,
        author=_line(draft.author) or cleaned.author,
        url=_line(draft.url),
        published_at=published_at,
        source_path=source.display,
    )
    yield Article(info=info, text=cleaned.text)
    if given and published_at is None:
        shown = printable(given[:60])
        reason = f'the date "{shown}" is not one certain day; the article is kept without a date'
        yield _rejection(source, Problem(reason, draft.line, article_kept=True))


def _line(text: str | None) -> str | None:
    """Return a field as one clean line, or None when it is empty."""
    return one_line(text or "") or None
