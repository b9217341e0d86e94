"""One turn of the conversation as HTML: the question, the checked sentences, their sources."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.answer import Answer, Citation, Claim, Figure, Status, VerdictLabel
from app.chat.keeping.store import Feedback
from app.chat.markup import byline, marked, opener, text
from app.chat.turn_actions import actions_html
from app.render import abstention_text, first_of_story
from app.usage import told_usage
from index.article import ArticleInfo, Span
from index.hit import Hit

_MARKS = {
    VerdictLabel.SUPPORTED: ("✓", "checked against its sources"),
    VerdictLabel.UNDECIDED: ("?", "the check could not decide"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What is known of one turn so far.

    Args:
        number: the turn's number in the conversation, from 1; part of the ids on the page.
        question: as asked.
        claims: shown so far.
        citations: of those claims.
        answer: the whole answer once it is there.
        problem: one sentence when no answer could be made.
        turn_id: names the kept turn; without one nothing can be done with it.
        running: whether it is still being answered.
        understood: the question as searched, when known before the answer.
        doubts: by citation, what became of it since it was made.
        feedback: what the reader said of the answer.
    """

    number: int
    question: str
    claims: tuple[Claim, ...] = ()
    citations: tuple[Citation, ...] = ()
    answer: Answer | None = None
    problem: str = ""
    turn_id: str = ""
    running: bool = False
    understood: str = ""
    doubts: Mapping[int, str] = field(default_factory=dict)
    feedback: Feedback | None = None


def turn_html(turn: Turn) -> str:
    """Return the whole turn; everything in it is escaped."""
    parts = [f'<h2 class="gw-question" dir="auto">{text(turn.question)}</h2>']
    answer = turn.answer
    understood = answer.standalone_question if answer else turn.understood
    if understood not in ("", answer.question if answer else turn.question):
        parts.append(f'<p class="gw-note">Understood as: {text(understood)}</p>')
    if turn.problem:
        parts.append(f'<p class="gw-problem" role="alert">{text(turn.problem)}</p>')
    if answer and answer.status is Status.ABSTAINED:
        parts.append(f'<p class="gw-abstained">{text(abstention_text(answer))}</p>')
        parts.append(_filters(answer.searched.filters))
    parts.append(_claims(turn))
    if turn.running or (answer is None and not turn.problem):
        parts.append('<p class="gw-note gw-busy">Searching and checking …</p>')
    parts += _ending(turn)
    if turn.turn_id and not turn.running:
        parts.append(actions_html(turn.turn_id, has_answer=bool(answer or turn.claims), said=turn.feedback))
    return (
        f'<section class="gw-turn" aria-label="Question {turn.number}" '
        f'data-turn="{text(turn.turn_id)}">{"".join(parts)}</section>'
    )


def _filters(filters: Mapping[str, object]) -> str:
    if not filters:
        return ""
    named = "; ".join(
        f"{name} {', '.join(map(str, value)) if isinstance(value, list) else value}"
        for name, value in filters.items()
    )
    return f'<p class="gw-note">With the filters: {text(named)}.</p>'


def _claims(turn: Turn) -> str:
    if not turn.claims:
        return ""
    by_number = {citation.n: citation for citation in turn.citations}
    shown = "".join(_claim(turn.number, claim, by_number) for claim in turn.claims)
    return f'<ul class="gw-claims">{shown}</ul>'


def _claim(turn: int, claim: Claim, citations: dict[int, Citation]) -> str:
    mark, meaning = _MARKS.get(claim.verdict.label, ("", ""))
    markers = "".join(_marker(turn, citations[n]) for n in claim.citations if n in citations)
    sources = " ".join(f"gw-{turn}-{n}" for n in claim.citations)
    lead = f'<span class="gw-lead">{text(claim.lead)}</span> ' if claim.lead else ""
    reasons = "; ".join(claim.verdict.reasons) or meaning
    return (
        f'<li class="gw-claim gw-{claim.verdict.label.value}" data-sources="{sources}">{lead}'
        f'<span dir="auto">{text(claim.text)}</span> {markers}'
        f'<span class="gw-verdict" role="img" title="{text(reasons)}" '
        f'aria-label="{text(meaning)}">{mark}</span>'
        "</li>"
    )


