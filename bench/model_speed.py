"""What Groundwire adds around a language model, in time, beside what it cannot do without.

    python -m bench.model_speed [FOLDER] [--passages 10000] [--questions 60]

FOLDER holds articles; without one they are generated. The archive is built in a temporary folder: passages
get random unit vectors, since where a vector points makes no difference to the time of a search; questions
are embedded by the shipped model. The language model is a script on loopback that copies from its evidence.

1. added: the time of a question less that spent waiting for the model, beside the bare search of the same
   question, taken in turns, nothing kept from one to the next (`bench.cold`). The processor's time is given
   too: on a busy machine it is the fairer figure.
2. checking: per claim, as the engine's own timer has it.
3. streaming: from a sentence's last token to the event that shows it.

`bench.many_users` measures many users at once.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any

from app.chat.examples import draft_questions
from app.compose import open_archive
from app.events import AnswerDone, ClaimShown
from app.model.client import Message, Model, ModelClient, ReplyEnd
from app.settings import Settings
from bench.cold import forget
from bench.generated import RandomVectors, generated, make_engine
from bench.scripted_model import reply
from index.archive import Archive
from index.embedding.minilm import MiniLmEmbedder
from tests.support.model_server import Reply, running


class Watched:
    """A model that adds up the time spent waiting for it, and notes when each line of its reply ended."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self.seconds = self.processor = 0.0
        self.line_ends: list[float] = []

    @property
    def name(self) -> str:
        return self._model.name

    def reply(self, messages: Sequence[Message], max_tokens: int) -> Iterator[str | ReplyEnd]:
        pieces = iter(self._model.reply(messages, max_tokens))
        while True:
            start, spent = time.perf_counter(), time.process_time()
            piece = next(pieces, None)
            self.seconds += time.perf_counter() - start
            self.processor += time.process_time() - spent
            if piece is None:
                return
            if isinstance(piece, ReplyEnd) or "\n" in piece:
                self.line_ends.append(time.perf_counter())
            yield piece

    def close(self) -> None:
        self._model.close()


def scripted(request: dict[str, Any]) -> Reply:
    """Reply at once and without mistakes."""
    return reply(request, flaws_in=0)


def one_user(archive: Archive, url: str, questions: Sequence[str]) -> None:
    """Print the first three figures."""
    watched = Watched(ModelClient(Settings(base_url=url, model="scripted")))
    engine = make_engine(archive, watched)
    for question in questions[:5]:
        engine.ask(question)  # loads what is loaded once
    added, used, search, checks, delays = [], [], [], [], []
    stages: dict[str, list[float]] = {}
    for question in questions:
        forget(archive)
        start = time.perf_counter()
        archive.search(question, 24)
        search.append(time.perf_counter() - start)
        forget(archive)
        watched.seconds = watched.processor = 0.0
        watched.line_ends.clear()
        start, spent = time.perf_counter(), time.process_time()
        shown = 0
        for event in engine.stream(question):
            if isinstance(event, ClaimShown) and shown < len(watched.line_ends):
                delays.append(time.perf_counter() - watched.line_ends[-1])
                shown += 1
            if isinstance(event, AnswerDone):
                answer = event.answer
        added.append(time.perf_counter() - start - watched.seconds)
        used.append(time.process_time() - spent - watched.processor)
        claims = len(answer.claims) + len(answer.withheld)
        if claims:
            checks.append(answer.timings.get("verify", 0.0) / claims)
        for name, seconds in answer.timings.items():
            stages.setdefault(name, []).append(seconds)
    engine.close()
    print("| measure | p50, ms | p95, ms | bar, p50 |\n| --- | ---: | ---: | ---: |")
    row("added around the model", added, "150")
    row("the same, processor time", used, "")
    row("bare search", search, "")
    row("checking, per claim", checks, "15")
    row("last token to display", delays, "50")
    median = {name: 1000 * statistics.median(values) for name, values in stages.items()}
    print("\nstages, p50 in ms: " + ", ".join(f"{n} {v:.0f}" for n, v in median.items() if n != "answer"))
    print(f"added ÷ bare search: {statistics.median(added) / statistics.median(search):.1f}")


def row(name: str, seconds: Sequence[float], bar: str) -> None:
    ordered = sorted(seconds)
    p95 = ordered[int(0.95 * (len(ordered) - 1))] if ordered else float("nan")
    p50 = statistics.median(ordered) if ordered else float("nan")
    print(f"| {name} | {1000 * p50:.1f} | {1000 * p95:.1f} | {bar} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--passages", type=int, default=10_000)
    parser.add_argument("--questions", type=int, default=60)
    parser.add_argument("--archive", type=Path, help="of generated articles; built here unless it is there")
    options = parser.parse_args()
    real = MiniLmEmbedder()
    with tempfile.TemporaryDirectory(prefix="groundwire-bench-") as name:
        folder = Path(name)
        questions = generated(folder, options.passages) if options.folder is None else []
        path = options.archive or folder / "archive"
        if not (path / "catalog.sqlite3").exists():
            with closing(open_archive(path, embedder=RandomVectors(real), create=True)) as building:
                building.index([options.folder or folder / "articles.jsonl"])
        with closing(open_archive(path, embedder=real)) as archive:
            if not questions:
                newest = (archive.article(i.article_id, i.version) for i in archive.articles(limit=2_000))
                questions = list(islice(draft_questions(newest), 500))
            step = max(1, len(questions) // options.questions)
            questions = questions[::step][: options.questions]
            print(
                f"{archive.stats().passages} passages, {len(questions)} questions, "
                f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}\n"
            )
            with running(scripted) as server:
                one_user(archive, server.url, questions)


if __name__ == "__main__":
    main()
