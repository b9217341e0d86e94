"""What Groundwire adds around a language model, in time, beside what it cannot do without.

    python -m bench.model_speed [FOLDER] [--passages 10000] [--questions 60] [--reply-seconds 3] [--users 20]

FOLDER holds articles; without one they are generated. The archive is built in a temporary folder: passages
get random unit vectors, since where a vector points makes no difference to the time of a search; questions
are embedded by the shipped model. The language model is a script on loopback that copies from its evidence.

1. added: the time of a question less that spent waiting for the model, beside the bare search of the same
   question, taken in turns. The processor's time is given too: on a busy machine it is the fairer figure.
2. checking: per claim, as the engine's own timer has it.
3. streaming: from a sentence's last token to the event that shows it.
4. users: answers per second of many users at once, beside the script's own throughput, both with replies that
   take `--reply-seconds`; and how many answers held another's words.
"""

import argparse
import hashlib
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any

import httpx
import numpy as np

from app.chat.examples import draft_questions
from app.compose import build_scorer, build_verifier, coverage_of, open_archive
from app.engine import Engine
from app.events import AnswerDone, ClaimShown
from app.evidence_builder import build_evidence
from app.extractive.answerer import ExtractiveAnswerer
from app.extractive.other_sides import OtherSides
from app.model.answerer import ModelAnswerer
from app.model.client import Message, Model, ModelClient, ReplyEnd
from app.settings import Settings
from app.wordlists import word_list
from bench.scripted_model import reply
from index.archive import Archive
from index.embedding.base import Embedder, Vectors
from index.embedding.minilm import MiniLmEmbedder
from tests.support.model_server import Reply, running

PLACES = word_list("Orsk Brannoch Skerry Tolvane Keldria Marrow Ellory Aldric Sorrel Vell Halden Pyke")
THINGS = word_list("lanterns compasses nets boats ledgers bells anchors lamps crates barrels ropes sails")
DEEDS = word_list("sold mended counted burned found lost painted moved weighed traded")
NAMES = word_list("Venn Rand Pyke Oske Reske Marsh Orrin Dell")


class RandomVectors:
    """An embedder by the shipped one's name whose vectors cost nothing."""

    def __init__(self, real: Embedder) -> None:
        self.name, self.dimensions, self.max_tokens = real.name, real.dimensions, real.max_tokens

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text) // 4 for text in texts]

    def embed(self, texts: Sequence[str]) -> Vectors:
        rows = [
            np.random.default_rng(int(hashlib.sha256(t.encode()).hexdigest()[:12], 16)).normal(
                size=self.dimensions
            )
            for t in texts
        ]
        matrix = np.array(rows, dtype=np.float32).reshape(len(texts), self.dimensions)
        return matrix / np.linalg.norm(matrix, axis=1, keepdims=True)


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


