"""Reading an answer beside its articles: evidence that lights up, copies, and every part of an answer."""

from typing import Any

from app.answer import Answer, Citation, Claim, Figure, Status, Verdict, VerdictLabel
from app.chat.keeping.store import State
from app.contract import to_model
from index.article import ArticleInfo, Span
from tests.support.page import Visitor

LIT = "() => [...(CSS.highlights.get('gw-evidence') || [])].map(range => range.toString())"
BAD = '<img src="https://stranger.example/x.png" onerror="window.hacked=7"><script>window.hacked=8</script>'
LINK = "[here](javascript:window.hacked=9) ![x](https://stranger.example/y.png)"


def test_a_sentence_lights_up_its_words_in_the_article_that_is_open(visitor: Visitor) -> None:
    page = visitor.page
    visitor.ask("How many people live on Skua Rock? And how many pupils does the school have?")
    pupils = page.locator(".gw-claim", has_text="96 pupils")
    people = page.locator(".gw-claim", has_text="1,480 people")
    pupils.hover()
    assert page.evaluate(LIT) == []  # no article is open
    people.locator(".gw-cite").click()
    page.wait_for_selector("#gw-cited")
    pupils.hover()
    assert page.evaluate(LIT) == ["The school has 96 pupils."]
    assert "1,480 people" in page.inner_text("#gw-cited")
    page.mouse.move(5, 5)
    assert page.evaluate(LIT) == []
    people.locator(".gw-cite").focus()
    assert page.evaluate(LIT)[0].startswith("Some 1,480 people live on Skua Rock")
    page.locator(".gw-sources li", has_text="96 pupils").hover()
    assert "The school has 96 pupils." in page.evaluate(LIT)


def test_escape_goes_back_to_the_marker_that_opened_the_article(visitor: Visitor) -> None:
    page = visitor.page
    visitor.open()
    visitor.ask("How many people live on Skua Rock?")
    marker = page.locator(".gw-claim .gw-cite").first
    marker.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'gw-cited'")
    page.keyboard.press("Escape")
    assert marker.evaluate("marker => marker === document.activeElement")


def keep(served: Any, person: str) -> str:
    """Keep an answer with every part there is, hostile throughout, and return its conversation's id."""
    archive = served.services.archive.get().archive
    census = archive.article("census").info
    article = archive.article("census").text
    quote = "The school has 96 pupils."
    start = article.index(quote)
    stranger = ArticleInfo(
        article_id=f"x{BAD}", version="0" * 16, title=f"{BAD}{LINK}", outlet=BAD, author=BAD,
        url='javascript:window.hacked=10//"onmouseover="window.hacked=11', published_at=BAD,
    )  # fmt: skip
    citations = (
        Citation(n=1, article=census, span=Span(start, start + len(quote)), quote=quote, story="s"),
        Citation(n=2, article=stranger, span=Span(0, 3), quote=BAD, story="s", copies=(stranger,)),
    )
    verdicts = [Verdict(VerdictLabel.SUPPORTED), Verdict(VerdictLabel.UNDECIDED, (f"cannot tell {BAD}",))]
    answer = Answer(
        question=BAD,
        standalone_question=f"Understood {BAD}",
        status=Status.PARTIAL,
        claims=(
            Claim(text="It has 96 pupils.", verdict=verdicts[0], citations=(1,)),
            Claim(text=f"Perhaps {BAD} {LINK}", verdict=verdicts[1], citations=(2,), lead=BAD),
        ),
        citations=citations,
        withheld=(Claim(text=BAD, verdict=Verdict(VerdictLabel.CONTRADICTED, (f"says otherwise {LINK}",))),),
        figures=(
            Figure(value="96", citation=1, outlet="Gannet Gazette", published_at="2031-02-03"),
            Figure(value=BAD, citation=2, outlet=BAD, published_at=BAD),
        ),
        notes=(BAD,),
        answerer=BAD,
    )
    kept = served.services.store.begin(person, None, BAD, {"outlets": [BAD]})
    served.services.store.finish(
        kept.turn_id, State.DONE, answer=to_model(answer).model_dump_json(), problem=""
    )
    return str(kept.conversation_id)


def test_every_part_of_an_answer_is_shown_and_none_of_it_becomes_markup(
    visitor: Visitor, served: Any
) -> None:
    page = visitor.page
    visitor.open(f"/?c={keep(served, visitor.person())}")
    page.wait_for_selector(".gw-actions")
    marks = page.locator(".gw-claim").evaluate_all(
        "claims => claims.map(c => [c.querySelector('.gw-verdict')?.innerText, c.querySelector('.gw-verdict').ariaLabel])"
    )
    assert marks == [["✓", "checked against its sources"], ["?", "the check could not decide"]]
    assert "cannot tell" in page.locator(".gw-verdict").last.get_attribute("title")
    told = visitor.last()
    assert "the same report as [1], not a second source" in told and "also in" in told
    assert "Unknown" in told  # the second article was never in the archive
    assert page.locator(".gw-figures li").count() == 2 and "96" in page.inner_text(".gw-figures")
    assert not page.locator(".gw-withheld s").is_visible()
    page.locator(".gw-withheld summary").click()
    assert "says otherwise" in page.inner_text(".gw-withheld li")
    page.locator(".gw-figures .gw-cite").first.click()
    page.wait_for_selector("#gw-cited")
    assert page.inner_text("#gw-cited") == "The school has 96 pupils."
    page.locator(".gw-cite", has_text="2").first.click()
    page.wait_for_selector("#article .gw-problem")
    page.get_by_role("button", name="Earlier conversations").click()
    assert "onerror" in page.inner_text("#earlier")
    assert page.locator("#conversation :is(img, script, iframe), #earlier img, #article img").count() == 0
    assert page.locator("#conversation a[href^=javascript], #article a[href^=javascript]").count() == 0
    for form in ("", ".html"):
        address = page.get_by_role("link", name="Link").get_attribute("href") + form
        reply = visitor.context.request.get(visitor.address + address)
        assert "<img" not in reply.text() and "<script" not in reply.text() and "96" in reply.text()
    assert page.evaluate("window.hacked") is None
    assert visitor.strangers() == [] and visitor.errors == []
