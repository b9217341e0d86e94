"""The vectors on a real `chroma run`: what goes wrong with it is told, and the catalog loses nothing."""

import base64
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import httpx
import pytest

from index import chroma_server
from index.archive import Archive
from index.errors import ArchiveError, SettingsError
from index.stores import Stores
from tests.index.archives import contents, nearest, story, vectors_of, write
from tests.index.conftest import Profile
from tests.support.loopback import on_loopback
from tests.support.servers import ChromaServer, free_port


@pytest.fixture
def news(tmp_path: Path) -> Path:
    for n in range(6):
        write(tmp_path / "news", f"{n}.txt", story(n))
    return tmp_path / "news"


def only_chroma(url: str) -> Profile:
    """The catalog in the folder, the vectors at `url`."""
    return Profile("chroma", Stores(chroma_url=url))


@contextmanager
def answering(reply) -> Iterator[str]:
    """A server on loopback that answers each request with what `reply(handler)` does."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            reply(self)

        do_POST = do_PUT = do_DELETE = do_GET  # noqa: N815

        def log_message(self, *args: object) -> None:
            pass

    with on_loopback(Handler, threading.Event()) as url:
        yield url


def send(handler: BaseHTTPRequestHandler, status: int, body: bytes) -> None:
    handler.send_response(status)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def refused(archive: Archive, news: Path, *words: str) -> ArchiveError:
    """Index, and see one line for the vectors while the catalog takes everything."""
    with pytest.raises(ArchiveError) as caught:
        archive.index([news])
    assert "\n" not in str(caught.value)
    for word in words:
        assert word in str(caught.value)
    assert archive.stats().articles == 6
    assert archive.search("number 3 visitors", k=1)  # by what the catalog keeps
    return caught.value


@pytest.mark.parametrize("url", ["localhost:8000", "ftp://host", "http://", "http://[", "http://host:0"])
def test_an_address_that_is_none(url: str, tmp_path: Path):
    with pytest.raises(SettingsError, match="http://host:8000"):
        only_chroma(url).open(tmp_path / "a", create=True)


def test_a_server_that_is_not_there_and_then_is(chroma_server: ChromaServer, news: Path, tmp_path: Path):
    with only_chroma(f"http://127.0.0.1:{free_port()}").open(tmp_path / "a", create=True) as archive:
        assert refused(archive, news, "The Chroma server http://127.0.0.1", "Is it running?").retryable
    with only_chroma(chroma_server.url).open(tmp_path / "a") as archive:
        assert archive.index([news]).unchanged == 6
        assert len(vectors_of(archive)) == archive.stats().passages


def test_something_else_answers_there(news: Path, tmp_path: Path):
    with (
        answering(lambda handler: send(handler, 200, b"<html>Welcome</html>")) as url,
        only_chroma(url).open(tmp_path / "a", create=True) as archive,
    ):
        refused(archive, news, "no Chroma server", "GROUNDWIRE_CHROMA_URL")


def test_a_server_that_never_answers(news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(chroma_server, "ANSWER", 0.2)
    over = threading.Event()
    with (
        answering(lambda handler: over.wait(30)) as url,
        only_chroma(url).open(tmp_path / "a", create=True) as archive,
    ):
        refused(archive, news, "it did not answer in time")
        over.set()


def test_a_password_is_asked_for_by_a_proxy_and_never_told(
    chroma_server: ChromaServer, news: Path, tmp_path: Path
):
    right = "Basic " + base64.b64encode(b"me:s3:cret/1").decode()

    def forward(handler: BaseHTTPRequestHandler) -> None:
        if handler.headers.get("Authorization") != right:
            send(handler, 401, b"no")
            return
        assert handler.path.startswith("/vectors/")
        body = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        reply = httpx.request(
            handler.command,
            chroma_server.url + handler.path.removeprefix("/vectors"),
            content=body,
            headers={"Content-Type": handler.headers.get("Content-Type") or "application/json"},
        )
        send(handler, reply.status_code, reply.content)

    with answering(forward) as url:
        host = f"{url.removeprefix('http://')}/vectors"
        with only_chroma(f"http://me:wrong-one@{host}").open(tmp_path / "a", create=True) as archive:
            error = refused(archive, news, "refuses the user name or password (401)")
            assert "wrong-one" not in f"{error} {error.__cause__} {error.__context__}"
        with only_chroma(f"http://me:s3%3Acret%2F1@{host}").open(tmp_path / "a") as archive:
            assert archive.index([news]).unchanged == 6
            assert len(vectors_of(archive)) == archive.stats().passages


def test_a_server_that_goes_away_in_the_middle(
    on_servers: Profile, chroma_server: ChromaServer, news: Path, tmp_path: Path, monkeypatch
):
    monkeypatch.setattr("index.catch_up.BATCH", 2)
    with on_servers.open(tmp_path / "a", create=True) as archive:
        vectors, passed = archive._derived.vectors, []
        apply = vectors.apply

        def crash(*args) -> None:
            passed.append(args)
            if len(passed) == 2:
                chroma_server.stop()
            apply(*args)

        monkeypatch.setattr(vectors, "apply", crash)
        try:
            refused(archive, news, "The Chroma server")
        finally:
            chroma_server.start()
    with on_servers.open(tmp_path / "a") as archive:
        assert archive.index([news]).unchanged == 6
        held = contents(archive)
        assert set(held["vectors"]) == {row[0] for row in held["passages"]}


def test_a_reader_does_not_ask_a_server_that_is_away_at_every_query(
    on_servers: Profile, chroma_server: ChromaServer, news: Path, tmp_path: Path, monkeypatch, caplog
):
    with on_servers.open(tmp_path / "a", create=True) as archive:
        archive.index([news])
        asked: list[int] = []
        vectors = archive._derived.vectors
        query = vectors.query
        monkeypatch.setattr(vectors, "query", lambda *args: (asked.append(1), query(*args))[1])
        found = nearest(archive, "number 3 visitors")
        chroma_server.stop()
        try:
            for _ in range(3):
                assert nearest(archive, "number 3 visitors") == found  # by what the catalog keeps
            assert len(asked) == 2
            assert "Is it running?" in caplog.text
        finally:
            chroma_server.start()
        archive._derived._rest_until = 0.0  # as when the time is over
        assert nearest(archive, "number 3 visitors") == found
        assert len(asked) == 3


def test_requests_stay_within_what_a_server_takes(
    on_servers: Profile, news: Path, tmp_path: Path, monkeypatch
):
    asked: list[int] = []
    monkeypatch.setattr(chroma_server.ChromaServer, "most_bytes", 2 * 64 * 16)  # two vectors of 64 numbers
    with on_servers.open(tmp_path / "a", create=True) as archive:
        vectors = archive._derived.vectors
        ask = vectors._ask

        def note(call, *args, **kwargs):
            if "embeddings" in kwargs:
                asked.append(len(kwargs["ids"]))
            return ask(call, *args, **kwargs)

        monkeypatch.setattr(vectors, "_ask", note)
        passages = archive.index([news]).passages
        assert len(asked) > 1 and max(asked) == 2 and sum(asked) == passages
        assert len(vectors_of(archive)) == passages


def test_a_collection_that_somebody_deleted_is_made_again(on_servers: Profile, news: Path, tmp_path: Path):
    with (
        on_servers.open(tmp_path / "a", create=True) as archive,
        on_servers.open(tmp_path / "b") as reader,
    ):
        archive.index([news])
        before = contents(archive)
        found = nearest(reader, "number 3 visitors")
        archive._derived.vectors.clear()
        assert nearest(reader, "number 3 visitors") == found  # by what the catalog keeps
        assert archive.index([news]).unchanged == 6
        assert contents(archive) == before


def test_two_archives_on_one_server_do_not_meet(chroma_server: ChromaServer, news: Path, tmp_path: Path):
    with (
        only_chroma(chroma_server.url).open(tmp_path / "a", create=True) as one,
        only_chroma(chroma_server.url).open(tmp_path / "b", create=True) as other,
    ):
        one.index([news])
        other.index([write(tmp_path / "else", "x.txt", story(40))])
        assert not set(vectors_of(one)) & set(vectors_of(other))
        assert other.stats().passages == len(vectors_of(other)) < len(vectors_of(one))


def test_the_catalog_alone_on_a_server_leaves_vectors_to_each_machine(
    on_servers: Profile, news: Path, tmp_path: Path
):
    apart = Profile("postgres", replace(on_servers.stores, chroma_url=None))
    with (
        apart.open(tmp_path / "a", create=True) as writer,
        apart.open(tmp_path / "b") as reader,
    ):
        writer.index([news])
        assert nearest(reader, "number 3 visitors") == nearest(writer, "number 3 visitors")
        assert contents(reader) == contents(writer)
        write(news, "0.txt", story(60))
        (news / "1.txt").unlink()
        writer.index([news], prune=True)
        assert reader.search("number 60 visitors", k=1)[0].article.article_id == "news/0.txt"
        assert contents(reader)["vectors"] == vectors_of(writer)
