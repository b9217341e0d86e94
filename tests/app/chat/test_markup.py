"""The pieces of HTML that everything shown is made of."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.chat.markup import link, marked, text, web_address
from index.article import Span


class _Reader(HTMLParser):
    """Collects what a browser would see: tags, and the text inside and outside `<mark>`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.inside = ""
        self.all = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)
        self.depth = tag == "mark"

    def handle_endtag(self, tag: str) -> None:
        self.depth = False

    depth = False

    def handle_data(self, data: str) -> None:
        self.all += data
        if self.depth:
            self.inside += data


PRINTABLE = st.text(st.characters(min_codepoint=32, exclude_categories=("Cs", "Cc")), max_size=60)


@given(PRINTABLE, st.integers(0, 60), st.integers(0, 60))
def test_a_marked_text_shows_the_same_characters_and_marks_exactly_the_span(
    value: str, a: int, b: int
) -> None:
    span = Span(min(a, b), max(a, b))
    reader = _Reader()
    reader.feed(marked(value, [span]))
    reader.close()
    assert reader.all == value
    assert reader.inside == value[span.start : span.end]


@pytest.mark.parametrize(
    "hostile",
    ["<script>x</script>", '"><img src=x onerror=x>', "' onfocus='x", "<!-- ", "&lt;b&gt;", "\x00\x1b[31m"],
)
def test_hostile_text_makes_no_tag(hostile: str) -> None:
    reader = _Reader()
    reader.feed(f'<p title="{text(hostile)}">{text(hostile)}</p>')
    assert reader.tags == ["p"]


def test_overlapping_spans_are_joined() -> None:
    assert marked("abcdef", [Span(3, 5), Span(1, 4), Span(9, 12)]) == "a<mark>bcde</mark>f"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//host", "http://", "http://[", "", None]
)
def test_only_web_addresses_become_links(url: str | None) -> None:
    assert not web_address(url)
    assert link(url, "a<b") == "a&lt;b"


def test_a_link_tells_its_target_nothing() -> None:
    assert 'rel="noopener noreferrer nofollow"' in link("https://outlet.example/x?a=1&b=2", "read")
    assert "a=1&amp;b=2" in link("https://outlet.example/x?a=1&b=2", "read")
