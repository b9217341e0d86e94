import json
from pathlib import Path

import pytest

from index.article import Article
from index.reading import Limits, Rejection, SourceFile, discover, read
from tests.support.reading import articles_in, read_items, rejections_in

BODY = "The ferry Oriel left Port Sarn at dawn on Monday with forty people on board, the harbour office said."
PAGE = (
    "<html><head><title>Ferry lost off Oan</title></head><body><article><h1>Ferry lost off Oan</h1>"
    f"<p>{BODY}</p><p>Nobody was hurt. {BODY[4:]}</p></article></body></html>"
)


def test_each_line_of_jsonl_is_an_article(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    records = [
        {"id": 7, "text": BODY, "title": "Ferry lost", "outlet": "Sarn Gazette", "author": "Mira Tal"},
        {"html": PAGE, "url": "HTTPS://Gazette.example.org:443/a?utm_source=x&p=1#top"},
        {"text": BODY, "title": "Ferry", "published_at": "2023-10-25"},
    ]
    path.write_text("\n\n".join(json.dumps(record) for record in records))
    first, second, third = articles_in(path)
    assert (first.info.article_id, first.info.title, first.info.author) == ("7", "Ferry lost", "Mira Tal")
    assert second.info.article_id == "https://gazette.example.org/a?p=1"
    assert second.info.title == "Ferry lost off Oan"
    assert third.info.article_id.startswith(f"{tmp_path.name}/a.jsonl#")
    assert third.info.published_at == "2023-10-25"
    assert rejections_in(path) == []


def test_a_line_without_id_keeps_its_id_when_lines_or_its_text_change(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"title": "Ferry", "text": BODY}) + "\n" + json.dumps({"text": BODY}))
    ferry, untitled = (article.info.article_id for article in articles_in(path))
    lines = [
        {"text": "Something quite new came in first."},
        {"title": "Ferry", "text": BODY + " Corrected."},
        {"text": BODY},
    ]
    path.write_text("\n".join(map(json.dumps, lines)))
    new, again, still = (article.info.article_id for article in articles_in(path))
    assert (again, still) == (ferry, untitled)
    assert len({new, again, still}) == 3
    path.write_text("\n".join(json.dumps({"title": "Weather", "text": f"{BODY} {n}."}) for n in range(3)))
    assert len({article.info.article_id for article in articles_in(path)}) == 3


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
    assert [article.text for article in articles_in(path)] == [BODY, BODY]
    [rejection] = rejections_in(path)
    assert rejection.path == f"{path}:3"
    assert rejection.reason.startswith(reason)
    assert not rejection.article_kept


@pytest.mark.parametrize("day", ["31/31/2023", "03/04/2023", "soon"])
def test_a_date_that_is_none_is_told_and_the_article_kept(tmp_path: Path, day: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": BODY, "published_at": day}))
    article, rejection = read_items(path)
    assert isinstance(article, Article)
    assert article.info.published_at is None
    assert rejection == Rejection(
        f"{path}:1", f'the date "{day}" is not one certain day; the article is kept without a date', True
    )


def test_a_field_of_the_wrong_type_is_told_and_the_article_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": BODY, "title": 12, "outlet": None, "published_at": 1698273780}))
    article, *told = read_items(path)
    assert isinstance(article, Article)
    assert [r.reason.split(" ")[0] for r in told if isinstance(r, Rejection)] == ['"title"', '"published_at"']


def test_jsonl_in_utf16_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes((json.dumps({"text": BODY}) + "\r\n").encode("utf-16"))
    assert [article.text for article in articles_in(tmp_path)] == [BODY]


def test_nuls_surrogates_and_other_scripts_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    text = "渡船沉没。\0没有人受伤！ غرقت العبارة. \ud800 The end of it."
    path.write_text(json.dumps({"text": text, "title": "渡船\ud800\0沉没"}))
    [article] = articles_in(path)
    assert article.text == "渡船沉没。没有人受伤！ غرقت العبارة. \ufffd The end of it."
    assert article.info.title == "渡船\ufffd沉没"


def test_a_homepage_is_no_identity(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [{"text": f"{BODY} {n}.", "url": "https://gazette.example.org/"} for n in range(2)]
    path.write_text("\n".join(map(json.dumps, lines)))
    assert len({article.info.article_id for article in articles_in(path)}) == 2


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


@pytest.mark.parametrize("changed", ["0001-01-01T00:00:00Z", "2031-03-01", "soon"])
def test_a_change_before_publication_is_none(tmp_path: Path, changed: str) -> None:
    record = {"text": BODY, "published_at": "2031-03-14", "modified_at": changed}
    (tmp_path / "a.jsonl").write_text(json.dumps(record))
    [article] = articles_in(tmp_path)
    assert article.info.modified_at is None
