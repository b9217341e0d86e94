"""Many users at once: answers a second, beside what the model's server gives when it is asked without us.

    python -m bench.many_users [--passages 10000] [--users 20] [--rounds 4] [--first 1] [--rate 25]

The server is a script in a process of its own that writes at the pace of a small local model: `--first`
seconds until the first token (3,000 tokens of evidence are read first), then `--rate` tokens a second for
each user, which is fast for a small model that serves twenty at once. It is asked twice, by as many
users and with the very same prompts: by bare HTTP clients in a process of their own, and by one Groundwire
with a thread for each user. The same is measured with a server that takes no time at all: that says how many
questions a second one process can search, check and show, and nothing about any real model.

Every answer is compared with the answer to the same question asked alone; what was kept of those is dropped
before the users come (`bench.cold`), whose questions all differ.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import httpx

from app.compose import open_archive
from app.engine import Engine
from app.model.client import Message, ModelClient
from app.settings import Settings
from bench.cold import forget
from bench.generated import RandomVectors, generated, make_engine
from bench.token_server import Pace, serving
from index.archive import Archive
from index.embedding.minilm import MiniLmEmbedder


@dataclass(frozen=True)
class Load:
    """What was measured of one load.

    Args:
        answers: a second.
        seconds: p50 of one question.
        processor: seconds of processor time for each question, of the asking process.
    """

    answers: float
    seconds: float
    processor: float


def under_load(ask: Callable[[Any], object], asked: Sequence[Any], users: int) -> Load:
    """Have `users` ask at once, each the next question as soon as it has an answer."""
    times: list[float] = []

    def timed(one: Any) -> None:
        start = time.perf_counter()
        ask(one)
        times.append(time.perf_counter() - start)

    start, spent = time.perf_counter(), time.process_time()
    with ThreadPoolExecutor(users) as pool:
        list(pool.map(timed, asked))
    took, used = time.perf_counter() - start, time.process_time() - spent
    return Load(len(asked) / took, sorted(times)[len(times) // 2], used / len(asked))


def bare(url: str, prompts: Sequence[Sequence[Message]], users: int) -> Load:
    """Return what the server gives to clients that only read its replies."""
    with httpx.Client(timeout=120, limits=httpx.Limits(max_connections=users)) as client:

        def ask(messages: Sequence[Message]) -> None:
            body = {"model": "scripted", "messages": messages, "stream": True}
            with client.stream("POST", f"{url}/chat/completions", json=body) as response:
                for _ in response.iter_bytes():
                    pass

        ask(prompts[0])
        return under_load(ask, prompts, users)


def bare_process(url: str, prompts: Sequence[Sequence[Message]], users: int) -> Load:
    """Return `bare` from a process of its own."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(bare, (url, prompts, users))


class Kept:
    """A model that keeps the prompts that it is sent."""

    def __init__(self, model: ModelClient) -> None:
        self._model = model
        self.prompts: list[Sequence[Message]] = []
        self.name = model.name

    def reply(self, messages: Sequence[Message], max_tokens: int) -> Any:
        self.prompts.append(messages)
        return self._model.reply(messages, max_tokens)

    def close(self) -> None:
        self._model.close()


def told(engine: Engine, question: str) -> tuple[str, ...]:
    return tuple(claim.text for claim in engine.ask(question).claims)


def compare(archive: Archive, questions: Sequence[str], users: int, rounds: int, pace: Pace) -> None:
    """Print one comparison."""
    asked = [questions[i % len(questions)] for i in range(users * rounds)]
    with serving(Pace()) as quick:
        kept = Kept(ModelClient(Settings(base_url=quick, model="scripted")))
        with closing(make_engine(archive, kept)) as engine:
            alone = {question: told(engine, question) for question in dict.fromkeys(asked)}
        prompts = [kept.prompts[i % len(kept.prompts)] for i in range(len(asked))]
    with serving(pace) as url:
        own = bare_process(url, prompts, users)
        with closing(make_engine(archive, ModelClient(Settings(base_url=url, model="scripted")))) as engine:
            engine.ask(asked[0])
            forget(archive)  # they were all asked before
            mixed: list[str] = []

            def ask(question: str) -> None:
                if told(engine, question) != alone[question]:
                    mixed.append(question)

            ours = under_load(ask, asked, users)
    words = (
        f"first token after {pace.first:g} s, then {pace.rate:g} tokens a second" if pace.rate else "no time"
    )
    print(
        f"| {words} | {own.answers:.2f} | {ours.answers:.2f} | {ours.answers / own.answers:.2f} "
        f"| {own.seconds:.2f} | {ours.seconds:.2f} | {1000 * ours.processor:.0f} "
        f"| {len(mixed)} of {len(asked)} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--passages", type=int, default=10_000)
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=4, help="questions of each user")
    parser.add_argument("--first", type=float, default=1.0)
    parser.add_argument("--rate", type=float, default=25.0)
    parser.add_argument("--archive", type=Path, help="built here, or used when it is there")
    options = parser.parse_args()
    real = MiniLmEmbedder()
    with tempfile.TemporaryDirectory(prefix="groundwire-bench-") as name:
        folder = Path(name)
        questions = generated(folder, options.passages)
        path = options.archive or folder / "archive"
        if not (path / "catalog.sqlite3").exists():
            with closing(open_archive(path, embedder=RandomVectors(real), create=True)) as building:
                building.index([folder / "articles.jsonl"])
        with closing(open_archive(path, embedder=real)) as archive:
            stats = archive.stats()
            print(
                f"{stats.passages} passages, {options.users} users, {os.cpu_count()} processors, "
                f"load {os.getloadavg()[0]:.1f}\n\n"
                "| the model takes | its own answers/s | ours | ratio | its p50, s | ours "
                "| our processor, ms a question | unlike when asked alone |\n"
                "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
            )
            for pace in (Pace(options.first, options.rate), Pace()):
                compare(archive, questions, options.users, options.rounds, pace)


if __name__ == "__main__":
    main()
