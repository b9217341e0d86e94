import pytest

from app.answer import Status
from app.answering import DraftClaim, DraftEnd
from app.assemble import NOT_ANSWERED
from app.parts import MOST_PARTS, split_question
from index.errors import ModelError
from index.hit import Filters, Hit
from tests.support.answering import ListSearcher, ScriptedAnswerer, make_engine
from tests.support.evidence import make_article, make_hit

SPLIT = {
    "How many people died on the Halda and who lit the fire?": [
        "How many people died on the Halda?",
        "Who lit the fire? (about: people died on the Halda)",
    ],
    "Who resigned in Orsk and why?": ["Who resigned in Orsk?", "Why? (about: resigned in Orsk)"],
    "When and where did the Halda burn?": ["When did the Halda burn?", "Where did the Halda burn?"],
    "How many died? Who lit the fire on the Halda?": [
        "How many died? (about: on the Halda)",
        "Who lit the fire on the Halda?",
    ],
    "Who sailed to Orsk, how many died in Brannoch; and what did the mayor of Skerry say?": [
        "Who sailed to Orsk?",
        "How many died in Brannoch?",
        "What did the mayor of Skerry say?",
    ],
    "Is the mayor of Orsk ill and did she resign?": [
        "Is the mayor of Orsk ill?",
        "Did she resign? (about: the mayor of Orsk ill)",
    ],
}


@pytest.mark.parametrize("question", SPLIT)
def test_several_questions_are_taken_apart_and_each_can_be_understood_alone(question: str) -> None:
    assert [part.standalone for part in split_question(question)] == SPLIT[question]


@pytest.mark.parametrize(
    "question",
    [
        "How many people were killed and injured?",
        "Who is the minister who resigned and who was arrested?",
        "What is the difference between Orsk and Brannoch?",
        "When the ferry burned, who called the police?",
        "Who called when the ferry burned and when it sank?",
        "The ferry Halda burned in March. How many died?",
        "Who lit it? I mean the fire.",
        "Tell me about the Halda and the Orsk",
        "mayor orsk",
    ],
)
def test_a_single_question_stays_whole(question: str) -> None:
    (part,) = split_question(question)
    assert (part.asked, part.standalone) == (question, question)


def test_of_very_many_questions_the_last_stay_together_and_none_is_lost() -> None:
    parts = split_question(" ".join(f"Who won in Orsk{n}?" for n in range(9)))
    assert len(parts) == MOST_PARTS
    assert all(f"Orsk{n}" in " ".join(part.asked for part in parts) for n in range(9))


FERRY = make_article("Four people died on the Halda. It was calm.", "ferry")
QUAY = make_article("Ola Rand lit the fire. It was calm.", "quay")
BOTH = "How many people died on the Halda and who lit the fire?"


class BySubject(ListSearcher):
    """Finds the ferry for what asks for the dead, the quay for the rest."""

    def search(self, query: str, k: int = 10, filters: Filters | None = None) -> list[Hit]:
        self.queries.append((query, k, filters))
        return [make_hit(FERRY if query.startswith("How many") else QUAY)]


class Knowing(ScriptedAnswerer):
    """Answers a part from its own evidence, by the first label; knows nothing of what is not in `known`."""

    def __init__(self, known: dict[str, str]) -> None:
        super().__init__()
        self.known = known

    def propose(self, question: str, evidence):  # type: ignore[no-untyped-def]
        self.asked.append(question)
        said = next((text for start, text in self.known.items() if question.startswith(start)), None)
        if said == "fails":
            raise ModelError("it is asleep")
        if said:
            labels = [s.label for s in evidence.sentences() if s.text == said]
            yield DraftClaim(text=said, labels=tuple(labels))
        yield DraftEnd(answered=said is not None, answerer="scripted", usage={"requests": 1})


def test_each_part_is_searched_and_answered_from_its_own_evidence() -> None:
    searcher = BySubject()
    answerer = Knowing({"How many": "Four people died on the Halda.", "Who": "Ola Rand lit the fire."})
    answer = make_engine(searcher, answerer).ask(BOTH)
    assert [query for query, *_ in searcher.queries] == SPLIT[BOTH]
    assert [c.text for c in answer.claims] == ["Four people died on the Halda.", "Ola Rand lit the fire."]
    assert [c.article.article_id for c in answer.citations] == ["ferry", "quay"]
    assert (answer.status, answer.notes) == (Status.ANSWERED, ())
    assert answer.usage == {"requests": 2}


@pytest.mark.parametrize("missing", ["How many people died on the Halda?", "Who lit the fire?"])
def test_where_one_part_has_no_answer_the_answer_is_partial_and_names_it(missing: str) -> None:
    known = {"How many": "Four people died on the Halda.", "Who": "Ola Rand lit the fire."}
    answerer = Knowing({start: text for start, text in known.items() if not missing.startswith(start)})
    answer = make_engine(BySubject(), answerer).ask(BOTH)
    assert answer.status is Status.PARTIAL
    assert answer.notes == (NOT_ANSWERED.format(missing),)
    assert len(answer.claims) == 1
    assert len(answer.searched.nearest) == 2


def test_without_an_answer_to_any_part_it_abstains() -> None:
    answer = make_engine(BySubject(), Knowing({})).ask(BOTH)
    assert (answer.status, answer.notes) == (Status.ABSTAINED, ())


def test_one_sentence_that_answers_both_parts_is_shown_once_and_answers_both() -> None:
    both = make_article("Ola Rand lit the fire, and four people died on the Halda.", "both")
    searcher = ListSearcher(make_hit(both))
    answer = make_engine(searcher, Knowing({"How many": both.text, "Who": both.text})).ask(BOTH)
    assert [c.text for c in answer.claims] == [both.text]
    assert answer.status is Status.ANSWERED


def test_a_model_that_fails_on_one_part_is_not_asked_the_next() -> None:
    answerer = Knowing({"How many": "fails", "Who": "fails"})
    fallback = Knowing({"How many": "Four people died on the Halda.", "Who": "Ola Rand lit the fire."})
    answer = make_engine(BySubject(), answerer, fallback=fallback).ask(BOTH)
    assert len(answerer.asked) == 1 and len(fallback.asked) == 2
    assert len(answer.claims) == 2
    assert len(answer.notes) == 1 and "it is asleep" in answer.notes[0]
