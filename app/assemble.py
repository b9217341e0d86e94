"""Puts an Answer together from what was shown and withheld."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.answer import Answer, Figure, Searched, Status
from app.answering import DraftEnd
from app.claim_desk import ClaimDesk
from app.parts import Part
from app.proposing import Outcome
from app.usage import Usage, add_usage
from index.hit import Hit

WITHHELD = "Part of the answer failed its check and is not shown"
NOT_ANSWERED = "Nothing found in the articles answers “{}”"
NEAREST = 3
"""How many passages an answer that is not whole shows as the nearest found."""


def assemble(
    *,
    question: str,
    standalone_question: str,
    parts: Sequence[Part],
    desk: ClaimDesk,
    outcomes: Sequence[Outcome],
    usage: Usage,
    searched: Searched,
    hits: Sequence[Hit],
    timings: Mapping[str, float],
) -> Answer:
    """Return the answer; without a shown claim it abstains, whatever the answerer holds.

    Args:
        question: as asked.
        standalone_question: as searched.
        parts: of the standalone question.
        desk: holds what is shown and withheld.
        outcomes: one for each part.
        usage: what was used beside the outcomes' own.
        searched: what was searched.
        hits: all that was found, best first.
        timings: seconds by stage.
    """
    if not desk.shown:
        status = Status.ABSTAINED
    elif desk.lost_cited or not all(outcome.answered for outcome in outcomes):
        status = Status.PARTIAL
    else:
        status = Status.ANSWERED
    ends = [outcome.end or DraftEnd(answered=False) for outcome in outcomes]
    notes: list[str] = []
    for part, outcome, end in zip(parts, outcomes, ends, strict=True):
        notes += [*outcome.notes, *end.notes]
        if status is Status.PARTIAL and len(parts) > 1 and not outcome.said:
            notes.append(NOT_ANSWERED.format(part.asked))
        elif status is Status.PARTIAL and end.missing:
            notes.append(end.missing)
    if desk.lost_cited and status is Status.PARTIAL:
        notes.append(WITHHELD)
    for outcome in outcomes:
        usage = add_usage(usage, outcome.usage)
    figures = [figure for end in ends for figure in _figures(end, desk)]
    return Answer(
        question=question,
        standalone_question=standalone_question,
        status=status,
        claims=tuple(desk.shown),
        citations=desk.citations,
        withheld=tuple(desk.withheld),
        figures=tuple(dict.fromkeys(figures)),
        notes=tuple(dict.fromkeys(notes)),
        searched=searched if status is Status.ANSWERED else replace(searched, nearest=tuple(hits[:NEAREST])),
        answerer=_answerer(ends),
        usage=usage,
        timings=timings,
    )


def _answerer(ends: Sequence[DraftEnd]) -> str:
    """Return who answered; where parts were answered by different ones, each once."""
    return ", ".join(dict.fromkeys(end.answerer for end in ends))


def _figures(end: DraftEnd, desk: ClaimDesk) -> tuple[Figure, ...]:
    """Return the figures that differ, of those sentences alone that a shown claim cites."""
    figures = []
    for figure in end.figures:
        citation = desk.citation_of(figure.label)
        if citation is not None:
            info = citation.article
            figures.append(
                Figure(
                    value=figure.value,
                    citation=citation.n,
                    outlet=info.outlet,
                    published_at=info.published_at,
                )
            )
    return tuple(figures)
