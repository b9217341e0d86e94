import json

import pytest

from index.reading.page_metadata import language_tag, page_metadata


def page(data: object, head: str = "") -> str:
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    return f'<html lang="en_gb"><head>{head}{script}</head><body><p>x</p></body></html>'


ARTICLE = {
    "@type": ["ReportageNewsArticle"],
    "headline": "Ferry &amp; crew lost",
    "author": [{"@type": "Person", "name": "Mira Tal"}, "Jon Ask", {"name": "https://x.example/me"}],
    "publisher": {"@type": "Organization", "name": "Sarn Gazette"},
    "datePublished": "2031-03-14T06:30:00+01:00",
    "dateModified": "2031-03-15",
    "url": "https://gazette.example/a",
    "inLanguage": "en",
}


@pytest.mark.parametrize(
    "data", [ARTICLE, [ARTICLE], {"@graph": [{"@type": "WebSite"}, ARTICLE]}, {"mainEntity": ARTICLE}]
)
def test_json_ld_tells_of_the_article(data: object) -> None:
    told = page_metadata(page(data))
    assert (told.title, told.author, told.outlet) == (
        "Ferry & crew lost",
        "Mira Tal; Jon Ask",
        "Sarn Gazette",
    )
    assert (told.published, told.modified_at) == (("2031-03-14T06:30:00+01:00",), "2031-03-15")
    assert (told.url, told.language) == ("https://gazette.example/a", "en-GB")


def test_the_head_tells_where_json_ld_does_not() -> None:
    head = (
        '<meta property="og:site_name" content="Sarn Gazette"><meta property="og:title" content="Ferry lost">'
        '<meta property="article:modified_time" content="2031-03-15T10:00:00Z">'
        '<link rel="canonical" href="https://gazette.example/b"><link rel="alternate" href="https://x.example">'
    )
    told = page_metadata(page({"@type": "Person", "name": "Nobody"}, head))
    assert (told.title, told.author, told.outlet) == ("Ferry lost", None, "Sarn Gazette")
    assert (told.modified_at, told.url) == ("2031-03-15T10:00:00Z", "https://gazette.example/b")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<",
        '<script type="application/ld+json">{oops</script>',
        f'<script type="application/ld+json">{"[" * 100_000}</script>',
        page({"@type": "NewsArticle", "headline": 3, "author": {"name": None}, "publisher": [[]], "url": {}}),
        page([{"@graph": [{"@graph": []}] * 600}]),
        '<link rel="canonical" href="javascript:alert(1)"><meta name="author">',
        "<div>" * 100_000,
    ],
)
def test_odd_pages_tell_nothing(text: str) -> None:
    told = page_metadata(text)
    assert (told.title, told.author, told.outlet, told.url) == (None, None, None, None)


@pytest.mark.parametrize(
    ("given", "tag"),
    [
        ("en", "en"),
        ("PT_br.UTF8", "pt-BR"),
        ("zh-hans-cn", "zh-Hans-CN"),
        ("English language", None),
        ("", None),
        (None, None),
    ],
)
def test_languages(given: str | None, tag: str | None) -> None:
    assert language_tag(given) == tag
