"""One archive, several processes that read it all the time, one that writes, and one more that tries to.

A counter tells the readers whether the writer is at work: it is odd meanwhile. A reader that sees the same even
number before and after a query must have found exactly what the writer had by then reported; any other query must
at least have found whole passages of articles that were there at some time.
"""

import json
import multiprocessing
import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import index.archive
from index.archive import Archive
from index.errors import ArchiveLocked
from index.hit import Hit
from tests.index.archives import WORDS, story, write
from tests.support.embedder import CountingEmbedder

CONTEXT = multiprocessing.get_context("forkserver")
EVERY = 4  # operations after which the writer waits for every reader to have looked
PATIENCE = 120.0  # seconds after which a process that does not come is taken for lost


@dataclass
class Tally:
    """What was done, and what went wrong."""

    written: int = 0
    queries: int = 0
    exact: int = 0
    locked: int = 0
    problems: list[str] = field(default_factory=list)


def run(home: Path, *, operations: int, readers: int, seed: int = 1) -> Tally:
    """Let a writer do so many operations while readers read; return the sum of all tallies.

    Args:
        home: an empty folder.
        operations: changes of the files, each indexed, pruned or removed.
        readers: processes that each keep one archive object open until the end.
        seed: of the changes.
    """
    CONTEXT.set_forkserver_preload(["chromadb", "datasketch", "tantivy", __name__])
    write(home / "other", "z.txt", story(999))
    with Archive.open(home / "archive", CountingEmbedder(), create=True) as archive:
        archive.index([home / "other"])
    _expect(home, 0, {"other/z.txt": 999})
    count, looked = CONTEXT.Value("q", 0), CONTEXT.Array("q", readers)
    told, done, tallies = CONTEXT.Condition(), CONTEXT.Event(), CONTEXT.Queue()
    shared = (home, count, looked, told, done, tallies)
    jobs = [(_write, (*shared, operations, seed)), (_rival, shared)]
    jobs += [(_read, (*shared, number)) for number in range(readers)]
    processes = [CONTEXT.Process(target=job, args=args, daemon=True) for job, args in jobs]
    for process in processes:
        process.start()
    whole = Tally()
    for _ in processes:
        part = tallies.get(timeout=PATIENCE * 10)
        for name, value in vars(part).items():
            setattr(whole, name, getattr(whole, name) + value)
    for process in processes:
        process.join()
    return whole


def _write(
    home: Path, count: Any, looked: Any, told: Any, done: Any, tallies: Any, operations: int, seed: int
) -> None:
    rng, tally = random.Random(seed), Tally()
    held = {"other/z.txt": 999}
    try:
        with Archive.open(home / "archive", CountingEmbedder()) as archive:
            for number in range(operations):
                count.value += 1
                _change(archive, home / "news", held, rng, number)
                tally.written += 1
                _expect(home, count.value + 1, held)
                count.value += 1
                with told:
                    told.notify_all()
                    if number % EVERY == 0 and not told.wait_for(
                        lambda: min(looked) >= count.value, PATIENCE
                    ):
                        raise TimeoutError("a reader did not come")
    except Exception as error:
        tally.problems.append(f"writer: {type(error).__name__}: {error}")
    done.set()
    tallies.put(tally)


def _change(archive: Archive, news: Path, held: dict[str, int], rng: random.Random, number: int) -> None:
    """Change some files and bring the archive up to them; `held` follows."""
    names = [f"{name}.txt" for name in "abcdefghijkl"]
    for name in rng.sample(names, rng.randint(1, 3)):
        if rng.random() < 0.7:
            n = number * 4 + names.index(name)
            write(news, name, story(n))
            held[f"news/{name}"] = n
        else:
            (news / name).unlink(missing_ok=True)
            held.pop(f"news/{name}", None)
    news.mkdir(exist_ok=True)
    archive.index([news], prune=True)
    if rng.random() < 0.1 and (ids := [i for i in held if i.startswith("news/")]):
        gone = rng.choice(ids)
        archive.remove([gone], forget=news)
        del held[gone]
    if rng.random() < 0.02:
        archive.repair()


def _read(home: Path, count: Any, looked: Any, told: Any, done: Any, tallies: Any, number: int) -> None:
    tally = Tally()
    try:
        with Archive.open(home / "archive", CountingEmbedder()) as archive:
            last = False
            while not last:
                last = done.is_set()
                before = count.value
                found = {}
                for hit in _with_copies(archive.search(" ".join(WORDS), k=200)):
                    text = archive.article(hit.article.article_id, hit.article.version).text
                    if text[hit.passage.start : hit.passage.end] != hit.passage.text:
                        tally.problems.append(f"{hit.passage.passage_id} is not what its article says")
                    found[hit.article.article_id] = text
                tally.queries += 1
                if before % 2 or before != count.value:
                    continue
                tally.exact += 1
                expected = json.loads((home / f"expected-{before % 8}.json").read_text())
                if found != {article_id: story(n).strip() for article_id, n in expected.items()}:
                    tally.problems.append(
                        f"reader {number} at {before}: {sorted(found)} for {sorted(expected)}"
                    )
                with told:
                    looked[number] = before
                    told.notify_all()
    except Exception as error:
        tally.problems.append(f"reader {number}: {type(error).__name__}: {error}")
    tallies.put(tally)


def _with_copies(hits: list[Hit]) -> list[Hit]:
    return [one for hit in hits for one in (hit, *hit.copies)]


def _rival(home: Path, count: Any, looked: Any, told: Any, done: Any, tallies: Any) -> None:
    """Write too, as often as it is let."""
    index.archive.PATIENCE = 0.0
    tally = Tally()
    try:
        while not done.is_set():
            with Archive.open(home / "archive", CountingEmbedder()) as archive:
                try:
                    archive.index([home / "other"])
                    tally.written += 1
                except ArchiveLocked:
                    tally.locked += 1
            with told:
                told.wait(1.0)
    except Exception as error:
        tally.problems.append(f"rival: {type(error).__name__}: {error}")
    tallies.put(tally)


def _expect(home: Path, count: int, held: dict[str, int]) -> None:
    """Say what is in the archive once the counter shows `count`; kept until it has gone on by some."""
    path = home / f"expected-{count % 8}.json"
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(held))
    fresh.replace(path)
