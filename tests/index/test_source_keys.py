import os
from pathlib import Path

import pytest

from index.source_keys import LOCAL_KEYS, MOST_BYTES, SourceKeys


def test_alone_a_file_is_known_by_its_path(tmp_path: Path):
    path = tmp_path / "a" / ".." / "b.txt"
    key = LOCAL_KEYS.of(path)
    assert key == str(tmp_path / "b.txt") == LOCAL_KEYS.path(key)
    assert not LOCAL_KEYS.is_there(key)
    (tmp_path / "b.txt").touch()
    assert LOCAL_KEYS.is_there(key)


def test_the_files_of_another_machine_are_never_gone(tmp_path: Path):
    alpha, beta = SourceKeys("alpha"), SourceKeys("beta")
    key = alpha.of(tmp_path / "gone.txt")
    assert key == f"alpha:{tmp_path}/gone.txt" != beta.of(tmp_path / "gone.txt")
    assert alpha.path(key) == str(tmp_path / "gone.txt") and not alpha.is_there(key)
    assert beta.path(key) is None and beta.is_there(key)


@pytest.mark.parametrize(
    "key", ["https://host/a", "http://host/b", "feed https://host/f", "sitemap http://h/s"]
)
def test_what_is_on_the_web_is_no_file(key: str):
    for keys in (LOCAL_KEYS, SourceKeys("alpha")):
        assert keys.path(key) is None and keys.is_there(key)


def test_a_name_that_no_database_takes_is_told():
    assert "not valid text" in str(LOCAL_KEYS.problem(Path(os.fsdecode(b"/a/\xff.txt"))))
    long = Path("/" + "é" * (MOST_BYTES // 2) + ".txt")
    assert LOCAL_KEYS.problem(long) is None
    assert "longer than a shared archive takes" in str(SourceKeys("alpha").problem(long))
