from collections.abc import Collection
from datetime import date

import pytest

from app.answer import Status, VerdictLabel
from app.answering import DraftClaim, DraftEnd, DraftFigure, Sides
from app.assemble import WITHHELD
from app.claim_desk import NO_SENTENCE, NO_SUCH_SENTENCE
from app.events import AnswerDone, ClaimShown, ClaimWithheld, SearchDone
from index.article import Span
from index.errors import InputError, ModelError
from index.hit import Filters
from tests.support.answering import ListSearcher, RepairingAnswerer, ScriptedAnswerer, make_engine
from tests.support.evidence import make_article, make_hit

FERRY = make_article(
    "The ferry Halda burned off Skerry on Monday. Four people died. Nobody saw how it began.",
    "ferry",
    outlet="Skerry Ledger",
    published_at="2031-03-02",
)
LATER = make_article(
    "The toll of the Halda fire rose to six.", "later", outlet="Port Wire", published_at="2031-03-05"
)
SEARCHER = ListSearcher(make_hit(FERRY), make_hit(LATER))
DONE = DraftEnd(answered=True, answerer="scripted")


def claim(text: str, *labels: str, **more: object) -> DraftClaim:
    return DraftClaim(text=text, labels=labels, **more)  # type: ignore[arg-type]


def test_events_come_in_order_and_citations_are_numbered_by_first_use_among_shown_claims() -> None:
    answerer = ScriptedAnswerer(
        claim("Nine people died.", "1.2"),
        claim("The toll rose to six.", "2.1"),
        claim("Four people died; the toll rose to six.", "1.2", "2.1"),
        DONE,
    )
    events = list(make_engine(SEARCHER, answerer).stream("How many died?"))
    assert [type(e) for e in events] == [SearchDone, ClaimShown, ClaimShown, ClaimWithheld, AnswerDone]
    answer = events[-1].answer
    assert [c.citations for c in answer.claims] == [(1,), (2, 1)]
    assert [c.n for e in events if isinstance(e, ClaimShown) for c in e.new_citations] == [1, 2]
    assert [c.text for c in answer.withheld] == ["Nine people died."]
    assert answer.withheld[0].citations == ()
    assert answer.status is Status.PARTIAL, "a cited sentence was lost"
    assert answer.notes == (WITHHELD,)
    for citation in answer.citations:
        text = {"ferry": FERRY, "later": LATER}[citation.article.article_id].text
        assert text[citation.span.start : citation.span.end] == citation.quote
    assert {"search", "evidence", "answer", "verify", "first_claim", "total"} <= answer.timings.keys()


@pytest.mark.parametrize(
    ("labels", "reason"),
    [(("9.9",), NO_SUCH_SENTENCE), (("1.2", "9.9"), NO_SUCH_SENTENCE), ((), NO_SENTENCE)],
)
def test_a_label_that_does_not_exist_and_no_label_cost_the_claim_its_support(
    labels: tuple[str, ...], reason: str
) -> None:
    answer = make_engine(SEARCHER, ScriptedAnswerer(claim("Four people died.", *labels), DONE)).ask(
        "How many?"
    )
    assert answer.status is Status.ABSTAINED
    assert answer.claims == () and answer.citations == ()
    assert answer.withheld[0].verdict.label is VerdictLabel.UNSUPPORTED
    assert answer.withheld[0].verdict.reasons == (reason,)
    assert not any("9.9" in reason for reason in answer.withheld[0].verdict.reasons)


def test_an_abstention_says_what_was_searched_and_the_nearest_passages() -> None:
    answer = make_engine(SEARCHER, ScriptedAnswerer(DraftEnd(answered=False))).ask(
        "Who is the mayor?", filters=Filters(since=date(2031, 3, 1), outlets=("Port Wire",))
    )
    assert answer.status is Status.ABSTAINED
    assert answer.searched.articles == 2
    assert answer.searched.filters == {"since": "2031-03-01", "outlets": ["Port Wire"]}
    assert [hit.article.article_id for hit in answer.searched.nearest] == ["ferry", "later"]


def test_with_nothing_found_the_answerer_is_not_asked() -> None:
    answerer = ScriptedAnswerer(claim("Four people died.", "1.2"), DONE)
    answer = make_engine(ListSearcher(), answerer).ask("How many died?")
    assert answerer.asked == []
    assert answer.status is Status.ABSTAINED


def test_a_part_answer_is_partial_and_says_what_is_missing() -> None:
    end = DraftEnd(answered=False, missing="The articles do not say who lit the fire.")
    answer = make_engine(SEARCHER, ScriptedAnswerer(claim("Four people died.", "1.2"), end)).ask("How many?")
    assert answer.status is Status.PARTIAL
    assert answer.notes == ("The articles do not say who lit the fire.",)