def _marker(turn: int, citation: Citation) -> str:
    info = citation.article
    name = f"Source {citation.n}: {info.title or info.article_id}"
    return (
        f'<button type="button" class="gw-cite" {opener(info, citation.span)} '
        f'aria-describedby="gw-{turn}-{citation.n}" aria-label="{text(name)}">{citation.n}</button>'
    )


def _ending(turn: Turn) -> list[str]:
    answer = turn.answer
    if answer is None:
        return []
    parts = [f'<p class="gw-note">{text(note)}</p>' for note in answer.notes]
    if answer.figures:
        parts.append(_figures(turn, answer.figures))
    if answer.citations:
        parts.append(_sources(turn, answer.citations))
    if answer.status is not Status.ANSWERED and answer.searched.nearest:
        parts.append(_nearest(answer.searched.nearest))
    if answer.withheld:
        parts.append(_withheld(answer.withheld))
    if told := told_usage(answer.answerer, answer.usage):
        parts.append(f'<p class="gw-note">{text(told)}</p>')
    return parts


def _figures(turn: Turn, figures: Sequence[Figure]) -> str:
    by_number = {citation.n: citation for citation in turn.citations}
    rows = "".join(
        f"<li><time>{text((f.published_at or 'no date')[:10])}</time> "
        f'<span class="gw-outlet">{text(f.outlet or "unknown outlet")}</span> '
        f"<strong>{text(f.value)}</strong> "
        f"{_marker(turn.number, by_number[f.citation]) if f.citation in by_number else ''}</li>"
        for f in figures
    )
    return f'<h3>The articles differ</h3><ol class="gw-figures">{rows}</ol>'


def _sources(turn: Turn, citations: Sequence[Citation]) -> str:
    rows = []
    for citation in citations:
        info = citation.article
        quote = marked(citation.quote, citation.answer_spans)
        copies = "".join(f'<div class="gw-copy">also in {_named(copy)}</div>' for copy in citation.copies)
        if same := first_of_story(citation, citations):
            copies = f'<div class="gw-copy">the same report as [{same.n}], not a second source</div>{copies}'
        doubt = turn.doubts.get(citation.n, "")
        told = f'<div class="gw-doubt">{text(doubt)}</div>' if doubt else ""
        rows.append(
            f'<li id="gw-{turn.number}-{citation.n}" value="{citation.n}">'
            f'<button type="button" class="gw-open" {opener(info, citation.span)}>'
            f"{text(info.title or info.article_id)}</button>"
            f'<div class="gw-byline">{byline(info)}</div>{told}'
            f'<blockquote dir="auto">{quote}</blockquote>{copies}</li>'
        )
    return f'<h3>Sources</h3><ol class="gw-sources">{"".join(rows)}</ol>'


def _named(info: ArticleInfo) -> str:
    known = byline(info)
    name = text(info.title or info.article_id)
    opens = f'<button type="button" class="gw-open" {opener(info)}>{name}</button>'
    return opens + (f" ({known})" if known else "")


def _nearest(hits: Sequence[Hit]) -> str:
    rows = "".join(
        f'<li><button type="button" class="gw-open" '
        f"{opener(hit.article, Span(hit.passage.start, hit.passage.end))}>"
        f"{text(hit.article.title or hit.article.article_id)}</button>"
        f'<div class="gw-byline">{byline(hit.article)}</div>'
        f'<blockquote dir="auto">{text(_short(hit.passage.text))}</blockquote></li>'
        for hit in hits
    )
    return f'<h3>Nearest passages</h3><ul class="gw-sources">{rows}</ul>'


def _withheld(claims: Sequence[Claim]) -> str:
    rows = "".join(
        f'<li><s dir="auto">{text(claim.text)}</s> '
        f'<span class="gw-reason">{text(_reasons(claim))}</span></li>'
        for claim in claims
    )
    count = f"{len(claims)} sentence{'' if len(claims) == 1 else 's'} withheld because the check failed"
    return f'<details class="gw-withheld"><summary>{count}</summary><ul>{rows}</ul></details>'


def _reasons(claim: Claim) -> str:
    return "; ".join(claim.verdict.reasons) or claim.verdict.label.value


def _short(value: str, limit: int = 280) -> str:
    return value if len(value) <= limit else value[: value.rfind(" ", 0, limit)] + " …"
