import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from index.article import Article, version_of
from index.reading import Limits, Rejection, SourceFile, discover, read
from index.reading.html import extract

BODY = "The ferry Oriel left Port Sarn at dawn on Monday with forty people on board, the harbour office said."


def read_all(path: Path) -> list[Article | Rejection]:
    items: list[Article | Rejection] = []
    for source in discover([path]):
        items.extend(read(source) if isinstance(source, SourceFile) else [source])
    return items


def articles(path: Path) -> list[Article]:
    return [item for item in read_all(path) if isinstance(item, Article)]


def rejections(path: Path) -> list[Rejection]:
    return [item for item in read_all(path) if isinstance(item, Rejection)]


def page(body: str, head: str = "") -> str:
    return f"<html><head><title>Ferry lost off Oan</title>{head}</head><body>{body}</body></html>"


ARTICLE = (
    "<article><h1>Ferry lost off Oan</h1>"
    + f"<p>{BODY}</p>" * 1
    + f"<p>Nobody was hurt. {BODY[4:]}</p></article>"
)


def test_a_text_file_is_one_article(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"Ferry lost off Oan\nSarn Gazette\n25/10/2023 22h43\n\n{BODY}\n\nPost a Comment")
    [article] = articles(path)
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
    [article] = articles(path)
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
    [article] = articles(tmp_path)
    assert (article.info.title, article.text) == ("Ferry lost", BODY)


def test_a_date_that_the_page_states_is_kept_even_when_the_clock_is_behind(tmp_path: Path) -> None:
    head = '<meta property="article:published_time" content="2131-05-04T09:15:00+01:00">'
    (tmp_path / "a.html").write_text(page(ARTICLE, head))
    [article] = articles(tmp_path)
    assert article.info.published_at == "2131-05-04T09:15:00+01:00"


def test_an_html_page_gives_body_and_metadata(tmp_path: Path) -> None:
    head = (
        '<meta property="og:site_name" content="Sarn Gazette"><meta name="author" content="Mira Tal">'
        '<link rel="canonical" href="https://gazette.example.org/news/ferry">'
        '<meta property="article:published_time" content="2023-10-25T22:43:00+02:00">'
    )
    (tmp_path / "a.html").write_text(page(f"<nav>Home News</nav>{ARTICLE}<footer>Imprint</footer>", head))
    [article] = articles(tmp_path)
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
    [rejection] = read_all(tmp_path)
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
    items = read_all(tmp_path)
    assert len(items) == 2
    assert isinstance(items[1], Article)


def test_each_line_of_jsonl_is_an_article(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    records = [
        {"id": 7, "text": BODY, "title": "Ferry lost", "outlet": "Sarn Gazette", "author": "Mira Tal"},
        {"html": page(ARTICLE), "url": "HTTPS://Gazette.example.org:443/a?utm_source=x&p=1#top"},
        {"text": BODY, "title": "Ferry", "published_at": "2023-10-25"},
    ]
    path.write_text("\n\n".join(json.dumps(record) for record in records))
    first, second, third = articles(path)
    assert (first.info.article_id, first.info.title, first.info.author) == ("7", "Ferry lost", "Mira Tal")
    assert second.info.article_id == "https://gazette.example.org/a?p=1"
    assert second.info.title == "Ferry lost off Oan"
    assert third.info.article_id.startswith(f"{tmp_path.name}/a.jsonl#")
    assert third.info.published_at == "2023-10-25"
    assert rejections(path) == []


def test_a_line_without_id_keeps_its_id_when_lines_or_its_text_change(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"title": "Ferry", "text": BODY}) + "\n" + json.dumps({"text": BODY}))
    ferry, untitled = (article.info.article_id for article in articles(path))
    lines = [
        {"text": "Something quite new came in first."},
        {"title": "Ferry", "text": BODY + " Corrected."},
        {"text": BODY},
    ]
    path.write_text("\n".join(map(json.dumps, lines)))
    new, again, still = (article.info.article_id for article in articles(path))
    assert (again, still) == (ferry, untitled)
    assert len({new, again, still}) == 3
    path.write_text("\n".join(json.dumps({"title": "Weather", "text": f"{BODY} {n}."}) for n in range(3)))
    assert len({article.info.article_id for article in articles(path)}) == 3


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"text": "no end', "the line is not valid JSON"),
        ("[1, 2]", "the line is not a JSON object"),
        ('"text"', "the line is not a JSON object"),
        ("{}", '"text" (or "html") is missing'),
        ('{"text": 12}', '"text" (or "html") is not a string or empty'),
        ('{"text": "  "}', '"text" (or "html") is not a string or empty'),
        ('{"html": "<p>no</p>"}', "its html has no article in it"),
        ("[" * 100_000, "the line is not valid JSON"),
        ('{"text": "\\ud800\\u0000"', "the line is not valid JSON"),
    ],
)
def test_a_bad_line_is_told_and_the_others_are_read(tmp_path: Path, line: str, reason: str) -> None:
    path = tmp_path / "a.jsonl"
    good = json.dumps({"text": BODY})
    path.write_text(f'{good}\n\n{line}\n{good[:-1]}, "id": "z"}}\n')
    assert [article.text for article in articles(path)] == [BODY, BODY]
    [rejection] = rejections(path)
    assert rejection.path == f"{path}:3"
    assert rejection.reason.startswith(reason)
    assert not rejection.article_kept


