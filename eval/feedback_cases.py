"""Draft cases from what readers said of answers: a start for a person to correct, never gold by itself.

An answer called right gives its sentences as facts with the words it cited. One called badly cited gives
its sentences as facts too, and the note says that the spans are to be found anew. One called wrong gives its
sentences as what must not be said; whether the archive can answer at all is for a person to find out.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from app.chat.keeping.store import Feedback, KeptTurn
from app.contract import AnswerModel, ClaimModel

_NOTES = {
    Feedback.RIGHT: "A reader called this answer right: shorten the wordings, give figures as values.",
    Feedback.BADLY_CITED: "A reader called this answer badly cited: find the words that say it.",
    Feedback.WRONG: "A reader called this answer wrong: write the right facts, or leave it unanswerable.",
}


def feedback_cases(turns: Iterable[KeptTurn]) -> Iterator[dict[str, Any]]:
    """Yield a draft in the case format for each judged turn that has an answer; each carries the tag `draft`.

    Args:
        turns: as `ChatStore.judged` gives them.
    """
    for number, turn in enumerate(turns, 1):
        if turn.answer is None or turn.feedback is None:
            continue
        answer = AnswerModel.model_validate_json(turn.answer)
        case: dict[str, Any] = {
            "id": f"feedback-{number}",
            "question": answer.standalone_question or answer.question,
            "answerable": False,
        }
        kept = turn.filters
        if filters := {name: kept[name] for name in ("since", "until", "outlets") if kept.get(name)}:
            case["filters"] = filters
        if kept.get("as_of"):
            case["as_of"] = kept["as_of"]
        facts = [_fact(answer, claim) for claim in answer.claims if claim.citations]
        if turn.feedback is Feedback.WRONG:
            case["forbidden"] = [_said(claim) | {"why": "said once"} for claim in answer.claims]
        elif facts:
            case |= {"answerable": True, "facts": facts}
        tag = str(turn.feedback).replace(" ", "-")
        yield case | {"tags": ["draft", tag], "note": _NOTES[turn.feedback]}


def _said(claim: ClaimModel) -> dict[str, Any]:
    return {"text": claim.text, "accept": [" ".join(claim.text.split())]}


def _fact(answer: AnswerModel, claim: ClaimModel) -> dict[str, Any]:
    cited = [citation for citation in answer.citations if citation.n in claim.citations]
    spans = [
        {"article": c.article_id, "quote": c.quote, "start": c.start, "end": c.end} for c in cited if c.quote
    ]
    return _said(claim) | {"spans": spans}
