"""Texts as an answer cites them: sentences, each with its neighbours."""

from collections.abc import Sequence

from app.evidence import EvidenceSentence
from index.article import ArticleInfo, version_of
from index.sentences import split_sentences


def cited_sentences(texts: Sequence[str]) -> list[EvidenceSentence]:
    """Cut texts into sentences with their neighbours, as an answer's citations would give them."""
    found: list[EvidenceSentence] = []
    for number, text in enumerate(texts, 1):
        info = ArticleInfo(article_id=f"evidence-{number}", version=version_of(text))
        spans = split_sentences(text)
        parts = ["", *(span.of(text) for span in spans), ""]
        found += [
            EvidenceSentence(
                label=f"{number}.{at}", span=span, text=parts[at], article=info,
                before=parts[at - 1], after=parts[at + 1],
            )
            for at, span in enumerate(spans, 1)
        ]  # fmt: skip
    return found
