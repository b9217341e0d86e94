"""Citations looked at again when an answer is opened later, told in one sentence each."""

from app.answer import Answer
from app.contract import to_model
from app.recheck import CitationStatus
from app.recheck import recheck as look_again
from index.archive import Archive


def recheck(archive: Archive, answer: Answer) -> dict[int, str]:
    """Return, by the number of each citation that does not stand as it was, what became of it."""
    found = look_again(to_model(answer), archive)
    return {
        one.citation.n: f"{one.status.value.capitalize()}: {one.reason}. It opens as it was cited."
        if one.status is not CitationStatus.UNKNOWN
        else f"{one.status.value.capitalize()}: {one.reason}."
        for one in found.citations
        if one.status is not CitationStatus.CURRENT
    }
