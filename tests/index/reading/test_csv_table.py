from pathlib import Path

import pytest

from index.reading import Limits
from tests.support.reading import articles_in, rejections_in

BODY = "The ferry Oriel left Port Sarn at dawn and the harbour office said so."


def test_each_row_is_an_article_by_the_names_of_the_columns(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "\ufeffID,Headline,Source,Publish Date,Body,clicks\r\n"
        f'7,"Ferry, lost",Sarn Gazette,2031-03-14,"{BODY}\n\nIt ""sank"".",12\r\n'
        f",Second,,,{BODY}\r\n",
        encoding="utf-8",
    )
    first, second = articles_in(path)
    assert first.text == f'{BODY}\n\nIt "sank".'
    info = first.info
    assert (info.article_id, info.title, info.outlet, info.published_at) == (
        "7",
        "Ferry, lost",
        "Sarn Gazette",
        "2031-03-14",
    )
    assert second.info.article_id.startswith(f"{tmp_path.name}/a.csv#")
    assert rejections_in(path) == []


@pytest.mark.parametrize(("sign", "encoding"), [(";", "utf-8"), ("\t", "cp1252"), ("|", "utf-16")])
def test_other_separators_and_encodings(tmp_path: Path, sign: str, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(
        f"title{sign}text\nÜber die Fähre{sign}Die Fähre fährt um fünf Uhr ab.\n".encode(encoding)
    )
    [article] = articles_in(path)
    assert (article.info.title, article.text) == ("Über die Fähre", "Die Fähre fährt um fünf Uhr ab.")


@pytest.mark.parametrize("head", ["name,age", "", "1,2,3"])
def test_a_table_without_a_column_of_text_is_told(tmp_path: Path, head: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"{head}\nx,{BODY}\n")
    [rejection] = rejections_in(path)
    assert rejection.reason.startswith('its first line names no column "text"')
    assert articles_in(path) == []


def test_a_row_of_too_many_columns_is_told_and_the_rest_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"title,text\na,{BODY},too,many\nb,\nc,{BODY}\n")
    [article] = articles_in(path)
    assert article.info.title == "c"
    assert [(r.path, r.reason) for r in rejections_in(path)] == [
        (f"{path}:2", "the row has 4 columns where the first line names 2"),
        (f"{path}:3", "the row has no text in it"),
    ]


def test_long_fields_are_read_and_too_long_ones_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    long = "word " * 40_000  # more than the module's own bound
    path.write_text(f"text\n{long}\n")
    assert len(articles_in(path)[0].text) == len(long) - 1
    told = rejections_in(path, Limits(article_bytes=1_000))
    assert [r.reason for r in told] == ["a line is longer than 1000 bytes; the rest of the file was not read"]


def test_a_quote_that_is_never_closed_costs_its_row_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = [f'{n},"{BODY} Row {n}."' for n in range(1, 7)]
    rows[1] = rows[1][:-1]  # the mark that closes it is missing
    rows[3] = rows[3][:-1] + "\nA second line of it\nand a third."
    rows[5] = rows[5][:-1]
    path.write_text("id,text\n" + "\n".join(rows) + "\n")
    assert [article.info.article_id for article in articles_in(path)] == ["1", "3", "5", "6"]
    told = "a quotation mark in the row is not closed, or not doubled; the row was left out"
    assert [(r.path, r.reason) for r in rejections_in(path)] == [(f"{path}:3", told), (f"{path}:5", told)]


def test_a_quote_in_an_odd_place_is_taken_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'title,text\n"Ferry "Oriel" lost",{BODY}\nThe "Tern" sails,{BODY}\n')
    assert [article.info.title for article in articles_in(path)] == ['Ferry Oriel" lost"', 'The "Tern" sails']


def test_rows_are_read_in_bounded_memory_however_long_a_quote_stays_open(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'id,text\n0,"{BODY}\n' + "".join(f"{n},{BODY}\n" for n in range(1, 40)))
    found = articles_in(path, Limits(article_bytes=1_000))
    assert len(found) == 39
    assert len(rejections_in(path, Limits(article_bytes=1_000))) == 1
