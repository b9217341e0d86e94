"""An empty archive, its counting embedder, and a folder of four articles."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.archive import Archive
from tests.index.archives import story, write
from tests.support.embedder import CountingEmbedder


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    for n in range(4):
        write(folder, f"{n}.txt", story(n))
    return folder


@pytest.fixture
def embedder() -> CountingEmbedder:
    return CountingEmbedder()


@pytest.fixture
def archive(tmp_path: Path, embedder: CountingEmbedder) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive", embedder, create=True) as opened:
        yield opened
