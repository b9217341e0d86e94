"""An answer as plain text."""

from collections.abc import Sequence

from app.answer import Answer, Citation, Claim, Status


def answer_text(answer: Answer) -> str:
    """Return the answer's text: its claims with `[n]` markers, or why it abstains."""
    if answer.status is Status.ABSTAINED:
        return abstention_text(answer)
    lines = [claim_text(claim) for claim in answer.claims]
    return "\n".join(lines) if any(c.lead for c in answer.claims) else " ".join(lines)


def claim_text(claim: Claim) -> str:
    """Return one claim as shown: lead, sentence, markers."""
    markers = "".join(f"[{n}]" for n in claim.citations)
    lead = f"{claim.lead} " if claim.lead else ""
    return f"{lead}{claim.text} {markers}".strip()


def first_of_story(citation: Citation, citations: Sequence[Citation]) -> Citation | None:
    """Return the first citation of another copy of this one's article, None when this is the first."""
    same = (one for one in citations if one.n < citation.n and one.story and one.story == citation.story)
    return next((one for one in same if one.article.article_id != citation.article.article_id), None)


def abstention_text(answer: Answer) -> str:
    """Return the sentence that says that the archive does not hold the answer, and what was searched."""
    searched = answer.searched
    if not searched.articles:
        return "No article in the archive matches these filters, so there is nothing to answer from."
    count = f"{searched.articles:,} article{'' if searched.articles == 1 else 's'}"
    dates = ""
    if searched.earliest and searched.latest:
        first, last = searched.earliest[:10], searched.latest[:10]
        dates = f" published {first}" if first == last else f" published {first} to {last}"
    return f"The articles do not say. Searched {count}{dates}."
