"""What the reader and the check cost, beside the embedder over the same texts, in one run.

    python -m bench.models TEXTS [--passages N] [--rounds N]

TEXTS is a folder of .txt files, such as eval/sample/articles. Reader and embedder get the same tokens: the
embedder's text is question and passage in one. They take turns, and medians are compared.
"""

import argparse
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from app.compose import build_verifier
from app.evidence import EvidenceSentence
from app.reader import OnnxReader
from index.article import ArticleInfo, Span
from index.embedding.minilm import MiniLmEmbedder
from index.sentences import split_sentences

QUESTION = "How many people did the ministry say were hurt in the storm?"
SENTENCES = 5  # of a passage: about 125 tokens
CITED = 2  # sentences that a claim cites


def cut(folder: Path, wanted: int) -> list[list[str]]:
    """Return runs of `SENTENCES` sentences of the folder's texts, at most `wanted`.

    Raises:
        SystemExit: the folder holds too little text.
    """
    runs = []
    for path in sorted(folder.rglob("*.txt")):
        text = path.read_text(encoding="utf-8")
        sentences = [text[span.start : span.end].strip() for span in split_sentences(text)]
        runs += [sentences[i : i + SENTENCES] for i in range(0, len(sentences) - SENTENCES, SENTENCES)]
    if len(runs) < 2:
        raise SystemExit(f"{folder} holds fewer than {2 * SENTENCES} sentences in .txt files")
    return runs[:wanted]


def cite(text: str) -> EvidenceSentence:
    """Return a text as a sentence that a claim cites."""
    article = ArticleInfo(article_id="a", version="v")
    return EvidenceSentence(label="1.1", span=Span(0, len(text)), text=text, article=article)


def reworded(text: str) -> str:
    """Return a claim that no sentence holds word for word: the longest word is taken out."""
    words = text.split()
    words.remove(max(words, key=len))
    return " ".join(words)


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that `work` takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def take_turns(works: Sequence[Callable[[], object]], rounds: int) -> list[float]:
    """Return the median seconds of each work, after one round that does not count."""
    for work in works:
        work()
    times = [[timed(work) for work in works] for _ in range(rounds)]
    return [statistics.median(column) for column in zip(*times, strict=True)]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("texts", type=Path)
    parser.add_argument("--passages", type=int, default=64)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    runs = cut(options.texts, options.passages)
    passages = [" ".join(run) for run in runs]
    embedder, reader, verifier = MiniLmEmbedder(), OnnxReader(), build_verifier()
    joined = [f"{QUESTION} {passage}" for passage in passages]
    embed, read = take_turns(
        [lambda: embedder.embed(joined), lambda: reader.read(QUESTION, passages)], options.rounds
    )
    tokens = sum(embedder.count_tokens(joined)) / len(joined)
    cited = [[cite(text) for text in run[:CITED]] for run in runs]
    claims = [reworded(run[0]) for run in runs]
    (check,) = take_turns(
        [lambda: [verifier.verify(*pair) for pair in zip(claims, cited, strict=True)]], options.rounds
    )
    count = len(passages)
    print(f"{count} passages of {tokens:.0f} tokens with the question, medians of {options.rounds} rounds\n")
    print("| | a second | each, ms | beside the embedder |\n| --- | ---: | ---: | ---: |")
    print(f"| embedder, passages | {count / embed:.0f} | {1000 * embed / count:.1f} | 1 |")
    print(f"| reader, passages | {count / read:.0f} | {1000 * read / count:.1f} | {embed / read:.2f} |")
    print(f"| check, claims of {CITED} sentences | {count / check:.0f} | {1000 * check / count:.1f} | |")


if __name__ == "__main__":
    main()
