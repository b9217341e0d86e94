"""Everything that goes wrong at once: each is told in one line, the rest is indexed, nothing is lost."""

import gzip
import json
import os
from pathlib import Path

import pytest

from index.archive import Archive
from index.reading import Limits
from index.reading.decoding import decode
from tests.index.archives import story, write
from tests.support.files import pdf, zipped

pytestmark = pytest.mark.slow_on_servers

LAUGHS = b'<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><r>&b;</r>'
BAD: dict[str, bytes] = {
    "bomb.txt.gz": gzip.compress(b"a" * 1_000_000),
    "bomb.zip": zipped({"a.txt": b"a" * 1_000_000}),
    "laughs.docx": zipped({"[Content_Types].xml": LAUGHS, "word/document.xml": LAUGHS}),
    "deep.html": b"<div>" * 100_000,
    "locked.pdf": pdf([[]], encrypted=True),
    "scan.pdf": pdf([[]]),
    "empty.pdf": b"",
    "long.jsonl": b'{"text": "' + b"x" * 700_000 + b'"}',
    "number.jsonl": b'{"text": 12}',
    "columns.csv": b"name,age\nAda,36\n",
    "picture.eml": b"Content-Type: image/png\n\n\x89PNG",
    "binary.txt": bytes(range(256)) * 40,
    "torn.zip": b"PK\3\4",
}


def test_each_bad_file_is_one_line_and_the_good_ones_are_indexed(archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "news"
    write(folder, "a\nrejected: b.txt", story(1))
    write(folder, "z.txt", story(2))
    (folder / "up").symlink_to(folder, target_is_directory=True)
    for name, body in BAD.items():
        (folder / name).write_bytes(body)
    limits = Limits(article_bytes=600_000, bundle_ratio=5, free_bytes=50_000)
    report = archive.index([folder], limits=limits)
    told = [Path(r.path.split(":")[0]).name for r in report.rejected if not r.reason.startswith("the rest")]
    assert sorted(told) == sorted("a.txt" if name == "bomb.zip" else name for name in BAD)
    assert all(r.reason.isprintable() and r.path.isprintable() for r in report.rejected)
    assert (report.added, report.articles) == (2, 2)
    again = archive.index([folder], limits=limits)
    assert (again.unchanged, again.rejected) == (2, report.rejected)


def test_a_file_from_the_future_is_indexed_once(archive: Archive, tmp_path: Path) -> None:
    path = write(tmp_path / "news", "a.txt", story(1))
    os.utime(path, (4e9, 4e9))
    assert archive.index([path]).added == 1
    assert archive.index([path]).unchanged == 1


def test_one_id_with_two_texts_keeps_the_first_and_tells_the_second(archive: Archive, tmp_path: Path) -> None:
    rows = [{"id": "x", "text": story(1)}, {"id": "x", "text": story(2)}, {"id": "y", "text": story(3)}]
    write(tmp_path, "a.jsonl", "\n".join(map(json.dumps, rows)))
    report = archive.index([tmp_path / "a.jsonl"])
    assert report.added == 2
    [rejection] = report.rejected
    assert "'x' stands earlier in the file with another text" in rejection.reason
    assert "number 1 " in archive.article("x").text


ARABIC, CHINESE = "غرقت العبارة قبالة ميناء سارن.", "渡船沉没，没有人受伤。"
ODD = (
    f"{ARABIC} \0 {CHINESE} \u202eevil\u202c The ferry sank off Port Sarn, the harbour office said on Monday."
)


@pytest.mark.parametrize(
    "name", ["a.txt", "a.md", "a.html", "a.jsonl", "a.csv", "a.eml", "a.txt.gz", "a.zip"]
)
def test_every_script_is_read_and_no_sign_that_is_none_stays(
    archive: Archive, tmp_path: Path, name: str
) -> None:
    text = ODD.encode() + b" \xed\xa0\x80 end."  # a lone surrogate, as broken programs write it
    page = b"<html><body><article><h1>x</h1><p>" + text + b"</p><p>" + text + b"</p></article></body></html>"
    bodies = {
        ".txt": text, ".md": text, ".html": page, ".csv": b"text\n\"" + text + b"\"\n",
        ".jsonl": json.dumps({"text": ODD + " \ud800"}).encode(),
        ".eml": b"Content-Type: text/plain; charset=utf-8\n\n" + text,
        ".gz": gzip.compress(text), ".zip": zipped({"a.txt": text}),
    }  # fmt: skip
    (tmp_path / name).write_bytes(bodies[Path(name).suffix])
    report = archive.index([tmp_path / name])
    assert (report.added, report.rejected) == (1, ())
    [info] = archive.articles()
    found = archive.article(info.article_id).text
    assert ARABIC in found and CHINESE in found
    assert not any(sign in found for sign in "\0\u202e\ud800")


def test_bytes_that_are_no_text_are_never_guessed_at() -> None:
    assert decode(bytes(range(256)) * 40) is None
