from datetime import date

from index.archive import Archive
from index.hit import Filters
from tests.support.embedder import CountingEmbedder


def write(folder, name: str, day: str) -> None:
    folder.mkdir(exist_ok=True)
    text = f"The council of {name} mended the quay on Monday, the harbour office said. Nobody was hurt."
    (folder / f"{name}.md").write_text(f"---\ntitle: {name}\ndate: {day}\n---\n{text}\n", encoding="utf-8")


def test_stats_are_counted_once_until_something_changes(tmp_path, monkeypatch):
    write(tmp_path / "news", "Orsk", "2031-03-01")
    with Archive.open(tmp_path / "archive", CountingEmbedder(), create=True) as archive:
        archive.index([tmp_path / "news"])
        counted: list[Filters | None] = []
        count = archive.catalog.stats
        monkeypatch.setattr(archive.catalog, "stats", lambda f=None: counted.append(f) or count(f))
        march, april = Filters(until=date(2031, 3, 31)), Filters(since=date(2031, 4, 1))
        assert [archive.stats(f).articles for f in (None, march, april)] == [1, 1, 0]
        assert [archive.stats(f).articles for f in (april, None, march)] == [0, 1, 1]
        assert counted == [None, march, april]
        with Archive.open(tmp_path / "archive", CountingEmbedder()) as other:  # as another process would
            write(tmp_path / "news", "Skerry", "2031-04-02")
            other.index([tmp_path / "news"])
        assert [archive.stats(f).articles for f in (None, march, april)] == [2, 1, 1]
        assert archive.stats().latest == "2031-04-02"
