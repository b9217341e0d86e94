import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from index.article import Article, version_of
from index.reading import Limits, Rejection, SourceFile, discover, read
from index.reading.html import extract
from tests.support.reading import articles_in, read_items, rejections_in

BODY = "The ferry Oriel left Port Sarn at dawn on Monday with forty people on board, the harbour office said."


def page(body: str, head: str = "") -> str:
    return f"<html><head><title>Ferry lost off Oan</title>{head}</head><body>{body}</body></html>"


ARTICLE = f"<article><h1>Ferry lost off Oan</h1><p>{BODY}</p><p>Nobody was hurt. {BODY[4:]}</p></article>"


def test_a_text_file_is_one_article(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"Ferry lost off Oan\nSarn Gazette\n25/10/2023 22h43\n\n{BODY}\n\nPost a Comment")
    [article] = articles_in(path)
    assert article.text == BODY
    info = article.info
    assert (info.title, info.outlet, info.published_at) == (
        "Ferry lost off Oan",
        "Sarn Gazette",
        "2023-10-25T22:43",
    )
    assert (info.author, info.url) == (None, None)
    assert info.article_id == f"{tmp_path.name}/a.txt"
    assert info.version == version_of(BODY)
    assert info.source_path == str(path)


def test_markdown_gives_its_text_without_marks(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        "---\ntitle: 'Ferry lost'\ndate: 2023-10-25\nauthor: Mira Tal\ntags: [sea]\n---\n"
        "## What happened\n\nThe *ferry* [Oriel](https://example.org/o) left\n**Port Sarn** at dawn.\n\n"
        "![photo](x.jpg)\n\n- One boat\n- Two boats\n\n<div>plain <b>html</b> is here</div>\n"
    )
    [article] = articles_in(path)
    assert article.text == (
        "What happened\n\nThe ferry Oriel left Port Sarn at dawn.\n\n"
        "One boat\n\nTwo boats\n\nplain html is here"
    )
    assert (article.info.title, article.info.published_at, article.info.author) == (
        "Ferry lost",
        "2023-10-25",
        "Mira Tal",
    )


def test_a_markdown_heading_is_the_title(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"# Ferry lost\n\n{BODY}\n")
    [article] = articles_in(tmp_path)
    assert (article.info.title, article.text) == ("Ferry lost", BODY)


def test_a_date_that_the_page_states_is_kept_even_when_the_clock_is_behind(tmp_path: Path) -> None:
    head = '<meta property="article:published_time" content="2131-05-04T09:15:00+01:00">'
    (tmp_path / "a.html").write_text(page(ARTICLE, head))
    [article] = articles_in(tmp_path)
    assert article.info.published_at == "2131-05-04T09:15:00+01:00"


def test_an_html_page_gives_body_and_metadata(tmp_path: Path) -> None:
    head = (
        '<meta property="og:site_name" content="Sarn Gazette"><meta name="author" content="Mira Tal">'
        '<link rel="canonical" href="https://gazette.example.org/news/ferry">'
        '<meta property="article:published_time" content="2023-10-25T22:43:00+02:00">'
    )
    (tmp_path / "a.html").write_text(page(f"<nav>Home News</nav>{ARTICLE}<footer>Imprint</footer>", head))
    [article] = articles_in(tmp_path)
    info = article.info
    assert article.text.startswith(BODY)
    assert "Imprint" not in article.text
    assert (info.title, info.outlet, info.author) == ("Ferry lost off Oan", "Sarn Gazette", "Mira Tal")
    assert info.url == info.article_id == "https://gazette.example.org/news/ferry"
    assert info.published_at == "2023-10-25T22:43:00+02:00"


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<nav><a href='/'>Home</a> <a href='/n'>News</a></nav>",
        "<script>var a = 'no article here.'</script>",
    ],
)
def test_a_page_without_an_article_is_rejected(tmp_path: Path, body: str) -> None:
    (tmp_path / "a.html").write_text(page(body))
    [rejection] = read_items(tmp_path)
    assert isinstance(rejection, Rejection)
    assert rejection.reason == "the page has no article in it"


