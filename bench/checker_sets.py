"""The verifier on claims judged by people, and on speakers swapped in news: python bench/checker_sets.py
CHECKER_DIR."""

import argparse
import gzip
import json
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

from app.answer import VerdictLabel
from app.answering import Verifier
from app.compose import build_verifier
from app.evidence import EvidenceSentence
from index.article import ArticleInfo, Span
from index.sentences import split_sentences

Item = tuple[str, bool, str, list[EvidenceSentence]]


def rows(path: Path) -> Iterator[dict]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def sentences(texts: list[str], published: str | None = None) -> list[EvidenceSentence]:
    info = ArticleInfo(article_id="a", version="v", published_at=published)
    return [
        EvidenceSentence(
            label=f"1.{i}", span=Span(0, len(text)), text=text, article=info,
            before=texts[i - 1] if i else "", after=texts[i + 1] if i + 1 < len(texts) else "",
        )
        for i, text in enumerate(texts)
    ]  # fmt: skip


def wice(folder: Path) -> Iterator[Item]:
    """Claims with the sentences that people marked; only the fully supported count as supported."""
    for row in rows(folder / "wice/oracle_chunks_dev.jsonl.gz"):
        yield "wice", row["label"] == "supported", row["claim"], sentences(row["evidence"])


def attribution(folder: Path) -> Iterator[Item]:
    for row in rows(folder / "attributionbench_dev/dev.jsonl.gz"):
        texts = [s.of(t) for t in row["references"] for s in split_sentences(t)]
        yield (
            f"attributionbench {row['src_dataset']}",
            row["attribution_label"] == "attributable",
            row["claim"],
            sentences(texts),
        )


def polnear(folder: Path) -> Iterator[Item]:
    """Sentences of which one annotated source is a name, as they stand but for a point, and with another
    name."""
    rng = Random(0)
    for row in rows(folder / "polnear/polnear_dev.jsonl.gz"):
        text = row["text"]
        spans = list(split_sentences(text))
        names = sorted(
            {
                s["text"]
                for a in row["annotations"]
                for b in a["attributions"]
                for s in b["source"]
                if _is_name(s["text"])
            }
        )
        seen = set()
        for a in row["annotations"]:
            for b in a["attributions"]:
                source = b["source"][0] if b["source"] else None
                if not source or not _is_name(source["text"]) or len(source["spans"]) != 1 or not b["cue"]:
                    continue
                start, end = source["spans"][0]
                i = next((k for k, s in enumerate(spans) if s.start <= start and end <= s.end), None)
                if i is None or i in seen:
                    continue
                seen.add(i)
                span = spans[i]
                whole = span.of(text)
                others = [
                    n for n in names if not set(n.lower().split()) & set(source["text"].lower().split())
                ]
                if not others or len(whole.split()) < 8:
                    continue
                cited = [
                    EvidenceSentence(
                        label="1.1", span=span, text=whole, before=spans[i - 1].of(text) if i else "",
                        after=spans[i + 1].of(text) if i + 1 < len(spans) else "",
                        article=ArticleInfo(article_id=row["id"], version="v", published_at=row["date"]),
                    )
                ]  # fmt: skip
                swapped = whole[: start - span.start] + rng.choice(others) + whole[end - span.start :]
                short = source["text"].split()[-1]
                kept = whole[: start - span.start] + short + whole[end - span.start :]
                yield "polnear faithful (surname)", True, kept, cited
                yield "polnear speaker swapped", False, swapped, cited


def _is_name(text: str) -> bool:
    words = text.split()
    return (
        1 <= len(words) <= 3
        and all(w[:1].isupper() and w.isascii() and w.isalpha() for w in words)
        and len(text) > 3
    )


def report(items: list[Item], verifier: Verifier) -> None:
    table: dict[tuple[str, bool], Counter[VerdictLabel]] = {}
    start = time.process_time()
    for name, supported, claim, cited in items:
        table.setdefault((name, supported), Counter())[verifier.verify(claim, cited).label] += 1
    each = 1000 * (time.process_time() - start) / max(1, len(items))
    print("| set | truth | claims | supported | undecided | unsupported | contradicted | shown |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for (name, supported), counts in sorted(table.items()):
        order = (
            VerdictLabel.SUPPORTED,
            VerdictLabel.UNDECIDED,
            VerdictLabel.UNSUPPORTED,
            VerdictLabel.CONTRADICTED,
        )
        shown = counts[order[0]] + counts[order[1]]
        cells = " | ".join(str(counts[label]) for label in order)
        truth = "supported" if supported else "not"
        print(f"| {name} | {truth} | {counts.total()} | {cells} | {100 * shown / counts.total():.1f} % |")
    for name in sorted({n.split()[0] for n, _ in table}):
        rate = {}
        for truth in (True, False):
            chosen = [c for (n, t), c in table.items() if n.startswith(name) and t is truth]
            total = sum(c.total() for c in chosen)
            rate[truth] = sum(c[VerdictLabel.SUPPORTED] + c[VerdictLabel.UNDECIDED] for c in chosen) / max(
                1, total
            )
        print(f"{name}: balanced accuracy of shown or withheld {(rate[True] + 1 - rate[False]) / 2:.3f}")
    print(f"{each:.2f} ms of processor time a claim")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    args = parser.parse_args()
    items = [*wice(args.folder), *attribution(args.folder), *polnear(args.folder)]
    report(items, build_verifier())


if __name__ == "__main__":
    main()
