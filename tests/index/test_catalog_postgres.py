"""The catalog in a real PostgreSQL: what is refused, what is migrated, and what a lost connection costs."""

import threading
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from index import catalog_schema
from index.archive import Archive
from index.catalog_postgres import LOCKS, WRITER
from index.errors import ArchiveError, ArchiveLocked, ArchiveTooNew, NotAnArchive, SettingsError
from index.stores import Stores
from tests.index.archives import contents, story, write
from tests.index.conftest import Profile, failing_migration
from tests.support.embedder import CountingEmbedder
from tests.support.servers import PASSWORD, QUOTED, Postgres, free_port


@pytest.fixture
def news(tmp_path: Path) -> Path:
    for n in range(6):
        write(tmp_path / "news", f"{n}.txt", story(n))
    return tmp_path / "news"


def tell(profile: Profile, statement: str) -> list[tuple]:
    with psycopg.connect(profile.stores.database_url, autocommit=True) as connection:
        found = connection.execute(statement)
        return found.fetchall() if found.description else []


def refused(error: BaseException, *words: str) -> None:
    assert "\n" not in str(error)
    for word in words:
        assert word in str(error)
    told = f"{error} {error!r} {error.__cause__} {error.__context__}"
    assert PASSWORD not in told and QUOTED not in told and "wrong-one" not in told


def test_a_wrong_password_is_one_line_without_it(postgres_server: Postgres, tmp_path: Path):
    url = postgres_server.url("postgres", password="wrong-one")
    with pytest.raises(ArchiveError) as caught:
        Archive.open(tmp_path / "a", CountingEmbedder(), stores=Stores(database_url=url))
    refused(
        caught.value, "postgresql://127.0.0.1", "password authentication failed", "GROUNDWIRE_DATABASE_URL"
    )
    assert not (tmp_path / "a").exists()


def test_a_server_that_is_not_there_is_one_line(tmp_path: Path):
    url = f"postgresql://keeper:{QUOTED}@127.0.0.1:{free_port()}/news"
    with pytest.raises(ArchiveError) as caught:
        Archive.open(tmp_path / "a", CountingEmbedder(), create=True, stores=Stores(database_url=url))
    refused(caught.value, "cannot be used: connection failed")
    assert caught.value.retryable


def test_a_database_that_is_not_there_is_one_line(postgres_server: Postgres, tmp_path: Path):
    stores = Stores(database_url=postgres_server.url("nowhere"))
    with pytest.raises(ArchiveError) as caught:
        Archive.open(tmp_path / "a", CountingEmbedder(), create=True, stores=stores)
    refused(caught.value, 'database "nowhere" does not exist')


@pytest.mark.parametrize(
    "url", ["mysql://me:wrong-one@host/db", "postgresql://me:wrong-one@host", "host=x password=wrong-one", ""]
)
def test_an_address_that_is_none_of_postgresql(url: str, tmp_path: Path):
    with pytest.raises(SettingsError) as caught:
        Archive.open(tmp_path / "a", CountingEmbedder(), stores=Stores(database_url=url))
    refused(caught.value, "postgresql://user:password@host")


def test_an_empty_database_becomes_an_archive_only_when_asked(on_servers: Profile, tmp_path: Path):
    with pytest.raises(NotAnArchive) as caught:
        on_servers.open(tmp_path / "a")
    refused(caught.value, "There is no archive at postgresql://127.0.0.1", "groundwire index")
    on_servers.open(tmp_path / "a", create=True).close()
    with on_servers.open(tmp_path / "a") as archive:
        assert archive.stats().articles == 0


def test_somebody_elses_database_is_never_written_to(on_servers: Profile, tmp_path: Path):
    tell(on_servers, "CREATE TABLE cats (name text)")
    for create in (False, True):
        with pytest.raises(NotAnArchive, match="no Groundwire catalog"):
            on_servers.open(tmp_path / "a", create=create)
    tables = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
    assert tell(on_servers, tables) == [("cats",)]


def test_a_database_that_cannot_hold_any_text_is_refused(postgres_server: Postgres, tmp_path: Path):
    made = "ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0"
    stores = Stores(database_url=postgres_server.database(made))
    with pytest.raises(NotAnArchive) as caught:
        Archive.open(tmp_path / "a", CountingEmbedder(), create=True, stores=stores)
    refused(caught.value, "stores text as SQL_ASCII", "--encoding UTF8")


def test_who_may_only_read_can_search(
    on_servers: Profile, postgres_server: Postgres, news: Path, tmp_path: Path
):
    with on_servers.open(tmp_path / "a", create=True) as archive:
        archive.index([news])
        tell(
            on_servers,
            "DROP ROLE IF EXISTS visitor; CREATE ROLE visitor LOGIN PASSWORD 'look';"
            "GRANT SELECT ON ALL TABLES IN SCHEMA public TO visitor",
        )
        url = on_servers.stores.database_url.replace(f"keeper:{QUOTED}", "visitor:look")
        with Profile("visitor", replace(on_servers.stores, database_url=url)).open(tmp_path / "b") as visitor:
            assert visitor.search("number 3 visitors", k=1)[0].lexical_rank
            write(news, "0.txt", story(60))
            archive.index([news])
            assert visitor.search("number 60 visitors", k=1)[0].article.article_id == "news/0.txt"
            with pytest.raises(ArchiveError) as caught:
                visitor.index([news])
            refused(caught.value, "permission denied")


