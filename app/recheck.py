"""An answer given earlier, against what the archive holds now."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from app.contract import AnswerModel, CitationModel
from index.article import Article, Span
from index.changes import find_wording
from index.errors import InputError

if TYPE_CHECKING:
    from index.archive import Archive

MOST_BYTES = 32 * 1024 * 1024


class CitationStatus(StrEnum):
    """What became of a citation, best first."""

    CURRENT = "current"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rechecked:
    """One citation now.

    Args:
        citation: as the answer gave it.
        status: current: the article still says these very words; superseded: it says them otherwise;
            withdrawn: it is gone, or says nothing like them any more; unknown: this archive never held them.
        reason: why, in words for the reader.
        now: the article's current version, None when there is none.
        span: where it says the words, or the new wording, None when it does not.
    """

    citation: CitationModel
    status: CitationStatus
    reason: str
    now: Article | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecheckedAnswer:
    """An answer's citations now.

    Args:
        answer: as given.
        citations: what became of each.
    """

    answer: AnswerModel
    citations: tuple[Rechecked, ...]

    @property
    def is_current(self) -> bool:
        """Whether every citation still stands as it was."""
        return all(found.status is CitationStatus.CURRENT for found in self.citations)

    def status_of(self, numbers: Sequence[int]) -> CitationStatus:
        """Return the worst status among citations, current when there are none."""
        order = list(CitationStatus)
        found = [one.status for one in self.citations if one.citation.n in numbers]
        return max(found, key=order.index, default=CitationStatus.CURRENT)


def read_answer(path: Path) -> AnswerModel:
    """Return the answer that `groundwire ask --json` wrote into a file.

    Raises:
        InputError: it cannot be read or holds no answer.
    """
    hint = "Give a file that `groundwire ask --json` wrote"
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InputError(f"{path} is too large to be an answer", hint=hint)
        return AnswerModel.model_validate_json(path.read_bytes())
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}", hint=hint) from error
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise InputError(f"{path} holds no answer ({where or 'JSON'}: {first['msg']})", hint=hint) from None


def recheck(answer: AnswerModel, archive: "Archive") -> RecheckedAnswer:
    """Return what became of each citation of an answer."""
    return RecheckedAnswer(
        answer=answer, citations=tuple(_recheck(citation, archive) for citation in answer.citations)
    )


def _recheck(citation: CitationModel, archive: "Archive") -> Rechecked:
    cited = Span(citation.start, citation.end)
    try:
        then = archive.article(citation.article_id, citation.version)
    except InputError:
        reason = "this archive never held this version of the article"
        return Rechecked(citation=citation, status=CitationStatus.UNKNOWN, reason=reason)
    if not 0 <= cited.start < cited.end or cited.of(then.text) != citation.quote:
        reason = "the quoted words are not those of the article at this place"
        return Rechecked(citation=citation, status=CitationStatus.UNKNOWN, reason=reason)
    version = archive.current_version(citation.article_id)
    if version is None:
        reason = "the article was removed from the archive"
        return Rechecked(citation=citation, status=CitationStatus.WITHDRAWN, reason=reason)
    if version == citation.version:
        reason = "the article has not changed"
        return Rechecked(
            citation=citation, status=CitationStatus.CURRENT, reason=reason, now=then, span=cited
        )
    now = archive.article(citation.article_id, version)
    span = find_wording(then.text, cited, now.text)
    if span is None:
        status, reason = CitationStatus.WITHDRAWN, "the article no longer says this"
    elif span.of(now.text) == citation.quote:
        status, reason = CitationStatus.CURRENT, "the article changed elsewhere"
    else:
        status, reason = CitationStatus.SUPERSEDED, "the article now says it in other words"
    return Rechecked(citation=citation, status=status, reason=reason, now=now, span=span)