def test_a_failed_claim_is_sent_back_once_with_the_reason_and_shown_when_mended() -> None:
    answerer = RepairingAnswerer(
        claim("Nine people died.", "1.2"),
        claim("The toll rose to six.", "2.1"),
        DONE,
        repairs=[claim("Four people died.", "1.2")],
    )
    answer = make_engine(SEARCHER, answerer).ask("How many died?")
    assert answerer.sent_back == [("Nine people died.", ("not in the cited words: Nine",))]
    assert [c.text for c in answer.claims] == ["The toll rose to six.", "Four people died."]
    assert answer.withheld == ()
    assert answer.status is Status.ANSWERED


@pytest.mark.parametrize(
    "repair", [claim("Ten died.", "1.2"), claim("Nine died.", "1.2"), ModelError("gone")]
)
def test_a_claim_that_fails_again_is_withheld_and_not_sent_back_a_second_time(repair: object) -> None:
    answerer = RepairingAnswerer(
        claim("Four people died.", "1.2"),
        claim("Nine died.", "1.2"),
        DONE,
        repairs=[repair],  # type: ignore[list-item]
    )
    answer = make_engine(SEARCHER, answerer).ask("How many died?")
    assert [c.text for c in answer.withheld] == ["Nine died."]
    assert len(answerer.sent_back) == 1


def test_no_more_claims_are_sent_back_than_allowed() -> None:
    script = [claim(f"{n} people died.", "1.2") for n in ("Ten", "Eleven", "Twelve")]
    answerer = RepairingAnswerer(*script, DONE, repairs=[])
    answer = make_engine(SEARCHER, answerer, repairs=2).ask("How many died?")
    assert len(answerer.sent_back) == 2
    assert len(answer.withheld) == 3


def test_the_fallback_answers_when_the_model_fails_and_says_so() -> None:
    fallback = ScriptedAnswerer(claim("Four people died.", "1.2"), DraftEnd(answered=True))
    answer = make_engine(SEARCHER, ScriptedAnswerer(ModelError("it is asleep")), fallback=fallback).ask(
        "Who?"
    )
    assert [c.text for c in answer.claims] == ["Four people died."]
    assert answer.answerer == "extractive"
    assert any("it is asleep" in note for note in answer.notes)


def test_the_fallback_answers_when_nothing_that_the_model_wrote_passed() -> None:
    fallback = ScriptedAnswerer(claim("Four people died.", "1.2"), DraftEnd(answered=True))
    answer = make_engine(SEARCHER, ScriptedAnswerer(claim("Nine.", "1.2"), DONE), fallback=fallback).ask(
        "Who?"
    )
    assert [c.text for c in answer.claims] == ["Four people died."]
    assert [c.text for c in answer.withheld] == ["Nine."]


def test_a_model_that_abstains_is_believed() -> None:
    fallback = ScriptedAnswerer(claim("Four people died.", "1.2"), DraftEnd(answered=True))
    answer = make_engine(SEARCHER, ScriptedAnswerer(DraftEnd(answered=False)), fallback=fallback).ask("Who?")
    assert answer.status is Status.ABSTAINED
    assert fallback.asked == []


def test_what_was_shown_stays_when_the_model_breaks_off() -> None:
    fallback = ScriptedAnswerer(claim("The toll rose to six.", "2.1"), DraftEnd(answered=True))
    answerer = ScriptedAnswerer(claim("Four people died.", "1.2"), ModelError("the line broke"))
    answer = make_engine(SEARCHER, answerer, fallback=fallback).ask("How many died?")
    assert [c.text for c in answer.claims] == ["Four people died."]
    assert answer.status is Status.PARTIAL
    assert any("the line broke" in note for note in answer.notes)
    assert fallback.asked == []


def test_without_a_fallback_a_failure_abstains_with_the_reason() -> None:
    answer = make_engine(SEARCHER, ScriptedAnswerer(ModelError("it is asleep"))).ask("Who?")
    assert answer.status is Status.ABSTAINED
    assert answer.notes == ("it is asleep",)


def test_the_same_sentence_is_shown_once() -> None:
    answerer = ScriptedAnswerer(
        *[claim("Four  people died.", "1.2"), claim("four people died.", "1.2")], DONE
    )
    assert len(make_engine(SEARCHER, answerer).ask("How many died?").claims) == 1


def test_a_sentence_that_failed_may_come_again_with_other_labels() -> None:
    answerer = ScriptedAnswerer(claim("Four people died."), claim("Four people died.", "1.2"), DONE)
    assert [c.citations for c in make_engine(SEARCHER, answerer).ask("How many died?").claims] == [(1,)]