def test_several_that_make_the_archive_at_once_make_one(on_servers: Profile, tmp_path: Path):
    failures: list[BaseException] = []
    found: set[str] = set()

    def make(n: int) -> None:
        try:
            with on_servers.open(tmp_path / str(n), create=True) as archive:
                found.add(archive.catalog.identity())
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=make, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == [] and len(found) == 1


def test_an_older_format_is_brought_up_to_date_and_a_newer_one_refused(
    on_servers: Profile, news: Path, tmp_path
):
    with on_servers.open(tmp_path / "a", create=True) as archive:
        archive.index([news])
        before, revision = contents(archive), archive.revision
    tell(
        on_servers,
        "DROP TABLE signatures, listed; ALTER TABLE versions DROP modified_at, DROP language;"
        "ALTER TABLE sources DROP etag, DROP last_modified;"
        "DELETE FROM meta WHERE name = 'signatures'; UPDATE meta SET value = '1' WHERE name = 'format'",
    )
    with on_servers.open(tmp_path / "b") as archive:
        assert (contents(archive), archive.revision) != ({}, 0)
        assert archive.revision == revision
        assert archive.index([news]).unchanged == 6
        assert contents(archive)["passages"] == before["passages"]
    assert tell(on_servers, "SELECT value FROM meta WHERE name = 'format'") == [(str(catalog_schema.FORMAT),)]
    assert tell(on_servers, "SELECT count(*) FROM signatures") == [(6,)]
    tell(on_servers, "UPDATE meta SET value = '999' WHERE name = 'format'")
    with pytest.raises(ArchiveTooNew, match=r"format 999.*Upgrade Groundwire"):
        on_servers.open(tmp_path / "a", create=True)


def test_a_migration_that_fails_leaves_the_archive_as_it_was(
    on_servers: Profile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    on_servers.open(tmp_path / "a", create=True).close()

    with failing_migration(monkeypatch), pytest.raises(RuntimeError):
        on_servers.open(tmp_path / "a")
    assert tell(on_servers, "SELECT count(*) FROM rejections") == [(0,)]
    on_servers.open(tmp_path / "a").close()


def test_a_writer_whose_lock_is_lost_writes_no_more(
    on_servers: Profile, news: Path, tmp_path: Path, monkeypatch
):
    """As when the network fails for a while: the server frees the lock, and another machine may begin."""
    monkeypatch.setattr("index.indexer.BATCH_PASSAGES", 2)
    with on_servers.open(tmp_path / "whole", create=True) as archive:
        lost: list[int] = []

        def lose(done: int, _total: int, stage: str) -> None:
            if stage == "embedding" and done >= 3 and not lost:
                query = f"SELECT pg_terminate_backend(pid) FROM pg_locks WHERE classid = {LOCKS} AND objid = {WRITER}"
                lost.extend(row[0] for row in tell(on_servers, query))

        with pytest.raises(ArchiveError) as caught:
            archive.index([news], progress=lose)
        assert lost == [True]
        refused(caught.value, "write lock", "was lost", "Run the same command again")
        held = archive.stats().articles
        assert 0 < held < 6
        report = archive.index([news])
        assert (report.unchanged, report.added, report.articles) == (held, 6 - held, 6)


def test_a_server_that_goes_away_costs_one_line_and_nothing_else(
    on_servers: Profile, postgres_server: Postgres, news: Path, tmp_path: Path, monkeypatch
):
    monkeypatch.setattr("index.indexer.BATCH_PASSAGES", 2)
    with on_servers.open(tmp_path / "a", create=True) as archive:

        def crash(done: int, _total: int, stage: str) -> None:
            if stage == "embedding" and done >= 3:
                postgres_server.stop()

        try:
            with pytest.raises(ArchiveError) as caught:
                archive.index([news], progress=crash)
            refused(caught.value, "The catalog at postgresql://127.0.0.1", "what was written is kept")
            with pytest.raises(ArchiveError) as caught:
                archive.search("harbour")
            refused(caught.value, "connection failed")
        finally:
            postgres_server.start()
        held = archive.stats().articles  # the same object goes on
        assert 0 < held < 6
        report = archive.index([news])
        assert (report.unchanged, report.added) == (held, 6 - held)
        assert archive.search("number 3 visitors", k=1)
        assert len(contents(archive)["vectors"]) == report.passages


def test_a_second_writer_on_another_machine_is_told_to_wait(
    on_servers: Profile, news: Path, tmp_path: Path, monkeypatch
):
    monkeypatch.setattr("index.archive.PATIENCE", 0.05)
    with (
        on_servers.open(tmp_path / "a", create=True) as first,
        on_servers.open(tmp_path / "b") as second,
    ):
        first.index([news])
        with first.catalog.database.write_lock():
            with pytest.raises(ArchiveLocked, match="on another machine, is writing") as caught:
                second.index([news])
            refused(caught.value, "run the same command again")
            assert second.search("harbour")  # reading goes on
        assert second.index([news]).unchanged == 6


def test_a_writer_waits_for_one_that_ends_soon(on_servers: Profile, news: Path, tmp_path: Path):
    with (
        on_servers.open(tmp_path / "a", create=True) as first,
        on_servers.open(tmp_path / "b") as second,
    ):
        reports = []
        with first.catalog.database.write_lock():
            thread = threading.Thread(target=lambda: reports.append(second.index([news])))
            thread.start()
            waiting = (
                f"SELECT count(*) FROM pg_locks WHERE classid = {LOCKS} AND objid = {WRITER} AND NOT granted"
            )
            while tell(on_servers, waiting) == [(0,)]:
                assert thread.is_alive()
        thread.join()
        assert [report.added for report in reports] == [6]
