"""An answer to take along: as Markdown, and as an HTML page that needs nothing else."""

import re

from app.answer import Answer, Citation, Claim, Status, VerdictLabel
from app.chat.markup import byline, link, marked, text
from app.chat.serving.plain_page import plain_page
from app.render import abstention_text, claim_text

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
    if answer.citations:
        lines += ["Sources:", ""]
        lines += [_source_markdown(citation) for citation in answer.citations]
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
    if answer.citations:
        rows = "".join(_source_html(citation, doubts.get(citation.n, "")) for citation in answer.citations)
        parts.append(f"<h2>Sources</h2><ol>{rows}</ol>")
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


def _source_markdown(citation: Citation) -> str:
    info = citation.article
    known = " · ".join(p for p in (info.outlet, (info.published_at or "")[:10], info.url) if p)
    return (
        f"[{citation.n}] {_plain(info.title or info.article_id)}{f' ({_plain(known)})' if known else ''}: "
        f"“{_plain(citation.quote)}”\n"
    )


def _claim_html(claim: Claim) -> str:
    mark = " ?" if claim.verdict.label is VerdictLabel.UNDECIDED else ""
    return f'<li class="{claim.verdict.label.value}" dir="auto">{text(claim_text(claim))}{mark}</li>'


def _source_html(citation: Citation, doubt: str) -> str:
    info = citation.article
    told = f'<p class="problem">{text(doubt)}</p>' if doubt else ""
    return (
        f'<li value="{citation.n}" dir="auto">{link(info.url, info.title or info.article_id)}'
        f'<div class="quiet">{byline(info)} · version {text(info.version)}, characters '
        f"{citation.span.start} to {citation.span.end}</div>{told}"
        f"<blockquote>{marked(citation.quote, citation.answer_spans)}</blockquote></li>"
    )


def _plain(value: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(value.split()))
