"""From a file to its articles: read, clean, date, name."""

from collections.abc import Iterator

from index.article import Article, ArticleInfo, version_of
from index.cleaning import clean
from index.cleaning_normal import one_line
from index.dates import day_number, parse_date
from index.reading.bounded import TooLarge
from index.reading.draft import Draft, Problem
from index.reading.formats import reader_for
from index.reading.identity import Namer
from index.reading.limits import LIMITS, Limits
from index.reading.page_metadata import language_tag
from index.reading.source import Rejection, SourceFile, printable

READER_VERSION = "4"
"""Changes whenever reading or cleaning would make another text or another id of the same bytes."""

NO_TEXT = "it has no text in it"


def read(source: SourceFile, limits: Limits = LIMITS) -> Iterator[Article | Rejection]:
    """Yield the articles of a file, and a `Rejection` for whatever in it cannot be used.

    Nothing that a file holds raises: the rest of the file, and of the batch, goes on.

    Args:
        source: the file.
        limits: how much it may take.
    """
    reader = reader_for(source.path)
    if reader is None:
        yield Rejection(source.display, "its ending is not one that can be read")
        return
    maker = ArticleMaker(source.name, source.display, limits.article_chars)
    try:
        with source.path.open("rb") as stream:
            if not stream.peek(1):
                yield Rejection(source.display, "it is empty")
                return
            empty = True
            for item in reader(stream, limits):
                empty = False
                yield from maker.make(item)
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


class ArticleMaker:
    """Turns what a reader yields of one source into articles and rejections.

    Args:
        name: names the source among others, see `index.reading.identity`.
        display: names it for the user.
        most_chars: see `Limits.article_chars`.
    """

    def __init__(self, name: str, display: str, most_chars: int = LIMITS.article_chars) -> None:
        self._name = name
        self._display = display
        self._most_chars = most_chars
        self._namers: dict[str | None, Namer] = {}

    def make(self, item: Draft | Problem) -> Iterator[Article | Rejection]:
        """Yield the article of a draft, the rejection of a problem; both for a draft with a bad detail."""
        if isinstance(item, Problem):
            yield self._rejection(item)
            return
        if len(item.text) > self._most_chars:
            reason = f"its text has more than {self._most_chars:,} characters, too many for one article"
            yield self._rejection(Problem(reason, item.line, member=item.member))
            return
        cleaned = clean(item.text, title=item.title or "")
        if not cleaned.text:
            yield self._rejection(Problem(NO_TEXT, item.line, member=item.member))
            return
        given = (item.published_at or "").strip()
        published_at = parse_date(given) if given else cleaned.published_at
        info = ArticleInfo(
            article_id=self._namer(item.member).name(item, cleaned.text),
            version=version_of(cleaned.text),
            title=cleaned.title,
            outlet=_line(item.outlet) or cleaned.outlet,
            author=_line(item.author) or cleaned.author,
            url=_line(item.url),
            published_at=published_at,
            source_path=self._shown(item.member),
            modified_at=_last_change(item.modified_at, published_at),
            language=language_tag(item.language),
        )
        yield Article(info=info, text=cleaned.text)
        if given and published_at is None:
            shown = printable(given[:60])
            reason = f'the date "{shown}" is not one certain day; the article is kept without a date'
            yield self._rejection(Problem(reason, item.line, article_kept=True, member=item.member))

    def _rejection(self, problem: Problem) -> Rejection:
        place = self._shown(problem.member)
        if problem.line is not None:
            place = f"{place}:{problem.line}"
        return Rejection(place, problem.reason, problem.article_kept)

    def _shown(self, member: str | None) -> str:
        return self._display if member is None else f"{self._display}/{printable(member)}"

    def _namer(self, member: str | None) -> Namer:
        name = self._name if member is None else f"{self._name}/{printable(member)}"
        if member not in self._namers:
            self._namers = {member: Namer(name)}  # members come one after another
        return self._namers[member]


def _last_change(given: str | None, published_at: str | None) -> str | None:
    """Return the time of the last change, None for one before publication: empty fields are written so.

    A day of difference may be that of two time zones.
    """
    changed = parse_date(given or "")
    earliest = day_number(published_at) - 1 if published_at else day_number("1400-01-01")
    return changed if changed and day_number(changed) >= earliest else None


def _line(text: str | None) -> str | None:
    """Return a field as one clean line, or None when it is empty."""
    return one_line(text or "") or None
