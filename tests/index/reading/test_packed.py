import gzip
import json
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from index.reading import Limits
from index.reading.bounded import Allowance, TooLarge
from tests.support.files import zipped
from tests.support.reading import articles_in, read_items, rejections_in

BODY = "The ferry Oriel left Port Sarn at dawn, the harbour office said."
PAGE = f"<html><body><article><h1>Ferry</h1><p>{BODY} Nobody was hurt in it.</p></article></body></html>"


def test_a_gzipped_file_is_read_as_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "a.JSONL.gz"
    path.write_bytes(
        gzip.compress("\n".join(json.dumps({"id": str(n), "text": BODY}) for n in range(3)).encode())
    )
    (tmp_path / "crawl.gz").write_bytes(gzip.compress(b"x"))
    (tmp_path / "b.tar.gz").write_bytes(gzip.compress(b"x"))
    assert [article.info.article_id for article in articles_in(tmp_path)] == ["0", "1", "2"]
    told = "it is a bundle of a kind that is not opened; unpack it first"
    assert {Path(r.path).name: r.reason for r in rejections_in(tmp_path)} == {
        "b.tar.gz": told,
        "crawl.gz": told,
    }
    assert rejections_in(tmp_path / "crawl.gz")[0].reason == told


def test_the_files_of_a_zip_are_read_as_in_a_folder(tmp_path: Path) -> None:
    members = {
        "north/b.html": PAGE,
        "north/a.txt": f"{BODY} It sank.",
        "c.txt.gz": gzip.compress(f"{BODY} It was raised.".encode()),
        "photo.jpg": "x",
        ".hidden.txt": "x",
        "__MACOSX/a.txt": "x",
        "empty.txt": "",
        "bad.jsonl": "{oops",
        "inner.zip": zipped({"a.txt": BODY}),
    }
    path = tmp_path / "week.zip"
    path.write_bytes(zipped(members))
    found = {article.info.article_id: article for article in articles_in(path)}
    home = f"{tmp_path.name}/week.zip"
    assert set(found) == {f"{home}/c.txt.gz", f"{home}/north/a.txt", f"{home}/north/b.html"}
    assert found[f"{home}/north/a.txt"].info.source_path == f"{path}/north/a.txt"
    assert {rejection.path: rejection.reason for rejection in rejections_in(path)} == {
        f"{path}/bad.jsonl:1": "the line is not valid JSON at column 2",
        f"{path}/empty.txt": "it has no text in it",
        f"{path}/inner.zip": "it is a bundle inside a bundle, and is not opened",
    }


def test_names_that_lead_out_of_a_zip_lead_nowhere(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.zip").write_bytes(
        zipped({"../../out.txt": BODY, "/etc/b.txt": BODY, "c\nrejected: d.txt": BODY})
    )
    found = articles_in(folder)
    assert len(found) == 3
    assert all(article.info.article_id.startswith("in/a.zip/") for article in found)
    assert all(article.info.source_path.isprintable() for article in found)
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


SMALL = Limits(free_bytes=10_000, bundle_ratio=5)


def test_bombs_are_told_and_what_came_before_is_kept(tmp_path: Path) -> None:
    bomb = b"a" * 1_000_000
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(bomb))
    (tmp_path / "b.zip").write_bytes(zipped({"a.txt": BODY, "b.txt": bomb, "c.txt": BODY}))
    (tmp_path / "c.zip").write_bytes(zipped({"a.txt.gz": gzip.compress(bomb)}))
    (tmp_path / "d.txt").write_text(f"{BODY} And all went on.")
    assert [Path(article.info.source_path).name for article in articles_in(tmp_path, SMALL)] == [
        "a.txt",
        "d.txt",
    ]
    told = [(Path(r.path).name, r.reason) for r in rejections_in(tmp_path, SMALL)]
    too_much = "it unpacks to more than 10 kB, too much for its size"
    assert told == [
        ("a.txt.gz", too_much),
        ("b.txt", too_much),
        ("b.zip", "the rest of it was not read"),
        ("a.txt.gz", too_much),
    ]


def test_an_allowance_grows_with_the_bundle_up_to_a_bound() -> None:
    limits = Limits(free_bytes=10, bundle_ratio=2, bundle_bytes=1_000)
    assert [Allowance(size, limits).limit for size in (0, 4, 100, 10_000)] == [10, 10, 200, 1_000]
    with pytest.raises(TooLarge, match="more than 10 bytes"):
        Allowance(0, limits).take(11)


def test_damaged_and_encrypted_bundles_are_told(tmp_path: Path) -> None:
    whole = gzip.compress(json.dumps({"text": BODY}).encode() + b"\n" + b"x" * 50_000)
    (tmp_path / "a.jsonl.gz").write_bytes(whole[:-12])
    (tmp_path / "b.zip").write_bytes(b"PK\3\4 no zip")
    body = bytearray(zipped({"a.txt": BODY * 20, "b.txt": BODY}))
    body[45:55] = bytes(10)
    (tmp_path / "c.zip").write_bytes(body)
    with zipfile.ZipFile(tmp_path / "d.zip", "w") as bundle:
        bundle.writestr("a.txt", BODY)
        bundle.filelist[0].flag_bits |= 1
    told = {Path(r.path).name: r.reason for r in rejections_in(tmp_path)}
    assert told["a.jsonl.gz"].startswith("it is not whole gzip data")
    assert told["b.zip"] == "it is not a whole zip file"
    assert told["a.txt"] == "it is encrypted" or told["a.txt"].startswith("it is damaged")
    assert len(articles_in(tmp_path)) == 2  # the first line of a, the second file of c


def test_a_zip_of_too_many_files_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({f"{n}.txt": BODY for n in range(4)}))
    assert rejections_in(tmp_path, Limits(bundle_members=3))[0].reason == "it holds more than 3 files"
    assert len(articles_in(tmp_path, Limits(bundle_members=4))) == 4


@pytest.mark.parametrize("name", ["a.zip", "a.docx"])
def test_files_in_a_zip_are_counted_before_they_are_listed(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A list of millions of empty files would fill the memory by itself."""
    (tmp_path / name).write_bytes(zipped({f"{n}.txt": "" for n in range(9)}))
    monkeypatch.setattr(zipfile.ZipFile, "__init__", lambda *args: pytest.fail("it was opened"))
    assert rejections_in(tmp_path, Limits(bundle_members=8))[0].reason == "it holds more than 8 files"


def test_a_zip_that_lies_about_its_list_is_told(tmp_path: Path) -> None:
    body = bytearray(zipped({"a.txt": BODY}))
    end = body.rindex(b"PK\5\6")
    body[end + 12 : end + 20] = b"\xff" * 8  # the size and the place of the list
    (tmp_path / "a.zip").write_bytes(body)
    assert rejections_in(tmp_path)[0].reason == "it is not a whole zip file"


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.zip"])
def test_a_bundle_is_never_held_in_memory_whole(tmp_path: Path, name: str) -> None:
    line = json.dumps({"text": "word " * 200_000}) + "\n"  # a megabyte, more than one article may have below
    body = line.encode() * 40 + json.dumps({"text": BODY}).encode()
    (tmp_path / name).write_bytes(zipped({"a.jsonl": body}) if name == "a.zip" else gzip.compress(body, 1))
    del body
    limits = Limits(article_chars=1_000, bundle_ratio=10_000)
    read_items(tmp_path, limits)  # what is loaded once is not counted
    tracemalloc.start()
    try:
        items = read_items(tmp_path, limits)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert len(items) == 41
    assert peak < 10_000_000  # a few lines of the forty