def test_of_a_page_with_too_many_tags_all_paragraphs_are_taken() -> None:
    head = (
        '<meta property="og:title" content="Ferry lost"><meta property="og:site_name" content="Sarn Gazette">'
    )
    head += '<meta property="article:published_time" content="2031-03-14T06:30:00Z">'
    found = extract(page(ARTICLE, head), most_tags=5)
    assert found is not None
    assert found.text.split("\n") == [BODY, f"Nobody was hurt. {BODY[4:]}"]
    assert (found.title, found.outlet, found.published_at) == (
        "Ferry lost",
        "Sarn Gazette",
        "2031-03-14T06:30:00+00:00",
    )
    assert extract(page("<p>no</p>"), most_tags=5) is None


def test_a_page_nested_very_deep_costs_one_file_at_most(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page("<div>" * 100_000 + ARTICLE))
    (tmp_path / "b.html").write_text(page(ARTICLE))
    items = read_items(tmp_path)
    assert len(items) == 2
    assert isinstance(items[1], Article)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.jsonl"])
def test_empty_and_binary_files_are_told(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"")
    assert [rejection.reason for rejection in rejections_in(path)] == ["it is empty"]
    path.write_bytes(b"\x7fELF\2\1\1\0\0\0\0\0\xff\xfe\0\n" * 500)
    assert rejections_in(path)
    assert articles_in(path) == []
    path.write_text(" \n\t\n")
    assert len(rejections_in(path)) == 1
    assert articles_in(path) == []


def test_a_text_of_nothing_but_furniture_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("No comments:\nPost a Comment\n")
    assert [rejection.reason for rejection in rejections_in(tmp_path)] == ["it has no text in it"]


@contextmanager
def ordinary_user() -> Iterator[None]:
    """Take root's rights away for a while, so that permissions count for it too."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_file_or_folder_without_permission_is_told_and_the_rest_read(tmp_path: Path) -> None:
    for folder in (tmp_path, *tmp_path.parents[:3]):  # pytest-N/[worker/]test
        if folder.stat().st_uid == os.geteuid():
            folder.chmod(0o755)
    (tmp_path / "a.txt").write_text(BODY)
    (tmp_path / "b.txt").write_text(BODY)
    (tmp_path / "closed").mkdir()
    assert len(articles_in(tmp_path)) == 2  # and everything is imported while imports are allowed
    (tmp_path / "a.txt").chmod(0)
    (tmp_path / "closed").chmod(0)
    try:
        with ordinary_user():
            items = read_items(tmp_path)
    finally:
        (tmp_path / "closed").chmod(0o755)
    told = {Path(item.path).name: item.reason for item in items if isinstance(item, Rejection)}
    assert told == {"a.txt": "no permission to read it", "closed": "no permission to read it"}
    assert sum(isinstance(item, Article) for item in items) == 1


def test_a_file_that_goes_away_or_fails_while_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(BODY)
    [source] = discover([path])
    assert isinstance(source, SourceFile)
    path.unlink()
    [rejection] = read(source)
    assert isinstance(rejection, Rejection)
    assert "cannot be read" in rejection.reason


def test_a_text_that_is_too_long_for_one_article_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY * 20)
    lines = (json.dumps({"text": text}) for text in (BODY * 20, BODY))
    (tmp_path / "b.jsonl").write_text("\n".join(lines))
    items = read_items(tmp_path, Limits(article_chars=1_000))
    assert [item.text for item in items if isinstance(item, Article)] == [BODY]
    told = "its text has more than 1,000 characters, too many for one article"
    assert [(Path(r.path).name, r.reason) for r in items if isinstance(r, Rejection)] == [
        ("a.txt", told),
        ("b.jsonl:1", told),
    ]


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.eml", "a.mhtml", "a.pdf", "a.docx"])
def test_a_file_that_is_too_large_for_one_article_is_told(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(BODY * 20)
    [source] = discover([path])
    assert isinstance(source, SourceFile)
    [told] = read(source, Limits(article_bytes=1_000))
    assert isinstance(told, Rejection)
    assert told.reason == "it is larger than 1000 bytes, too large for one article"


def test_a_page_tells_its_last_change_and_its_language(tmp_path: Path) -> None:
    head = '<meta property="article:modified_time" content="2031-03-15T10:00:00+01:00">'
    (tmp_path / "a.html").write_text(page(ARTICLE, head).replace("<html>", "<html lang='en-GB'>"))
    [article] = articles_in(tmp_path)
    assert (article.info.modified_at, article.info.language) == ("2031-03-15T10:00:00+01:00", "en-GB")
