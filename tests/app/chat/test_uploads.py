"""Uploaded files stay in their folder, whatever they are called."""

from pathlib import Path

import pytest

from app.chat.uploads import MOST_FILES, keep_uploads, safe_name
from index.errors import InputError


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("..\\..\\boot.txt", "boot.txt"),
        (".hidden.txt", "hidden.txt"),
        ("a<b>\x00\n.html", "a_b___.html"),
        ("...", "article.txt"),
        ("é" * 300 + ".md", "é" * 117 + ".md"),
        ("Report (final), v2.pdf", "Report (final), v2.pdf"),
    ],
)
def test_a_name_stays_in_its_folder(given: str, safe: str) -> None:
    assert safe_name(given) == safe


def test_only_what_was_uploaded_and_can_be_read_is_kept(tmp_path: Path) -> None:
    incoming, folder = tmp_path / "in", tmp_path / "kept"
    incoming.mkdir()
    (incoming / "good.txt").write_text("x")
    (incoming / "bad.exe").write_text("x")
    (tmp_path / "secret.txt").write_text("x")
    (incoming / "link.txt").symlink_to(tmp_path / "secret.txt")
    given = [
        str(incoming / name) for name in ("good.txt", "bad.exe", "../secret.txt", "link.txt", "gone.txt")
    ]
    kept, refused = keep_uploads(given, incoming, folder)
    assert kept == [folder / "good.txt"]
    assert [name for name, _ in refused] == ["bad.exe", "secret.txt", "link.txt", "gone.txt"]
    assert "cannot be read" not in refused[1][1] and "ending" in refused[0][1]


def test_none_and_a_thousand_are_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no file is chosen"):
        keep_uploads([], tmp_path, tmp_path)
    with pytest.raises(InputError, match=f"1,000 files are too many at once. Add at most {MOST_FILES}"):
        keep_uploads(["x"] * 1_000, tmp_path, tmp_path)
