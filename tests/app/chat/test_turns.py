"""A turn as HTML."""

from app.answer import Answer, Citation, Claim, Figure, Searched, Status, Verdict, VerdictLabel
from app.chat.turns import Turn, turn_html
from index.article import ArticleInfo, Passage, Span
from index.hit import Hit

INFO = ArticleInfo(
    article_id='a"1',
    version="v1",
    title="<b>Bridge</b>",
    outlet="Quay & Post",
    published_at="2031-05-04T10:00",
)
CITATION = Citation(n=1, article=INFO, span=Span(7, 21), quote="twelve bridges", answer_spans=(Span(0, 6),))


def answer(**changes: object) -> Answer:
    claim = Claim(text="There are <twelve>.", verdict=Verdict(VerdictLabel.SUPPORTED), citations=(1,))
    base = {
        "question": "How many?",
        "standalone_question": "How many?",
        "status": Status.ANSWERED,
        "claims": (claim,),
        "citations": (CITATION,),
    }
    return Answer(**{**base, **changes})  # type: ignore[arg-type]


def html(given: Answer) -> str:
    return turn_html(
        Turn(number=2, question=given.question, claims=given.claims, citations=given.citations, answer=given)
    )


def test_a_marker_names_the_exact_characters_of_its_article() -> None:
    shown = html(answer())
    assert 'data-article="a&quot;1" data-version="v1" data-start="7" data-end="21"' in shown
    assert 'data-sources="gw-2-1"' in shown and 'id="gw-2-1"' in shown
    assert "<mark>twelve</mark> bridges" in shown


def test_nothing_from_articles_or_claims_becomes_markup() -> None:
    shown = html(answer())
    assert "&lt;b&gt;Bridge" in shown and "<b>" not in shown
    assert "There are &lt;twelve&gt;." in shown
    assert "Quay &amp; Post" in shown


def test_withheld_sentences_are_folded_away_with_their_reason() -> None:
    failed = Claim(text="Forty.", verdict=Verdict(VerdictLabel.CONTRADICTED, ("the source says twelve",)))
    shown = html(answer(withheld=(failed,)))
    assert "1 sentence withheld" in shown and "the source says twelve" in shown
    assert shown.index("<details") < shown.index("Forty.")


def test_what_the_model_took_is_told_and_nothing_where_none_was_asked() -> None:
    usage = {"requests": 2, "tokens_in": 1234, "tokens_out": 56, "cost": 0.0123}
    assert "m&lt;1&gt;: 2 requests, 1,234 tokens read, 56 written, $0.0123" in html(
        answer(answerer="m<1>", usage=usage)
    )
    assert "tokens" not in html(answer(answerer="m<1>"))


def test_differing_figures_show_date_outlet_and_figure() -> None:
    shown = html(
        answer(
            figures=(Figure(value="12", citation=1, outlet="Quay & Post", published_at="2031-05-04T10:00"),)
        )
    )
    assert (
        "The articles differ" in shown
        and "<time>2031-05-04</time>" in shown
        and "<strong>12</strong>" in shown
    )


def test_an_abstention_says_what_was_searched_and_shows_the_nearest() -> None:
    passage = Passage(
        passage_id="p", article_id="a", version="v1", ordinal=0, start=3, end=9, text="Nearby", sentences=()
    )
    searched = Searched(
        articles=1234,
        passages=5,
        earliest="2031-01-01",
        latest="2031-02-01",
        nearest=(Hit(passage=passage, article=INFO, score=0.5),),
    )
    shown = html(answer(status=Status.ABSTAINED, claims=(), citations=(), searched=searched))
    assert "The articles do not say. Searched 1,234 articles published 2031-01-01 to 2031-02-01." in shown
    assert "Nearest passages" in shown and 'data-start="3" data-end="9"' in shown


def test_a_follow_up_shows_the_question_as_understood() -> None:
    assert "Understood as: How many bridges?" in html(answer(standalone_question="How many bridges?"))
