"""How well copies of one story are told: `python -m bench.copies PATH… [--pairs FILE] [--seed N] [--most N]`.

PATH are articles in any form that `groundwire index` reads. Copies of each are made as newsrooms make them: a
dateline put before, a new beginning, words changed, paragraphs cut, added or moved, figures brought up to
date. Every pair of all the texts is judged: is it of one story? Precision is the share of the pairs called
copies that are, recall the share of the copies that were called so, by kind of copy against the original and
over all pairs. Distinct articles count as distinct stories, save for the pairs of ids in FILE, a JSON list of
lists. What is added to a copy comes from a fifth of the articles that are set aside for it.
"""

import argparse
import json
import random
import re
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path

from index.article import Article
from index.copy_signature import are_copies, signature_of
from index.reading import SourceFile, discover, read

LEAST = 80  # words of an article that copies are made of
Edit = Callable[[list[str], random.Random, Sequence[str], Sequence[str]], list[str]]
"""Takes paragraphs, and words and paragraphs of other articles, and returns the paragraphs of a copy."""


def words_changed(share: float) -> Edit:
    def edit(paragraphs: list[str], rng: random.Random, words: Sequence[str], _: Sequence[str]) -> list[str]:
        def change(match: re.Match[str]) -> str:
            return rng.choice(words) if rng.random() < share else match[0]

        return [re.sub(r"\w+", change, paragraph) for paragraph in paragraphs]

    return edit


def sentences_kept(share: float) -> Edit:
    """Keep the first sentences, as an editor short of space does."""

    def edit(paragraphs: list[str], *_: object) -> list[str]:
        sentences = [s for p in paragraphs for s in re.split(r"(?<=[.!?])\s+", p)]
        return [" ".join(sentences[: max(1, round(share * len(sentences)))])]

    return edit


def paragraphs_added(share: float) -> Edit:
    def edit(paragraphs: list[str], rng: random.Random, _: Sequence[str], others: Sequence[str]) -> list[str]:
        made = list(paragraphs)
        while sum(map(len, made)) < (1 + share) * sum(map(len, paragraphs)):
            made.insert(rng.randrange(len(made) + 1), rng.choice(others))
        return made

    return edit


def dateline(paragraphs: list[str], rng: random.Random, words: Sequence[str], *_: object) -> list[str]:
    place = rng.choice(words).upper()
    return [
        f"{place} (Wire) — {paragraphs[0]}",
        *paragraphs[1:],
        "Reporting by the wire; editing by the desk.",
    ]


def new_beginning(
    paragraphs: list[str], rng: random.Random, _: Sequence[str], others: Sequence[str]
) -> list[str]:
    return [rng.choice(others), *(paragraphs[1:] if len(paragraphs) > 2 else paragraphs)]


def moved(paragraphs: list[str], rng: random.Random, *_: object) -> list[str]:
    return rng.sample(paragraphs, len(paragraphs))


def figures_changed(paragraphs: list[str], rng: random.Random, *_: object) -> list[str]:
    return [re.sub(r"\d+", lambda m: str(int(m[0][:9]) + rng.randint(1, 9)), p) for p in paragraphs]


KINDS: dict[str, Edit] = {
    "dateline and credit added": dateline,
    "figures brought up to date": figures_changed,
    "2 % of the words changed": words_changed(0.02),
    "5 % of the words changed": words_changed(0.05),
    "10 % of the words changed": words_changed(0.10),
    "new beginning": new_beginning,
    "paragraphs moved": moved,
    "first 70 % kept": sentences_kept(0.7),
    "first 40 % kept": sentences_kept(0.4),
    "30 % added": paragraphs_added(0.3),
    "100 % added": paragraphs_added(1.0),
}


def articles_in(paths: Sequence[Path]) -> list[Article]:
    found: dict[str, Article] = {}
    for source in discover(paths):
        if isinstance(source, SourceFile):
            found |= {item.info.article_id: item for item in read(source) if isinstance(item, Article)}
    return [article for article in found.values() if len(article.text.split()) >= LEAST]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--pairs", type=Path, help="JSON list of pairs of article ids that are one story")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--most", type=int, default=500, help="articles taken")
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    articles = articles_in(arguments.paths)
    rng.shuffle(articles)
    named = (
        {i for pair in json.loads(arguments.pairs.read_text()) for i in pair} if arguments.pairs else set()
    )
    articles.sort(key=lambda article: article.info.article_id in named)
    aside, articles = articles[: len(articles) // 5], articles[len(articles) // 5 :][: arguments.most]
    words = [word for article in aside for word in re.findall(r"[^\W\d]{3,}", article.text)]
    blocks = [block for article in aside for block in re.split(r"\n+", article.text) if len(block) > 80]
    gold = {frozenset(pair) for pair in json.loads(arguments.pairs.read_text())} if arguments.pairs else set()

    signature_of("once, so that what it needs is loaded")
    began = time.perf_counter()
    originals = [(article.info.article_id, signature_of(article.text)) for article in articles]
    seconds = (time.perf_counter() - began) / max(len(articles), 1)
    right, called, there = 0, 0, 0
    wrong: list[str] = []
    for (one, a), (other, b) in combinations(originals, 2):
        is_gold, is_called = frozenset((one, other)) in gold, are_copies(a, b)
        right += is_gold and is_called
        called += is_called
        there += is_gold
        if is_gold != is_called:
            wrong.append(f"  {'called' if is_called else 'missed'}: {one} | {other}")
    print(
        f"{len(articles)} articles as they are, {len(originals) * (len(originals) - 1) // 2} pairs; ", end=""
    )
    print(f"a signature takes {1000 * seconds:.1f} ms")
    print(f"copies called {called}, of them right {right}, there {there}")
    print("\n".join(wrong[:20]))

    texts = [(number, "as it was", signature) for number, (_, signature) in enumerate(originals)]
    for number, article in enumerate(articles):
        for kind, edit in KINDS.items():
            made = edit(re.split(r"\n+", article.text), rng, words, blocks)
            texts.append((number, kind, signature_of("\n\n".join(made))))
    same = {frozenset((i, j)) for i, (a, _) in enumerate(originals) for j, (b, _) in enumerate(originals)
            if frozenset((a, b)) in gold}  # fmt: skip
    found: dict[str, list[bool]] = defaultdict(list)
    pairs = {"right": 0, "called": 0, "there": 0}
    for (one, a, x), (other, b, y) in combinations(texts, 2):
        if one != other and frozenset((one, other)) in same:
            continue  # copies of copies are of one story too, but were not made here
        is_called = are_copies(x, y)
        pairs["right"] += one == other and is_called
        pairs["called"] += is_called
        pairs["there"] += one == other
        if one == other and "as it was" in (a, b):
            found[b if a == "as it was" else a].append(is_called)
    print(f"\n{len(texts)} texts with the generated copies")
    for kind in KINDS:
        print(f"  {kind:<28} recall {sum(found[kind]) / max(len(found[kind]), 1):.3f}")
    print(f"all pairs: precision {pairs['right'] / max(pairs['called'], 1):.4f}", end="")
    print(f", recall {pairs['right'] / max(pairs['there'], 1):.4f}")
    print(f"({pairs['there']} pairs of one story, {pairs['called'] - pairs['right']} wrongly called)")


if __name__ == "__main__":
    main()
