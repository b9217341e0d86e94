"""How long a whole answer without a language model takes, and where the time goes.

    python -m bench.keyless_speed [FOLDER] [--passages 10000] [--questions 60] [--archive ARCHIVE]

FOLDER holds articles, from which questions are drafted; without one both are generated. The archive is built
in a temporary folder, as `bench.model_speed` builds it; ARCHIVE is one that is there already, whose articles
the questions are drafted from unless `--generated` says that it holds the generated ones. Search, reading and
checking are the product's own.

No question is asked twice, and before each everything that was kept of earlier ones is dropped
(`bench.cold`): the figures hold for a question whose sentences nobody has met. With `--warm` nothing is
dropped, as where questions about the same events follow one another.
"""

import argparse
import statistics
import tempfile
import time
from contextlib import closing
from itertools import islice
from pathlib import Path

from app.chat.examples import draft_questions
from app.compose import build_engine, open_archive
from bench.cold import forget
from bench.generated import RandomVectors, generated
from bench.model_speed import row
from index.embedding.minilm import MiniLmEmbedder

WARM_UP = 5  # questions that load what is loaded once


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--passages", type=int, default=10_000, help="where they are generated")
    parser.add_argument("--questions", type=int, default=60)
    parser.add_argument("--archive", type=Path, help="one that is there already; nothing is built")
    parser.add_argument("--generated", action="store_true", help="that archive holds generated articles")
    parser.add_argument("--warm", action="store_true", help="keep what earlier questions brought")
    options = parser.parse_args()
    real = MiniLmEmbedder()
    with tempfile.TemporaryDirectory(prefix="groundwire-bench-") as name:
        folder = Path(name)
        drafted = options.folder or (options.archive and not options.generated)
        questions = [] if drafted else generated(folder, options.passages)
        path = options.archive or folder / "archive"
        if not options.archive:
            with closing(open_archive(path, embedder=RandomVectors(real), create=True)) as building:
                building.index([options.folder or folder / "articles.jsonl"])
        with (
            closing(open_archive(path, embedder=real)) as archive,
            closing(build_engine(archive)) as engine,
        ):
            if not questions:
                newest = (archive.article(i.article_id, i.version) for i in archive.articles(limit=2_000))
                questions = list(islice(draft_questions(newest), 500))
            questions = list(dict.fromkeys(questions))
            step = max(1, len(questions) // options.questions)
            questions = questions[::step][: options.questions + WARM_UP]
            first, questions = questions[:WARM_UP], questions[WARM_UP:]
            for question in first:
                engine.ask(question)
            stats = archive.stats()
            whole: list[float] = []
            processor: list[float] = []
            stages: dict[str, list[float]] = {}
            for question in questions:
                if not options.warm:
                    forget(archive)
                start, spent = time.perf_counter(), time.process_time()
                answer = engine.ask(question)
                whole.append(time.perf_counter() - start)
                processor.append(time.process_time() - spent)
                for stage, seconds in answer.timings.items():
                    stages.setdefault(stage, []).append(seconds)
    print(f"{stats.articles} articles, {stats.passages} passages, {len(questions)} questions\n")
    print("| measure | p50, ms | p95, ms | bar, p50 |\n| --- | ---: | ---: | ---: |")
    row("whole answer", whole, "400")
    row("the same, processor time", processor, "")
    for stage, seconds in stages.items():
        row(f"of it, {stage}", seconds, "")
    print(f"\nprocessor time ÷ time: {statistics.median(processor) / statistics.median(whole):.2f}")


if __name__ == "__main__":
    main()
