"""Ctrl-C while `groundwire index` runs, as the terminal sends it."""

import subprocess
import sys
from pathlib import Path

from index.archive import Archive
from tests.index.archives import story, write
from tests.support.embedder import CountingEmbedder

ROOT = Path(__file__).parents[3]
COMMAND = """
import os, signal, sys
sys.path.insert(0, sys.argv.pop(1))
signal.signal(signal.SIGINT, signal.default_int_handler)  # a background shell leaves it ignored
import groundwire
from index import indexer
from index.embedding import factory
from tests.support.embedder import CountingEmbedder

class Interrupted(CountingEmbedder):
    batches = 0
    def embed(self, texts):
        self.batches += 1
        if self.batches == 4:
            os.kill(os.getpid(), signal.SIGINT)
        return super().embed(texts)

indexer.BATCH_PASSAGES = 4
factory.make_embedder = lambda *given, **more: Interrupted()
groundwire.main()
"""


def test_ctrl_c_is_one_line_and_keeps_what_is_done(tmp_path: Path) -> None:
    for n in range(40):
        write(tmp_path / "news", f"{n:02}.txt", story(n))
    archive = tmp_path / "archive"
    run = subprocess.run(
        [sys.executable, "-c", COMMAND, ROOT, "index", tmp_path / "news", "--archive", archive],
        capture_output=True,
        text=True,
    )
    assert run.returncode == 130
    assert run.stdout == ""
    assert run.stderr == ("groundwire: stopped. What was done is kept; the same command goes on from there\n")
    with Archive.open(archive, CountingEmbedder()) as opened:
        held = {hit.article.article_id for hit in opened.search("visitors", k=50)}
        assert 4 <= len(held) < 40
        report = opened.index([tmp_path / "news"])
        assert (report.added, report.unchanged) == (40 - len(held), len(held))
