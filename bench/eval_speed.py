"""How fast answers are scored, what a run adds to answering, how large and quick the report is.

    python -m bench.eval_speed [--answers N] [--archive DIR] [--ask N]

The answers are the sample's gold answers and their mutations (`eval.selftest`), all different. With
`--archive` (the indexed sample articles) the sample's cases are asked too, and the time beyond answering is
told. The report is opened in Chromium where there is one.
"""

import argparse
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import TypeVar

from app.compose import build_engine, open_archive
from eval.articles import ArchiveArticles, StoredArticles
from eval.cases import Case
from eval.commands.judges import make_judge
from eval.records import Record
from eval.report.page import render_page
from eval.report.run_data import RunData
from eval.runs.asking import ask_cases
from eval.runs.begin import begin_run
from eval.runs.folder import RunFolder
from eval.runs.foreign import take_in
from eval.runs.manifest import make_manifest
from eval.runs.scoring import score_records, score_run
from eval.sample_set import read_articles, sample_cases, sample_folder
from eval.selftest.gold_answers import gold_record
from eval.selftest.mutation import Bench
from eval.selftest.selftest import MUTATIONS

T = TypeVar("T")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--answers", type=int, default=1_000)
    parser.add_argument("--archive", type=Path)
    parser.add_argument("--ask", type=int)
    args = parser.parse_args()
    articles = StoredArticles(held := read_articles([sample_folder() / "articles"]))
    pairs = list(islice(answers(Bench(articles, held, random.Random(0))), args.answers))
    with tempfile.TemporaryDirectory() as place:
        folder = scoring(Path(place) / "run", pairs, articles)
        report(Path(place) / "report.html", folder)
        if args.archive:
            overhead(Path(place) / "asked", args.archive, args.ask)


def answers(bench: Bench) -> Iterator[tuple[Case, Record]]:
    """Yield the sample's gold answers, then each mutation of each, as cases of their own."""
    gold = [(case, record) for case in sample_cases() if (record := gold_record(case, bench.articles))]
    yield from gold
    for number, mutation in enumerate(MUTATIONS):
        for case, record in gold:
            changed = mutation.mutate(case, record, bench) if case.answerable is mutation.on else None
            if changed is not None:
                name = f"{case.id}-{number}"
                yield case.model_copy(update={"id": name}), changed.model_copy(update={"case_id": name})


def scoring(path: Path, pairs: list[tuple[Case, Record]], articles: StoredArticles) -> RunFolder:
    cases = [case for case, _ in pairs]
    folder = take_in(path, cases, {r.case_id: r for _, r in pairs}, articles, source="bench")
    judge = make_judge("rules")
    first = cases[0]
    # What the first claim loads (word lists, lemmas) is told apart
    loading, _, _ = timed(lambda: score_records([first], folder.records(), folder.articles(), judge))
    wall, processor, summary = timed(lambda: score_run(folder, judge))
    claims = sum(len(scored.claims) for scored in folder.scored())
    print(
        f"scored {summary.cases} answers ({claims} claims) in {wall:.1f} s, {processor:.1f} s of processor: "
        f"{summary.cases / wall:.0f} answers a second, {summary.cases / processor:.0f} by processor time; "
        f"loading took {loading:.1f} s before"
    )
    return folder


def report(path: Path, folder: RunFolder) -> None:
    run = RunData.read(folder)
    wall, _, page = timed(lambda: render_page([run]))
    path.write_text(page, encoding="utf-8")
    print(f"report of {len(run.cases)} questions: {path.stat().st_size / 1e6:.1f} MB, made in {wall:.1f} s")
    both = render_page([run, run])
    print(f"two runs of them compared: {len(both.encode()) / 1e6:.1f} MB")
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        print("no Chromium here: not opened")
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        times = []
        for _ in range(5):
            page_shown = browser.new_page()
            start = time.perf_counter()
            page_shown.goto(path.as_uri())
            page_shown.locator("#count").filter(has_text="questions").wait_for()
            page_shown.locator("h1").click()  # painted, and answering
            times.append(time.perf_counter() - start)
            page_shown.close()
        browser.close()
    print(f"opened in a browser: median {statistics.median(times):.2f} s, worst {max(times):.2f} s of 5")


def overhead(path: Path, archive_path: Path, limit: int | None) -> None:
    cases = sample_cases()[:limit]
    with open_archive(archive_path) as archive, closing(build_engine(archive)) as engine:
        next(iter(engine.stream(cases[0].question)))  # loads what the first question loads
        manifest = make_manifest(cases, system={}, archive={}, seed=0)
        folder, _ = begin_run(path, manifest, cases)
        wall, _, _ = timed(lambda: ask_cases(cases, engine, folder, ArchiveArticles(archive)))
    answering = sum(r.seconds or 0 for r in folder.records().values())
    judge = make_judge("rules")
    scored, _, _ = timed(lambda: score_run(folder, judge))
    print(
        f"asked {len(cases)} questions in {wall:.1f} s, {answering:.1f} s of it answering: "
        f"{100 * (wall - answering) / answering:.1f} % beyond it; scoring them took {scored:.1f} s more "
        f"({100 * scored / answering:.1f} %)"
    )


def timed(work: Callable[[], T]) -> tuple[float, float, T]:
    """Return wall seconds, processor seconds and the result."""
    start, used = time.perf_counter(), time.process_time()
    result = work()
    return time.perf_counter() - start, time.process_time() - used, result


if __name__ == "__main__":
    main()
