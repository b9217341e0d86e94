"""How well articles are taken out of HTML pages: `python bench/extraction.py DATA [--worst N]`.

DATA is a folder with `ground-truth.json` ({id: {articleBody, url}}) and `html/<id>.html.gz`, as the
article extraction benchmark has it (github.com/scrapinghub/article-extraction-benchmark). Scores are by
its definition: counts of 4-word shingles per page, each page of equal weight, precision over the pages
where something was extracted, recall over the pages that hold something, and F1 of the two means.

A date is judged by the date that stands in the page's address, where one does. A page may be published a day
before or after the day in its address (time zones), so one day of difference counts as right.
"""

import argparse
import gzip
import json
import re
import statistics
import tempfile
import time
from collections import Counter
from pathlib import Path

from index.article import Article
from index.dates import day_number
from index.reading import SourceFile, discover, read

SHINGLE = 4
WORD = re.compile(r"\w+")
URL_DATE = re.compile(r"/(20\d\d)[/-]([01]?\d)[/-]([0-3]?\d)(?:/|-)")
Counts = tuple[float, float, float]


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = WORD.findall(text)
    runs = (tuple(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1)))
    return Counter(run for run in runs if run)


def counts(gold: str, found: str) -> Counts:
    """Return shares of right, surplus and missing shingles."""
    true, told = shingles(gold), shingles(found)
    right, surplus, missing = (true & told).total(), (told - true).total(), (true - told).total()
    whole = right + surplus + missing
    return (right / whole, surplus / whole, missing / whole) if whole else (0.0, 0.0, 0.0)


def share(right: float, wrong: float, other: float) -> float:
    return 1.0 if wrong == other == 0 else right / (right + wrong) if right or wrong else 0.0


def scores(pages: list[Counts]) -> tuple[float, float, float]:
    precision = statistics.mean(share(tp, fp, fn) for tp, fp, fn in pages if tp + fp > 0)
    recall = statistics.mean(share(tp, fn, fp) for tp, fp, fn in pages if tp + fn > 0)
    return precision, recall, 2 * precision * recall / (precision + recall)


def extracted(data: Path) -> dict[str, Article | None]:
    with tempfile.TemporaryDirectory() as folder:
        for page in sorted((data / "html").glob("*.html.gz")):
            (Path(folder) / page.name.removesuffix(".gz")).write_bytes(gzip.decompress(page.read_bytes()))
        found: dict[str, Article | None] = {}
        for source in discover([Path(folder)]):
            assert isinstance(source, SourceFile)
            articles = [item for item in read(source) if isinstance(item, Article)]
            found[source.path.stem] = articles[0] if articles else None
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--worst", type=int, default=0, help="list so many pages with low scores")
    arguments = parser.parse_args()
    gold = json.loads((arguments.data / "ground-truth.json").read_text(encoding="utf-8"))
    began = time.perf_counter()
    found = extracted(arguments.data)
    seconds = time.perf_counter() - began

    pages = {
        key: counts(gold[key]["articleBody"], article.text if article else "")
        for key, article in found.items()
    }
    precision, recall, f1 = scores(list(pages.values()))
    rejected = sum(article is None for article in found.values())
    print(f"{len(pages)} pages, {rejected} rejected, {seconds:.1f} s")
    print(f"precision {precision:.4f}  recall {recall:.4f}  F1 {f1:.4f}")

    right = empty = 0
    wrong: list[str] = []
    for key, article in found.items():
        match = URL_DATE.search(gold[key]["url"])
        if match is None:
            continue
        told = f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"
        date = article.info.published_at if article else None
        if date is None:
            empty += 1
        elif abs(day_number(date) - day_number(told)) <= 1:
            right += 1
        else:
            wrong.append(f"{key} {told} in the address, {date} read")
    print(f"dates judged by the address: {right} right, {empty} empty, {len(wrong)} wrong")
    for line in wrong:
        print("  ", line)
    dated = sum(bool(article and article.info.published_at) for article in found.values())
    titled = sum(bool(article and article.info.title) for article in found.values())
    print(f"pages with a date: {dated}, with a title: {titled}")
    for key in sorted(pages, key=lambda key: pages[key][0])[: arguments.worst]:
        print(key, "right {:.2f} surplus {:.2f} missing {:.2f}".format(*pages[key]), gold[key]["url"])


if __name__ == "__main__":
    main()
