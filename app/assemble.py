"""Puts an Answer together from what was shown and withheld."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.answer import Answer, Figure, Searched, Status
from app.answering import DraftEnd
from app.claim_desk import ClaimDesk
from app.proposing import Outcome
from index.hit import Hit

WITHHELD = "Part of the answer failed its check and is not shown"
NEAREST = 3
"""How many passages an answer that is not whole shows as the nearest found."""


def assemble(
    *,
    question: str,
    standalone_question: str,
    desk: ClaimDesk,
    outcome: Outcome,
    searched: Searched,
    hits: Sequence[Hit],
    timings: Mapping[str, float],
) -> Answer:
    """Return the answer; without a shown claim it abstains, whatever the answerer holds."""
    end = outcome.end or DraftEnd(answered=False)
    if not desk.shown:
        status = Status.ABSTAINED
    elif not end.answered or end.missing or outcome.stopped or desk.lost_cited:
        status = Status.PARTIAL
    else:
        status = Status.ANSWERED
    notes = outcome.notes + end.notes
    if end.missing and status is Status.PARTIAL:
        notes += (end.missing,)
    if desk.lost_cited and status is Status.PARTIAL:
        notes += (WITHHELD,)
    return Answer(
        question=question,
        standalone_question=standalone_question,
        status=status,
        claims=tuple(desk.shown),
        citations=desk.citations,
        withheld=tuple(desk.withheld),
        figures=_figures(end, desk),
        notes=tuple(dict.fromkeys(notes)),
        searched=searched if status is Status.ANSWERED else replace(searched, nearest=tuple(hits[:NEAREST])),
        answerer=end.answerer,
        usage=outcome.usage,
        timings=timings,
    )


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