def test_figures_are_kept_only_where_a_shown_claim_cites_their_sentence() -> None:
    end = DraftEnd(
        answered=True, figures=(DraftFigure(value="six", label="2.1"), DraftFigure(value="four", label="1.2"))
    )
    answer = make_engine(SEARCHER, ScriptedAnswerer(claim("The toll rose to six.", "2.1"), end)).ask(
        "How many?"
    )
    assert [(f.value, f.citation, f.outlet) for f in answer.figures] == [("six", 1, "Port Wire")]


def test_answer_spans_outside_the_quote_are_dropped() -> None:
    spans = {"1.2": (Span(0, 4), Span(3, 999), Span(5, 5))}
    answerer = ScriptedAnswerer(claim("Four people died.", "1.2", answer_spans=spans), DONE)
    assert make_engine(SEARCHER, answerer).ask("How many?").citations[0].answer_spans == (Span(0, 4),)


def test_a_follow_up_is_searched_standalone_and_history_is_no_evidence() -> None:
    searcher = ListSearcher(make_hit(FERRY))
    answerer = ScriptedAnswerer(claim("A whale sank it.", "1.2"), DONE)
    history = [("Which ships burned in Skerry?", "A whale sank it.")]
    answer = make_engine(searcher, answerer).ask("and in Brannoch?", history=history)
    assert searcher.queries[0][0] == "Which ships burned in Brannoch?"
    assert answer.standalone_question == "Which ships burned in Brannoch?"
    assert answer.question == "and in Brannoch?"
    assert answer.claims == ()


@pytest.mark.parametrize("question", ["", " \n", "?!…", "\u202e\u200b", "word " * 10_000, "x" * 5_000])
def test_what_is_no_question_is_refused_at_once_in_one_line(question: str) -> None:
    searcher = ListSearcher()
    with pytest.raises(InputError) as caught:
        make_engine(searcher, ScriptedAnswerer()).stream(question)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 200
    assert searcher.queries == []


class Differing:
    """Finds the two tolls of the Halda."""

    claims = (
        claim("The toll of the Halda fire rose to six.", "2.1", lead="Port Wire, 5 March 2031:"),
        claim("Four people died.", "1.2", lead="Skerry Ledger, 2 March 2031:"),
    )
    figures = (DraftFigure(value="six", label="2.1"), DraftFigure(value="Four people", label="1.2"))

    def __init__(self) -> None:
        self.asked = 0

    def sides(self, question: str, evidence: object, cited: Collection[str]) -> Sides | None:
        self.asked += 1
        if not set(cited) & {figure.label for figure in self.figures}:
            return None
        return Sides(claims=self.claims, figures=self.figures, note="The articles differ.")


def test_an_answer_with_one_side_gets_the_others_with_date_and_outlet() -> None:
    answer = make_engine(
        SEARCHER, ScriptedAnswerer(claim("Four people died.", "1.2"), DONE), sides=Differing()
    ).ask("How many died?")
    assert [(c.lead, c.text) for c in answer.claims] == [
        ("", "Four people died."),
        ("Port Wire, 5 March 2031:", "The toll of the Halda fire rose to six."),
    ]
    assert [(f.value, f.outlet, f.published_at) for f in answer.figures] == [
        ("six", "Port Wire", "2031-03-05"),
        ("Four people", "Skerry Ledger", "2031-03-02"),
    ]
    assert answer.notes == ("The articles differ.",)
    assert answer.status is Status.ANSWERED


def test_sides_of_another_matter_are_left_out_and_nobody_compares_an_abstention() -> None:
    sides = Differing()
    other = ScriptedAnswerer(claim("Nobody saw how it began.", "1.3"), DONE)
    answer = make_engine(SEARCHER, other, sides=sides).ask("Who saw it?")
    assert len(answer.claims) == 1 and answer.figures == () and answer.notes == ()
    make_engine(SEARCHER, ScriptedAnswerer(DraftEnd(answered=False)), sides=sides).ask("Who saw it?")
    assert sides.asked == 1


def test_a_side_that_fails_the_check_is_not_added() -> None:
    sides = Differing()
    sides.claims = (claim("Nine people died.", "2.1"),)
    answerer = ScriptedAnswerer(claim("Four people died.", "1.2"), DONE)
    answer = make_engine(SEARCHER, answerer, sides=sides).ask("How many died?")
    assert [c.text for c in answer.claims] == ["Four people died."]
    assert [f.value for f in answer.figures] == ["Four people"]