def generated(folder: Path, passages: int) -> list[str]:
    """Write articles of about one passage each; return questions that some of them answer."""
    questions = []
    with (folder / "articles.jsonl").open("w", encoding="utf-8") as out:
        for n in range(passages):
            place, thing, deed = (
                PLACES[n % 12] + str(n // 97),
                THINGS[n * 7 % 12],
                DEEDS[n * 3 % 10],
            )
            name = f"Liv {NAMES[n * 5 % 8]}"
            text = (
                f"The council of {place} {deed} {n + 13} {thing} on Monday, the harbour office said. "
                f"{name} told reporters that the work had taken {n % 40 + 2} weeks. "
                f"Some {n % 900 + 20} visitors came to see the {THINGS[n * 5 % 12]}, and nobody was hurt. "
                f"“We will go on with the {THINGS[n * 11 % 12]} next year,” {name} said. "
                f"Fares at the quay of {place} stay at {n % 9 + 1} crowns, and ferries leave every "
                f"{n % 50 + 10} minutes until the {DEEDS[n % 10]} nets of {PLACES[n * 5 % 12]} are back."
            )
            day = f"2031-{n % 12 + 1:02}-{n % 28 + 1:02}"
            row = {"id": f"a{n}", "text": text, "title": f"{place}: {thing} {deed}", "published_at": day}
            out.write(json.dumps({**row, "outlet": f"{PLACES[n % 7]} Post"}) + "\n")
            if n % max(1, passages // 500) == 0:
                questions.append(f"How many {thing} did the council of {place} {deed.removesuffix('ed')}?")
    return questions


def scripted(request: dict[str, Any]) -> Reply:
    """Reply at once and without mistakes."""
    return reply(request, flaws_in=0)


def make_engine(archive: Archive, model: Model) -> Engine:
    """Return the product's engine over `model`, nothing cached."""
    extractive = ExtractiveAnswerer(build_scorer(archive.embedder), archive.embedder)
    return Engine(
        searcher=archive,
        coverage=lambda filters: coverage_of(archive, filters),
        build_evidence=build_evidence,
        answerer=ModelAnswerer(model),
        verifier=build_verifier(),
        fallback=extractive,
        sides=OtherSides(),
    )


def one_user(archive: Archive, url: str, questions: Sequence[str]) -> None:
    """Print the first three figures."""
    watched = Watched(ModelClient(Settings(base_url=url, model="scripted")))
    engine = make_engine(archive, watched)
    for question in questions[:5]:
        engine.ask(question)  # loads what is loaded once
    added, used, search, checks, delays = [], [], [], [], []
    stages: dict[str, list[float]] = {}
    for question in questions:
        start = time.perf_counter()
        archive.search(question, 24)
        search.append(time.perf_counter() - start)
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


def many_users(archive: Archive, questions: Sequence[str], users: int, seconds: float, rounds: int) -> None:
    """Print throughput beside the script's own."""

    def slowly(request: dict[str, Any]) -> Reply:
        time.sleep(seconds)
        return scripted(request)

    with running(slowly) as server, closing(httpx.Client(timeout=60)) as bare:
        engine = make_engine(archive, ModelClient(Settings(base_url=server.url, model="scripted")))
        asked = [questions[i % len(questions)] for i in range(users * rounds)]
        engine.ask(asked[0])
        request = server.requests[-1]

        def ask_bare(_: str) -> None:
            with bare.stream("POST", f"{server.url}/chat/completions", json=request) as response:
                for _chunk in response.iter_bytes():
                    pass

        own = throughput(ask_bare, asked, users)
        answers: dict[int, tuple[str, ...]] = {}
        start = time.perf_counter()
        with ThreadPoolExecutor(users) as pool:
            for i, answer in enumerate(pool.map(engine.ask, asked)):
                answers[i] = tuple(claim.text for claim in answer.claims)
        ours = len(asked) / (time.perf_counter() - start)
        alone = {question: tuple(c.text for c in engine.ask(question).claims) for question in set(asked[:12])}
        mixed = sum(answers[i] != alone[q] for i, q in enumerate(asked) if q in alone)
        engine.close()
    compared = sum(question in alone for question in asked)
    print(f"\n{users} users at once, replies of {seconds:g} s")
    print(f"answers a second {ours:.2f}, the script's own {own:.2f}, ratio {ours / own:.2f} (bar 0.8)")
    print(f"unlike the answer to the same question asked alone: {mixed} of {compared}")


def throughput(ask: Callable[[str], None], asked: Sequence[str], users: int) -> float:
    start = time.perf_counter()
    with ThreadPoolExecutor(users) as pool:
        list(pool.map(ask, asked))
    return len(asked) / (time.perf_counter() - start)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--passages", type=int, default=10_000)
    parser.add_argument("--questions", type=int, default=60)
    parser.add_argument("--reply-seconds", type=float, default=3.0)
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3, help="questions of each user; 0 leaves 4 out")
    options = parser.parse_args()
    real = MiniLmEmbedder()
    with tempfile.TemporaryDirectory(prefix="groundwire-bench-") as name:
        folder = Path(name)
        questions = generated(folder, options.passages) if options.folder is None else []
        with closing(open_archive(folder / "archive", embedder=RandomVectors(real), create=True)) as building:
            report = building.index([options.folder or folder / "articles.jsonl"])
        with closing(open_archive(folder / "archive", embedder=real)) as archive:
            if not questions:
                newest = (archive.article(i.article_id, i.version) for i in archive.articles(limit=2_000))
                questions = list(islice(draft_questions(newest), 500))
            step = max(1, len(questions) // options.questions)
            questions = questions[::step][: options.questions]
            print(
                f"{report.articles} articles, {report.passages} passages, {len(questions)} questions, "
                f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}\n"
            )
            with running(scripted) as server:
                one_user(archive, server.url, questions)
            if options.rounds:
                many_users(archive, questions, options.users, options.reply_seconds, options.rounds)


if __name__ == "__main__":
    main()
