"""Where the archives of these tests lie: in folders, and on real servers. A small one to begin with."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from index import catalog_schema
from index.archive import Archive
from index.embedding.base import Embedder
from index.stores import LOCAL, Stores
from tests.index.archives import story, write
from tests.support.embedder import CountingEmbedder
from tests.support.servers import ChromaServer, Postgres


@dataclass(frozen=True)
class Profile:
    """Opens archives; on servers, every folder is a machine of its own over one archive."""

    name: str
    stores: Stores = LOCAL

    def open(self, path: Path, embedder: Embedder | None = None, *, create: bool = False) -> Archive:
        return Archive.open(path, embedder or CountingEmbedder(), create=create, stores=self.stores)

    def elsewhere(self, path: Path) -> Path:
        """Return a folder of another machine over the same archive; the same folder where there is none."""
        return path if self.stores == LOCAL else path.with_name(f"{path.name}-elsewhere")


IN_FOLDER = Profile("folder")


@pytest.fixture
def on_servers(postgres_server: Postgres, chroma_server: ChromaServer) -> Profile:
    """An empty database and an empty collection."""
    return Profile(
        "servers",
        Stores(database_url=postgres_server.database(), chroma_url=chroma_server.url, machine="alpha"),
    )


@pytest.fixture(params=["folder", "servers"])
def profile(request: pytest.FixtureRequest) -> Profile:
    """Both ways in turn; `tests/conftest.py` leaves slow ones out on servers."""
    return IN_FOLDER if request.param == "folder" else request.getfixturevalue("on_servers")


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
def archive(tmp_path: Path, embedder: CountingEmbedder, profile: Profile) -> Iterator[Archive]:
    with profile.open(tmp_path / "archive", embedder, create=True) as opened:
        yield opened


@contextmanager
def failing_migration(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A newer format, whose migration drops the table of rejections and then fails."""

    def broken(connection: Any) -> None:
        connection.exec_driver_sql("DROP TABLE rejections")
        raise RuntimeError("no")

    now = catalog_schema.FORMAT
    with monkeypatch.context() as patch:
        patch.setattr(catalog_schema, "FORMAT", now + 1)
        patch.setattr(catalog_schema, "MIGRATIONS", {now: broken})
        yield
