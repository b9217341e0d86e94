"""Answers to take along."""

from html.parser import HTMLParser

from app.answer import Answer, Citation, Claim, Status, Verdict, VerdictLabel
from app.chat.export import answer_markdown, answer_page
from index.article import ArticleInfo, Span

BAD = "<img src=x onerror=alert(1)> [a](javascript:x) **b**"


def hostile() -> Answer:
    info = ArticleInfo(article_id="a", version="v", title=BAD, outlet=BAD, url="javascript:x")
    verdict = Verdict(VerdictLabel.SUPPORTED)
    return Answer(
        question=BAD,
        standalone_question=BAD,
        status=Status.ANSWERED,
        claims=(Claim(text=BAD, verdict=verdict, citations=(1,)),),
        citations=(Citation(n=1, article=info, span=Span(0, len(BAD)), quote=BAD),),
        withheld=(Claim(text=BAD, verdict=Verdict(VerdictLabel.UNSUPPORTED, (BAD,))),),
        notes=(BAD,),
    )


def test_the_page_needs_nothing_and_holds_no_markup_from_outside() -> None:
    tags: dict[str, dict[str, str | None]] = {}

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            tags[tag] = dict(attrs)

    page = answer_page(hostile(), {1: BAD})
    Reader().feed(page)
    assert not {"img", "script", "link", "a", "iframe"} & set(tags)
    assert not any(name in {"src", "href", "onerror"} for found in tags.values() for name in found)
    assert "Withheld: 1" in page


def test_markdown_from_outside_is_no_markup() -> None:
    written = answer_markdown(hostile())
    assert written.count("\\<img") == written.count("<img") > 3
    assert "](javascript" not in written.replace("\\]\\(", "")
    assert "\\[a\\]\\(javascript:x\\) \\*\\*b\\*\\* [1]" in written
