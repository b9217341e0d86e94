"""A process killed at many points of indexing: `python -m bench.kill_points [--points N] [--timed N]`.

Three runs are tried, each in a real process that dies by SIGKILL: a first index, an update (articles
changed, added, copied), and a prune. The points lie evenly over all calls and returns of Groundwire's own
functions and of those of Chroma's that write, counted in a run that is left alone; with `--timed`, more
processes are killed by a clock after a random part of the run's time, so that they die within a library's
call or the system's too. After each, the same command is run again, and the archive must equal one that was
never interrupted: articles, passages, vectors and words.
"""

import argparse
import multiprocessing
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

from index import indexer
from index.archive import Archive
from tests.index.archives import contents, jsonl, story, write
from tests.support.embedder import CountingEmbedder

PRELOADED = ["chromadb", "datasketch", "tantivy", "index.archive", "tests.index.archives"]
OURS = str(Path(indexer.__file__).parent) + os.sep
WRITES = ("upsert", "delete", "modify", "create_collection", "_upsert", "_delete", "_modify")


@dataclass(frozen=True)
class Scenario:
    name: str
    before: Callable[[Path], None] | None  # what is indexed undisturbed at first
    change: Callable[[Path], None]
    prune: bool = False


def first(news: Path) -> None:
    for n in range(8):
        write(news, f"{n}.txt", story(n))
    write(news, "copy.txt", story(1))
    jsonl(news, "more.jsonl", [{"id": f"m{n}", "text": story(n)} for n in range(20, 26)])


def update(news: Path) -> None:
    write(news, "0.txt", story(60))
    write(news, "copy.txt", story(61))
    write(news, "9.txt", story(2))
    write(news, "10.txt", story(62))
    jsonl(news, "more.jsonl", [{"id": f"m{n}", "text": story(n if n % 2 else n + 50)} for n in range(20, 28)])


def shrink(news: Path) -> None:
    for name in ("1.txt", "3.txt", "5.txt"):
        (news / name).unlink()
    jsonl(news, "more.jsonl", [{"id": f"m{n}", "text": story(n)} for n in range(22, 24)])


SCENARIOS = (
    Scenario("first index", None, first),
    Scenario("update", first, update),
    Scenario("prune", first, shrink, prune=True),
)


def index(home: Path, *, prune: bool) -> None:
    indexer.BATCH_PASSAGES = 4  # several transactions
    indexer.STORE_PASSAGES = 12  # and the derived indexes brought up in between
    with Archive.open(home / "archive", CountingEmbedder(), create=True) as archive:
        archive.index([home / "news"], prune=prune)


def index_and_die(home: Path, prune: bool, point: int | None, counted: Path | None) -> None:
    """Index, and die at the `point`-th call or return; without a point write how many there were."""
    passed = 0

    def count(frame: FrameType, event: str, _: Any) -> None:
        nonlocal passed
        code = frame.f_code
        if event in ("call", "return") and (
            code.co_filename.startswith(OURS) or (code.co_name in WRITES and "chromadb" in code.co_filename)
        ):
            passed += 1
            if passed == point:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(count)
    index(home, prune=prune)
    sys.setprofile(None)
    if counted:
        counted.write_text(str(passed))


class Sweep:
    """One scenario: what is there before it, and what must be there after it."""

    def __init__(self, scenario: Scenario, home: Path) -> None:
        self.scenario, self.home, self.base = scenario, home / "home", home / "base"
        if scenario.before:
            scenario.before(self.base / "news")
            # The paths of the articles are kept, so everything is made where it will be used.
            self.base.rename(self.home)
            index(self.home, prune=False)
            self.home.rename(self.base)
        scenario.change(self.base / "news")
        self.restore()
        counted = home / "counted"
        assert self.run(None, counted) == 0
        self.points = int(counted.read_text())
        with Archive.open(self.home / "archive", CountingEmbedder()) as archive:
            self.whole = contents(archive)

    def restore(self) -> None:
        shutil.rmtree(self.home, ignore_errors=True)
        shutil.copytree(self.base, self.home)

    def run(self, point: int | None, counted: Path | None = None, seconds: float | None = None) -> int:
        """Return the exit code; a process that takes longer than `seconds` is killed."""
        process = CONTEXT.Process(target=index_and_die, args=(self.home, self.scenario.prune, point, counted))
        process.start()
        process.join(seconds)
        if process.is_alive():
            process.kill()
            process.join()
        return process.exitcode or 0

    def time(self) -> float:
        self.restore()
        start = time.monotonic()
        self.run(None)
        return time.monotonic() - start

    def is_whole(self) -> bool:
        index(self.home, prune=self.scenario.prune)
        with Archive.open(self.home / "archive", CountingEmbedder()) as archive:
            return bool(contents(archive) == self.whole)

    def tried(self, point: int | None, seconds: float | None = None) -> tuple[bool, bool]:
        """Return whether the process was killed, and whether the next run made everything whole."""
        self.restore()
        killed = self.run(point, None, seconds) == -signal.SIGKILL
        return killed, self.is_whole()


CONTEXT = multiprocessing.get_context("forkserver")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--points", type=int, default=100, help="counted points of each scenario")
    parser.add_argument("--timed", type=int, default=30, help="kills of each scenario by a clock")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--part", default="1/1", help="I/N: the I-th of N parts of the points, to go in pieces"
    )
    asked = parser.parse_args()
    part, parts = map(int, asked.part.split("/"))
    CONTEXT.set_forkserver_preload(PRELOADED)
    rng = random.Random(asked.seed * 1000 + part)
    failed = []
    print("| run | points it has | killed at | by a clock | equal afterwards |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for scenario in SCENARIOS:
        with tempfile.TemporaryDirectory() as folder:
            sweep = Sweep(scenario, Path(folder))
            step = max(1, sweep.points // asked.points)
            counted = range(1, sweep.points + 1, step)[part - 1 :: parts]
            equal = by_clock = 0
            for point in counted:
                killed, whole = sweep.tried(point)
                equal += whole
                if not (killed and whole):
                    failed.append(
                        f"{scenario.name}, point {point}: {'not equal' if killed else 'not killed'}"
                    )
            length = sweep.time()
            for _ in range(asked.timed):
                moment = rng.uniform(0, length)
                killed, whole = sweep.tried(None, moment)
                by_clock += killed
                equal += whole
                if not whole:
                    failed.append(f"{scenario.name}, after {moment:.3f} s of {length:.3f} s: not equal")
            tried = len(counted) + asked.timed
            print(
                f"| {scenario.name} | {sweep.points:,} | {len(counted)} | {by_clock} | {equal} of {tried} |",
                flush=True,
            )
    if failed:
        raise SystemExit("\n".join(failed))


if __name__ == "__main__":
    main()
