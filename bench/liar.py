"""The liar test over any folder of articles: python -m bench.liar FOLDER [--per-class N] [--seed S]
[--failures FILE] [--checker shipped|words|none]. With no checker the rules decide alone."""

import argparse
import time
from pathlib import Path

from app.answering import Verifier
from app.compose import build_verifier
from app.verify import CombinedVerifier, RuleVerifier
from app.verify.lexical import LexicalChecker
from eval.liar import generate, judge, sources_of
from index.article import Article
from index.reading import discover, read
from index.reading.source import Rejection


def load(folder: Path) -> list[Article]:
    found = []
    for source in discover([folder]):
        if isinstance(source, Rejection):
            continue
        found += [item for item in read(source) if isinstance(item, Article)]
    return found


def verifier_with(checker: str) -> Verifier:
    """Return the check with the checker that ships, with the word model alone, or with rules alone."""
    if checker == "none":
        return RuleVerifier()
    return build_verifier() if checker == "shipped" else CombinedVerifier(checker=LexicalChecker())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--per-class", type=int, default=150)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--failures", type=Path)
    parser.add_argument("--checker", choices=["shipped", "words", "none"], default="shipped")
    args = parser.parse_args()
    articles = load(args.folder)
    sources = sources_of(articles)
    claims = generate(sources, per_class=args.per_class, seed=args.seed)
    verifier = verifier_with(args.checker)
    verifier.verify(claims[0].text, claims[-1].cited)
    start = time.process_time()
    table = judge(claims, verifier)
    each = (time.process_time() - start) / len(claims)
    print(f"{len(articles)} articles, {sum(len(s.sentences) for s in sources)} sentences, seed {args.seed}\n")
    print(table.markdown())
    print(
        f"corrupted shown {table.rate(faithful=False):.3f}, worst class {table.worst_lie():.3f}, "
        f"faithful withheld {table.rate(faithful=True):.3f}; {1000 * each:.2f} ms of processor time a claim"
    )
    if args.failures:
        with args.failures.open("w", encoding="utf-8") as out:
            for claim in claims:
                verdict = verifier.verify(claim.text, claim.cited)
                if verdict.shown is not claim.faithful:
                    kinds = [f.kind for f in RuleVerifier().findings(claim.text, claim.cited)]
                    out.write(f"## {claim.kind} -> {verdict.label} {kinds} {' / '.join(verdict.reasons)}\n")
                    out.write(f"C: {claim.text}\n")
                    out.writelines(f"E: {s.text}\n" for s in claim.cited)


if __name__ == "__main__":
    main()
