"""Readers' feedback as draft cases in the case format."""

import json

from app.chat.keeping.store import Feedback, KeptTurn, State
from app.contract import AnswerModel, CitationModel, ClaimModel
from eval.cases import Case
from eval.feedback_cases import feedback_cases

ANSWER = AnswerModel(
    question="And how many pupils?",
    standalone_question="How many pupils does the school have?",
    status="answered",
    claims=[ClaimModel(text="The school has 96 pupils.", verdict="supported", citations=[1])],
    citations=[
        CitationModel(
            n=1, article_id="census", version="v", start=4, end=29, quote="The school has 96 pupils."
        )
    ],
).model_dump_json()


def turn(said: Feedback, answer: str | None = ANSWER) -> KeptTurn:
    return KeptTurn(
        turn_id="t",
        conversation_id="c",
        ordinal=1,
        question="And how many pupils?",
        filters={"since": "2031-01-01", "as_of": "2031-05-01"},
        state=State.DONE,
        answer=answer,
        feedback=said,
    )


def test_every_draft_is_a_case_and_says_that_it_is_a_draft() -> None:
    cases = [Case.model_validate_json(json.dumps(row)) for row in feedback_cases(map(turn, Feedback))]
    right, wrong, badly = cases
    assert all("draft" in case.tags and case.question.startswith("How many pupils does") for case in cases)
    assert right.answerable and right.facts[0].spans[0].quote == "The school has 96 pupils."
    assert right.as_of is not None and right.filters.since is not None
    assert not wrong.answerable and wrong.forbidden[0].text == "The school has 96 pupils."
    assert badly.answerable and "find the words" in badly.note


def test_a_question_without_an_answer_gives_no_case() -> None:
    assert list(feedback_cases([turn(Feedback.WRONG, None)])) == []
