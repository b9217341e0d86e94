import os
from pathlib import Path

import pytest

from index.reading import Rejection, SourceFile, discover


def names(paths: list[Path]) -> list[str]:
    return [item.name for item in discover(paths) if isinstance(item, SourceFile)]


def reasons(paths: list[Path]) -> dict[str, str]:
    return {Path(item.path).name: item.reason for item in discover(paths) if isinstance(item, Rejection)}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    root = tmp_path / "isle-news"
    for name in ("b.txt", "a.HTML", "2023/c.jsonl", "2023/d.md", "photo.jpg", ".hidden.txt", ".git/e.txt"):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    return root


def test_a_tree_is_walked_in_order_and_named_from_its_folder(tree: Path) -> None:
    assert names([tree]) == [
        "isle-news/2023/c.jsonl",
        "isle-news/2023/d.md",
        "isle-news/a.HTML",
        "isle-news/b.txt",
    ]
    assert reasons([tree]) == {}


def test_each_file_is_given_once_however_often_it_is_named(tree: Path) -> None:
    (tree / "2023" / "again.txt").symlink_to(tree / "b.txt")
    (tree / "2023" / "up").symlink_to(tree, target_is_directory=True)
    assert len(names([tree, tree / "b.txt", tree / "2023", tree / ".." / "isle-news"])) == 4


def test_names_rest_neither_on_working_directory_nor_on_place(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = names([tree])
    monkeypatch.chdir(tree / "2023")
    assert names([Path("..")]) == before
    moved = tmp_path / "elsewhere" / "isle-news"
    moved.parent.mkdir()
    tree.rename(moved)
    assert names([moved]) == before
    assert names([moved / "b.txt"]) == ["isle-news/b.txt"]


def test_named_files_are_read_when_hidden_and_refused_when_unknown(tree: Path) -> None:
    assert names([tree / ".hidden.txt"]) == ["isle-news/.hidden.txt"]
    assert "ending" in reasons([tree / "photo.jpg"])["photo.jpg"]


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    assert reasons([tmp_path / "none", tmp_path / "none.txt"]) == {
        "none": "there is no such file or folder",
        "none.txt": "there is no such file or folder",
    }
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "gone")
    assert reasons([tmp_path])["dangling.txt"] == "there is no such file or folder"


def test_what_is_no_regular_file_is_told_and_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "folder.txt" / "a.txt").write_text("x")
    found = reasons([tmp_path])
    assert found["pipe.txt"] == "it is not a regular file"
    assert "cannot be read" in found["loop.txt"]
    assert len(names([tmp_path])) == 1


def test_names_that_could_forge_a_line_are_escaped(tmp_path: Path) -> None:
    folder = tmp_path / "odd"
    folder.mkdir()
    (folder / "a\nrejected: b.txt").write_text("x")
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff.txt")).write_text("x")
    for source in discover([folder]):
        assert isinstance(source, SourceFile)
        assert source.display.isprintable()
        assert source.name.isprintable()


def test_a_fingerprint_changes_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("one")
    [first] = discover([path])
    path.write_text("other")
    [second] = discover([path])
    assert isinstance(first, SourceFile)
    assert isinstance(second, SourceFile)
    assert first.fingerprint != second.fingerprint
    assert second.sha256() == "d9298a10d1b0735837dc4bd85dac641b0f3cef27a47e5d53a54f2f3f5b2fcffa"