@pytest.mark.parametrize("day", ["31/31/2023", "03/04/2023", "soon"])
def test_a_date_that_is_none_is_told_and_the_article_kept(tmp_path: Path, day: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": BODY, "published_at": day}))
    article, rejection = read_all(path)
    assert isinstance(article, Article)
    assert article.info.published_at is None
    assert rejection == Rejection(
        f"{path}:1", f'the date "{day}" is not one certain day; the article is kept without a date', True
    )


def test_a_field_of_the_wrong_type_is_told_and_the_article_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": BODY, "title": 12, "outlet": None, "published_at": 1698273780}))
    article, *told = read_all(path)
    assert isinstance(article, Article)
    assert [r.reason.split(" ")[0] for r in told if isinstance(r, Rejection)] == ['"title"', '"published_at"']


def test_jsonl_in_utf16_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes((json.dumps({"text": BODY}) + "\r\n").encode("utf-16"))
    assert [article.text for article in articles(tmp_path)] == [BODY]


def test_nuls_surrogates_and_other_scripts_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    text = "渡船沉没。\0没有人受伤！ غرقت العبارة. \ud800 The end of it."
    path.write_text(json.dumps({"text": text, "title": "渡船\ud800\0沉没"}))
    [article] = articles(path)
    assert article.text == "渡船沉没。没有人受伤！ غرقت العبارة. \ufffd The end of it."
    assert article.info.title == "渡船\ufffd沉没"


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.jsonl"])
def test_empty_and_binary_files_are_told(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"")
    assert [rejection.reason for rejection in rejections(path)] == ["it is empty"]
    path.write_bytes(b"\x7fELF\2\1\1\0\0\0\0\0\xff\xfe\0\n" * 500)
    assert rejections(path)
    assert articles(path) == []
    path.write_text(" \n\t\n")
    assert len(rejections(path)) == 1
    assert articles(path) == []


def test_a_text_of_nothing_but_furniture_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("No comments:\nPost a Comment\n")
    assert [rejection.reason for rejection in rejections(tmp_path)] == ["it has no text in it"]


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
    assert len(articles(tmp_path)) == 2  # and everything is imported while imports are allowed
    (tmp_path / "a.txt").chmod(0)
    (tmp_path / "closed").chmod(0)
    try:
        with ordinary_user():
            items = read_all(tmp_path)
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


def test_a_homepage_is_no_identity(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [{"text": f"{BODY} {n}.", "url": "https://gazette.example.org/"} for n in range(2)]
    path.write_text("\n".join(map(json.dumps, lines)))
    assert len({article.info.article_id for article in articles(path)}) == 2


def test_a_line_that_is_too_long_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    good = json.dumps({"text": BODY})
    path.write_text(f"{good}\n{json.dumps({'text': BODY * 100})}\n{good}\n" + "x" * 3_000)
    [source] = discover([path])
    assert isinstance(source, SourceFile)
    items = list(read(source, Limits(article_bytes=1_000)))
    assert [item.text for item in items if isinstance(item, Article)] == [BODY, BODY]
    told = [(item.path, item.reason) for item in items if isinstance(item, Rejection)]
    assert told == [(f"{path}:{n}", "the line is longer than 1000 bytes") for n in (2, 4)]


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.eml", "a.mhtml", "a.pdf", "a.docx"])
def test_a_file_that_is_too_large_for_one_article_is_told(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(BODY * 20)
    [source] = discover([path])
    assert isinstance(source, SourceFile)
    [told] = read(source, Limits(article_bytes=1_000))
    assert isinstance(told, Rejection)
    assert told.reason == "it is larger than 1000 bytes, too large for one article"


@pytest.mark.parametrize("changed", ["0001-01-01T00:00:00Z", "2031-03-01", "soon"])
def test_a_change_before_publication_is_none(tmp_path: Path, changed: str) -> None:
    record = {"text": BODY, "published_at": "2031-03-14", "modified_at": changed}
    (tmp_path / "a.jsonl").write_text(json.dumps(record))
    [article] = articles(tmp_path)
    assert article.info.modified_at is None


def test_a_page_tells_its_last_change_and_its_language(tmp_path: Path) -> None:
    head = '<meta property="article:modified_time" content="2031-03-15T10:00:00+01:00">'
    (tmp_path / "a.html").write_text(page(ARTICLE, head).replace("<html>", "<html lang='en-GB'>"))
    [article] = articles(tmp_path)
    assert (article.info.modified_at, article.info.language) == ("2031-03-15T10:00:00+01:00", "en-GB")
