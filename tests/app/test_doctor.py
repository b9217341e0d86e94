import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.answer import Searched
from app.doctor import Finding, examine
from index.embedding.base import Vectors
from index.errors import ArchiveError, EmbedderMismatch, GroundwireError, NotAnArchive
from tests.support.answering import ListSearcher
from tests.support.model_server import Status, Stream, error, running, text_stream

KEY = "sk-test-not-a-real-key"


class PlainEmbedder:
    name, dimensions, max_tokens = "plain", 3, 10

    def count_tokens(self, texts: Any) -> list[int]:
        return [1 for _ in texts]

    def embed(self, texts: Any) -> Vectors:
        return np.ones((len(texts), 3), dtype=np.float32)


class HeldArchive(ListSearcher):
    closed = False

    def close(self) -> None:
        self.closed = True


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in os.environ:
        if name.startswith(("GROUNDWIRE_", "OPENAI_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("GROUNDWIRE_CACHE_DIR", str(tmp_path))


def found(**more: Any) -> dict[str, Finding]:
    parts = {
        "open_archive": lambda _: HeldArchive(),
        "coverage": lambda _: Searched(
            articles=3, passages=9, earliest="2031-03-01", latest="2031-03-09T10:00"
        ),
        "make_embedder": lambda _: PlainEmbedder(),
    }
    return {finding.part: finding for finding in examine(**(parts | more))}  # type: ignore[arg-type]


def test_without_a_model_all_is_well_and_told_in_words() -> None:
    findings = found()
    assert all(finding.ok for finding in findings.values())
    assert findings["archive"].message == "3 articles in 9 passages, published 2031-03-01 to 2031-03-09"
    assert "answers quote the articles" in findings["model"].message
    assert "plain" in findings["embedder"].message


def test_a_setting_that_is_none_is_named_with_the_one_that_was_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GROUNDWIRE_MODLE", "x")
    assert found()["settings"].message == (
        "GROUNDWIRE_MODLE is no setting and has no effect; did you mean GROUNDWIRE_MODEL?"
    )


def test_a_bad_setting_is_told_and_ends_the_visit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GROUNDWIRE_TIMEOUT", "soon")
    findings = found()
    assert list(findings) == ["settings"] and "timeout" in findings["settings"].message


def test_a_model_without_key_or_endpoint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GROUNDWIRE_MODEL", "small")
    assert "neither a key nor an endpoint" in found()["model"].message


@pytest.mark.parametrize(
    ("reply", "models", "ok", "words"),
    [
        (Stream(), ["scripted"], True, "scripted answers at http://127.0.0.1"),
        (
            lambda _: error(404, "no such model", "model_not_found"),
            ["scripted-2", "other"],
            False,
            "has no model 'scripted'; it has scripted-2",
        ),
        (text_stream("yes"), ["/models/small.gguf"], True, "though it lists /models/small.gguf"),
        (text_stream("yes"), [], True, "scripted answers"),
        (error(401, f"bad key {KEY}"), [], False, "does not accept the key"),
        (Status(404, b"<html>"), [], False, "knows neither this address nor a model"),
        (error(500, "boom"), [], False, "failed (500)"),
    ],
)
def test_key_endpoint_and_model(
    monkeypatch: pytest.MonkeyPatch, reply: Any, models: list[str], ok: bool, words: str
) -> None:
    with running(reply) as server:
        server.models = models
        for name, value in {
            "MODEL": "scripted",
            "BASE_URL": server.url,
            "API_KEY": KEY,
            "RETRIES": "0",
        }.items():
            monkeypatch.setenv(f"GROUNDWIRE_{name}", value)
        finding = found()["model"]
    assert finding.ok is ok
    assert words in finding.message and KEY not in finding.message and "\n" not in finding.message


def test_a_judge_is_looked_at_too(monkeypatch: pytest.MonkeyPatch) -> None:
    with running(lambda _: error(404, "no such model", "model_not_found")) as server:
        server.models = ["scripted"]
        for name, value in {"MODEL": "scripted", "JUDGE": "careful", "BASE_URL": server.url}.items():
            monkeypatch.setenv(f"GROUNDWIRE_{name}", value)
        findings = found()
    assert findings["model"].ok and not findings["judge"].ok
    assert "has no model 'careful'; it has scripted" in findings["judge"].message


def test_an_endpoint_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    with running(Stream()) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    monkeypatch.setenv("GROUNDWIRE_MODEL", "small")
    findings = found()
    assert not findings["model"].ok and "connection" in findings["model"].message
    assert findings["archive"].ok, "the rest is looked at all the same"


@pytest.mark.parametrize("problem", [NotAnArchive("x is no archive"), EmbedderMismatch("made with another")])
def test_an_archive_that_cannot_be_used(problem: Exception) -> None:
    def refuse(_: object) -> HeldArchive:
        raise problem

    assert found(open_archive=refuse)["archive"] == Finding("archive", False, str(problem))


def test_an_archive_without_articles_says_what_to_do_and_every_archive_is_closed() -> None:
    archive = HeldArchive()
    findings = found(open_archive=lambda _: archive, coverage=lambda _: Searched())
    assert "groundwire index" in findings["archive"].message
    assert archive.closed


def test_an_embedder_that_gives_something_else() -> None:
    odd = PlainEmbedder()
    odd.dimensions = 4
    assert "unexpected shape" in found(make_embedder=lambda _: odd)["embedder"].message


class OnServer(HeldArchive):
    def __init__(self, vectors: int | GroundwireError) -> None:
        super().__init__()
        self.vectors = vectors

    def count_vectors(self) -> int:
        if isinstance(self.vectors, GroundwireError):
            raise self.vectors
        return self.vectors


def test_servers_are_told_without_their_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(
        "GROUNDWIRE_DATABASE_URL", "postgresql://me:s3cret@db.example:5433/news?sslmode=require"
    )
    monkeypatch.setenv("GROUNDWIRE_CHROMA_URL", "https://me:s3cret@vectors.example/chroma")
    findings = found(open_archive=lambda _: OnServer(9))
    assert findings["archive"].message.endswith(", at postgresql://db.example:5433/news")
    assert findings["vectors"] == Finding("vectors", True, "9 vectors, at https://vectors.example/chroma")
    assert all(finding.ok and "s3cret" not in finding.message for finding in findings.values())
    lacking = found(open_archive=lambda _: OnServer(8))["vectors"]
    assert not lacking.ok and "8 vectors for 9 passages; groundwire repair" in lacking.message
    away = found(open_archive=lambda _: OnServer(ArchiveError("The Chroma server x cannot be used")))
    assert away["archive"].ok and away["vectors"] == Finding(
        "vectors", False, "The Chroma server x cannot be used"
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://me:s3cret@h/db"),
        ("DATABASE_URL", "postgresql://me:s3cret@h"),
        ("CHROMA_URL", "s3cret"),
    ],
)
def test_an_address_that_is_none_is_told_without_it(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"GROUNDWIRE_{name}", value)
    (finding,) = found().values()
    assert not finding.ok and name.lower() in finding.message and "s3cret" not in finding.message
