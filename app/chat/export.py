"""An answer to take along: as Markdown, and as an HTML page that needs nothing else."""

import re
from collections.abc import Sequence

from app.answer import Answer, Citation, Claim, Figure, Status, VerdictLabel
from app.chat.markup import byline, link, marked, text
from app.chat.serving.plain_page import plain_page
from app.render import abstention_text, claim_text, first_of_story
from index.hit import Hit

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+\-!|~&])")


def answer_markdown(answer: Answer) -> str:
    """Return the answer with its numbered sources as Markdown; text from outside makes no markup."""
    lines = [f"**{_plain(answer.question)}**", ""]
    if answer.status is Status.ABSTAINED:
        lines += [_plain(abstention_text(answer)), ""]
    for claim in answer.claims:
        doubt = " (the check could not decide)" if claim.verdict.label is VerdictLabel.UNDECIDED else ""
        lines += [_claim_markdown(claim) + doubt, ""]
    lines += [f"*{_plain(note)}*\n" for note in answer.notes]
    if answer.figures:
        lines += [
            "The articles differ:",
            "",
            *(f"- {_plain(_figure(figure))}" for figure in answer.figures),
            "",
        ]
    if answer.citations:
        lines += ["Sources:", ""]
        lines += [_source_markdown(citation, answer.citations) for citation in answer.citations]
    return "\n".join(lines).strip() + "\n"


def answer_page(answer: Answer, doubts: dict[int, str]) -> str:
    """Return the answer as a whole HTML page without scripts.

    Args:
        answer: the answer.
        doubts: by citation, what became of it since, see `app.chat.recheck`.
    """
    parts = [f'<h1 dir="auto">{text(answer.question)}</h1>']
    if answer.standalone_question not in ("", answer.question):
        parts.append(f'<p class="quiet">Understood as: {text(answer.standalone_question)}</p>')
    if answer.status is Status.ABSTAINED:
        parts.append(f"<p>{text(abstention_text(answer))}</p>")
    if answer.claims:
        parts.append(f'<ul class="claims">{"".join(map(_claim_html, answer.claims))}</ul>')
    parts += [f'<p class="quiet">{text(note)}</p>' for note in answer.notes]
    if answer.figures:
        rows = "".join(f"<li>{text(_figure(figure))}</li>" for figure in answer.figures)
        parts.append(f"<h2>The articles differ</h2><ul>{rows}</ul>")
    if answer.citations:
        rows = "".join(
            _source_html(citation, doubts.get(citation.n, ""), answer.citations)
            for citation in answer.citations
        )
        parts.append(f"<h2>Sources</h2><ol>{rows}</ol>")
    if answer.status is not Status.ANSWERED and answer.searched.nearest:
        rows = "".join(map(_nearest_html, answer.searched.nearest))
        parts.append(f"<h2>Nearest passages</h2><ul>{rows}</ul>")
    if answer.withheld:
        rows = "".join(
            f'<li><s>{text(claim.text)}</s> <span class="quiet">'
            f"{text('; '.join(claim.verdict.reasons))}</span></li>"
            for claim in answer.withheld
        )
        parts.append(f"<details><summary>Withheld: {len(answer.withheld)}</summary><ul>{rows}</ul></details>")
    parts.append(f'<p class="quiet">Groundwire, answered by {text(answer.answerer)}.</p>')
    return plain_page(answer.question, "".join(parts))


def _claim_markdown(claim: Claim) -> str:
    marks = "".join(f"[{n}]" for n in claim.citations)
    words = claim_text(claim).removesuffix(marks).strip()
    return f"{_plain(words)} {''.join(f'[{n}]' for n in claim.citations)}".strip()


def _figure(figure: Figure) -> str:
    day = (figure.published_at or "no date")[:10]
    return f"{day} · {figure.outlet or 'unknown outlet'}: {figure.value} [{figure.citation}]"


def _told(citation: Citation, citations: Sequence[Citation]) -> str:
    """Return what the reader must know of a source: whether it is a second one, and where else it stands."""
    same = first_of_story(citation, citations)
    parts = [f"the same report as [{same.n}], not a second source"] if same else []
    names = [copy.outlet or copy.title or copy.article_id for copy in citation.copies]
    return "; ".join([*parts, *([f"also in {', '.join(names)}"] if names else [])])


def _source_markdown(citation: Citation, citations: Sequence[Citation]) -> str:
    info = citation.article
    known = " · ".join(p for p in (info.outlet, (info.published_at or "")[:10], info.url) if p)
    told = _told(citation, citations)
    return (
        f"[{citation.n}] {_plain(info.title or info.article_id)}{f' ({_plain(known)})' if known else ''}: "
        f"“{_plain(citation.quote)}”{f' ({_plain(told)})' if told else ''}\n"
    )


def _claim_html(claim: Claim) -> str:
    mark = " ?" if claim.verdict.label is VerdictLabel.UNDECIDED else ""
    return f'<li class="{claim.verdict.label.value}" dir="auto">{text(claim_text(claim))}{mark}</li>'


def _nearest_html(hit: Hit) -> str:
    info = hit.article
    return (
        f'<li dir="auto">{link(info.url, info.title or info.article_id)}'
        f'<div class="quiet">{byline(info)}</div>'
        f"<blockquote>{text(hit.passage.text)}</blockquote></li>"
    )


def _source_html(citation: Citation, doubt: str, citations: Sequence[Citation]) -> str:
    info = citation.article
    told = f'<p class="problem">{text(doubt)}</p>' if doubt else ""
    if also := _told(citation, citations):
        told += f'<div class="quiet">{text(also)}</div>'
    return (
        f'<li value="{citation.n}" dir="auto">{link(info.url, info.title or info.article_id)}'
        f'<div class="quiet">{byline(info)} · version {text(info.version)}, characters '
        f"{citation.span.start} to {citation.span.end}</div>{told}"
        f"<blockquote>{marked(citation.quote, citation.answer_spans)}</blockquote></li>"
    )


def _plain(value: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(value.split()))
