"""The chat page's speed as ratios in one run, its weight, and its table over a large archive.

    python -m bench.chat_page ARCHIVE [--question Q] [--rounds N] [--articles N]

- from a question to the first checked sentence through the page's own conversation, beside the whole of the
  same `ask` in Python (medians of N rounds, taken in turn);
- bytes of the page's own scripts and styles, and of one conversation's HTML;
- medians of one page of the articles' table by order, and of the plot, over N invented articles.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from importlib import resources
from pathlib import Path

from sqlalchemy import insert


def median_ms(call: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1_000


def first_sentence(archive: Path, question: str, rounds: int) -> None:
    from app.api import Groundwire
    from app.chat.conversation import Asked, take_turn
    from app.chat.serve import Serving, open_services
    from app.chat.serving.people import Person

    with tempfile.TemporaryDirectory() as data, Groundwire(archive) as groundwire:
        with open_services(groundwire, Serving(data=Path(data))) as services:
            html = ""

            def by_page() -> None:
                nonlocal html
                services.questions._left.clear()
                turns = take_turn(services, Person("visitor:bench"), None, Asked(question=question))
                for view in turns:
                    html = view.html
                    if "gw-claim " in html or "gw-abstained" in html:
                        break
                turns.close()

            groundwire.ask(question)  # models are loaded
            page, python = [], []
            for _ in range(rounds):
                page.append(median_ms(by_page, 1))
                python.append(median_ms(lambda: groundwire.ask(question), 1))
        mine, theirs = statistics.median(page), statistics.median(python)
        print(
            f"first checked sentence {mine:.0f} ms, `ask` in Python {theirs:.0f} ms: "
            f"ratio {mine / theirs:.2f}"
        )
        print(f"HTML of one answer: {len(html.encode()):,} bytes")


def weight() -> None:
    folder = resources.files("app.chat.assets")
    sizes = {
        file.name: len(file.read_bytes()) for file in folder.iterdir() if file.name.endswith((".js", ".css"))
    }
    print(f"own scripts and styles: {sum(sizes.values()):,} bytes in {len(sizes)} files (bar: 300,000)")


def table(count: int, rounds: int) -> None:
    from index import catalog_schema as schema
    from index.article_table import Order, count_by_month, list_articles
    from index.catalog import Catalog
    from index.catalog_writer import writing
    from index.records import outlet_key

    text = "The council of Little Harbour met again and talked about the quay at some length. " * 30
    with tempfile.TemporaryDirectory() as folder:
        catalog = Catalog.open(Path(folder) / "archive", create=True)
        with writing(catalog.engine) as writer:
            keys = range(1, count + 1)
            writer.connection.execute(
                insert(schema.articles),
                [{"article_key": n, "article_id": f"a{n}", "version_key": n, "owner": "x"} for n in keys],
            )
            writer.connection.execute(
                insert(schema.versions),
                [
                    {
                        "version_key": n, "article_key": n, "version": f"{n:016x}",
                        "title": f"Story {n * 7919 % count} of the quay", "outlet": f"Outlet {n % 23}",
                        "published_at": f"{2020 + n % 12}-{n % 12 + 1:02}-{n % 28 + 1:02}",
                        "source_path": "x",
                        "day": 737_000 + n % 4_000, "outlet_key": outlet_key(f"Outlet {n % 23}"),
                        "revision": 1, "text": f"{n} {text}",
                    }
                    for n in keys
                ],
            )  # fmt: skip
        engine = catalog.engine
        for order in Order:
            took = median_ms(lambda order=order: list_articles(engine, order=order), rounds)  # type: ignore[misc]
            print(f"table by {order}: {took:.0f} ms")
        print(f"table, words: {median_ms(lambda: list_articles(engine, 'story 77 outlet'), rounds):.0f} ms")
        print(
            f"table, last page: {median_ms(lambda: list_articles(engine, offset=count - 50), rounds):.0f} ms"
        )
        print(f"plot: {median_ms(lambda: count_by_month(engine), rounds):.0f} ms over {count:,} articles")
        catalog.close()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("archive", type=Path)
    parser.add_argument("--question", default="How many people died in the fire on the Calla Rune?")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--articles", type=int, default=20_000)
    given = parser.parse_args()
    weight()
    first_sentence(given.archive, given.question, given.rounds)
    table(given.articles, given.rounds)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
