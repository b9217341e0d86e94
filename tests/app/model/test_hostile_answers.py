"""Answers that the check cannot read, repeat or are smuggled in, through the real verifier."""

from contextlib import closing
from pathlib import Path
from typing import Any

from app.answer import Status
from app.engine import Engine
from app.extractive.other_sides import OtherSides
from app.model.build import build_model_answerer
from app.model.client import ModelClient
from app.verify import CombinedVerifier
from tests.support.answering import ListSearcher, make_engine
from tests.support.asked_model import FERRY, Asked, ask, asking
from tests.support.evidence import make_article, make_hit
from tests.support.model_server import text_stream


def real_engine(asked: Asked, *hits: Any) -> Engine:
    """The same model before the shipped check and the finder of other sides."""
    model, verifier = ModelClient(asked.settings, sleep=lambda _: None), CombinedVerifier()
    return make_engine(
        ListSearcher(*hits),
        build_model_answerer(asked.settings, model),  # type: ignore[arg-type]
        fallback=asked.fallback,
        verifier=verifier,
        sides=OtherSides(verifier),
    )


def test_of_an_answer_in_another_language_nothing_is_shown_that_the_check_cannot_read(tmp_path: Path) -> None:
    question = "Wie viele Menschen starben auf der Halda?"
    german = text_stream("Auf der Fähre starben vierzig Menschen, darunter der Kapitän. [1.2]")
    with asking(tmp_path, german) as asked, closing(real_engine(asked, make_hit(FERRY))) as engine:
        answer = engine.ask(question)
        assert [c.text for c in answer.claims] == ["Four people died."]
        assert answer.answerer == "extractive"
        assert "vierzig" in answer.withheld[0].text
    english = text_stream("Four people died. [1.2]")
    with asking(tmp_path, english) as asked, closing(real_engine(asked, make_hit(FERRY))) as engine:
        assert [c.text for c in engine.ask(question).claims] == ["Four people died."]


def test_evidence_that_is_all_one_duplicate_is_one_claim_and_no_conflict(tmp_path: Path) -> None:
    copies = [
        make_article(FERRY.text, f"copy{n}", outlet=f"Paper {n}", published_at="2031-03-02") for n in range(9)
    ]
    every = "Four people died. [1.2]\nFour people died. [2.2]\nFour people died. " + "".join(
        f"[{n}.2]" for n in range(1, 10)
    )
    hits = [make_hit(copy) for copy in copies]
    with asking(tmp_path, text_stream(every)) as asked, closing(real_engine(asked, *hits)) as engine:
        answer = engine.ask("How many people died on the Halda?")
    assert [c.text for c in answer.claims] == ["Four people died."]
    assert (answer.figures, answer.notes, answer.withheld) == ((), (), ())


def test_a_fact_that_rides_on_the_articles_do_not_say_is_withheld_and_the_abstention_believed(
    tmp_path: Path,
) -> None:
    answer, asked = ask(tmp_path, text_stream("The articles do not say, but the mayor is Ida Venn."))
    assert (answer.status, answer.claims) == (Status.ABSTAINED, ())
    assert [c.text for c in answer.withheld] == ["The mayor is Ida Venn."]
    assert asked.fallback.asked == []
    cited = text_stream("The articles do not say who lit it, but four people died. [1.2]")
    answer, _ = ask(tmp_path, cited)
    assert [c.text for c in answer.claims] == ["Four people died."]
    assert answer.status is Status.PARTIAL
