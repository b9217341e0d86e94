"""Whatever is done to the files, the archive holds exactly what they say, everywhere, and forgets no version."""

import shutil
import tempfile
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from index.stores import Stores
from tests.index.archives import WORDS, story, vectors_of, write
from tests.index.conftest import IN_FOLDER, Profile
from tests.support.embedder import CountingEmbedder
from tests.support.servers import ChromaServer, Postgres

FILES = st.sampled_from([f"{name}.txt" for name in "abcde"])
STORIES = st.integers(0, 5)  # few, so that copies and returning versions are common


class ArchiveMachine(RuleBasedStateMachine):
    """Writes, changes and deletes files; indexes with one object, looks with another that stays open."""

    @initialize()
    def start(self) -> None:
        self.home = Path(tempfile.mkdtemp())
        self.news = self.home / "news"
        self.files: dict[str, int] = {}
        self.seen: dict[tuple[str, str], str] = {}
        self.held: dict[str, int] = {}
        write(self.news, "z.txt", story(9))
        self.files["z.txt"] = 9
        self.embedder = CountingEmbedder()
        self.profile = self.new_profile()
        self.open(create=True)

    def new_profile(self) -> Profile:
        return IN_FOLDER

    def open(self, *, create: bool = False) -> None:
        self.writer = self.profile.open(self.home / "archive", self.embedder, create=create)
        self.reader = self.profile.open(self.profile.elsewhere(self.home / "archive"))

    @rule(name=FILES, n=STORIES)
    def put(self, name: str, n: int) -> None:
        write(self.news, name, story(n))
        self.files[name] = n

    @rule(name=FILES)
    def delete(self, name: str) -> None:
        (self.news / name).unlink(missing_ok=True)
        self.files.pop(name, None)

    @rule()
    def index(self) -> None:
        changed = {name for name, n in self.files.items() if self.held.get(name) != n}
        self.embedder.texts.clear()
        report = self.writer.index([self.news])
        assert report.added + report.updated + report.unchanged + report.duplicates == len(self.files)
        if not changed:
            assert not self.embedder.texts
        self.held |= self.files

    @rule()
    def prune(self) -> None:
        gone = len(self.held.keys() - self.files.keys())
        assert self.writer.index([self.news], prune=True).removed == gone
        self.held = dict(self.files)

    @rule()
    def repair(self) -> None:
        self.writer.repair()

    @rule()
    def lose_the_indexes(self) -> None:
        """Somebody deletes what is derived; nobody has it open."""
        self.writer.close()
        self.reader.close()
        for archive in {self.writer.path, self.reader.path}:
            for folder in ("vectors", "words"):
                shutil.rmtree(archive / folder, ignore_errors=True)
        self.open()

    @invariant()
    def the_reader_finds_what_is_held_and_nothing_else(self) -> None:
        found: set[str] = set()
        for hit in self.reader.search(" ".join(WORDS), k=200):
            for one in (hit, *hit.copies):
                article = self.reader.article(one.article.article_id, one.article.version)
                assert article.text[one.passage.start : one.passage.end] == one.passage.text
                assert one.article.version == self.reader.article(one.article.article_id).info.version
                found.add(one.article.article_id)
        assert found == {f"news/{name}" for name in self.held}

    @invariant()
    def articles_are_as_their_files_were_when_indexed(self) -> None:
        for name, n in self.held.items():
            article = self.reader.article(f"news/{name}")
            assert f"number {n} " in article.text
            self.seen[article.info.article_id, article.info.version] = article.text

    @invariant()
    def no_version_is_ever_forgotten(self) -> None:
        for (article_id, version), text in self.seen.items():
            assert self.reader.article(article_id, version).text == text

    @invariant()
    def each_text_is_indexed_once(self) -> None:
        self.reader.search("harbour")  # the query that makes the reader look for news
        stats = self.reader.stats()
        assert stats.articles == len(set(self.held.values()))
        assert self.reader._derived.words.count() == stats.passages
        assert len(vectors_of(self.reader)) == stats.passages

    def teardown(self) -> None:
        if hasattr(self, "home"):
            self.writer.close()
            self.reader.close()
            shutil.rmtree(self.home)


class ServersMachine(ArchiveMachine):
    """The same on servers, where writer and reader are two machines."""

    servers: ClassVar[tuple[Postgres, ChromaServer]]

    def new_profile(self) -> Profile:
        postgres, chroma = self.servers
        return Profile("servers", Stores(database_url=postgres.database(), chroma_url=chroma.url))


def often(examples: int) -> settings:
    return settings(
        max_examples=examples,
        stateful_step_count=12,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.too_slow],
    )


TestArchiveState = ArchiveMachine.TestCase
TestArchiveState.settings = often(12)


class TestArchiveStateOnServers(ServersMachine.TestCase):
    settings = often(3)

    @pytest.fixture(autouse=True)
    def _servers(self, postgres_server: Postgres, chroma_server: ChromaServer) -> None:
        ServersMachine.servers = (postgres_server, chroma_server)
