"""Paragraphs of a question set as articles, cut, embedded and searched as an archive does."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from bench.question_sets import Paragraph
from index.article import Article, ArticleInfo, Passage, version_of
from index.embedding.base import Embedder, Vectors
from index.hit import Filters, Hit
from index.passages import embedding_text, split_passages
from index.records import PassageRecord
from index.search import HybridSearch
from index.words import WordIndex


class ParagraphPool:
    """A `Searcher`: the product's hybrid search over passages and vectors kept in memory.

    Args:
        paragraphs: each becomes an article, unless it is one.
        embedder: embeds title and passage together.
        folder: where the word index is kept.
    """

    def __init__(self, paragraphs: Sequence[Paragraph | Article], embedder: Embedder, folder: Path) -> None:
        cut: list[tuple[Passage, ArticleInfo]] = []
        for paragraph in paragraphs:
            article = paragraph if isinstance(paragraph, Article) else as_article(paragraph)
            passages = split_passages(article, embedder.count_tokens, max_tokens=embedder.max_tokens)
            cut += [(passage, article.info) for passage in passages]
        self.size = len(cut)
        self._held = {passage.passage_id: (passage, info) for passage, info in cut}
        self._names = list(self._held)
        self._matrix = embedder.embed(
            [embedding_text(info, passage) for passage, info in self._held.values()]
        )
        self._rows = dict(zip(self._names, self._matrix, strict=True))
        words = WordIndex(folder)
        records = [PassageRecord(passage=passage, article=info) for passage, info in self._held.values()]
        words.apply(records, [], 1)
        self._search = HybridSearch(catalog=self, vectors=self, dense=self, lexical=words, embedder=embedder)

    def search(self, query: str, k: int = 10, filters: Filters | None = None) -> list[Hit]:
        return self._search.search(query, k, filters)

    def passages(self, passage_ids: Iterable[str]) -> dict[str, tuple[Passage, ArticleInfo]]:
        return {name: self._held[name] for name in passage_ids}

    def still_held(self, passage_ids: Iterable[str]) -> set[str]:
        return set(passage_ids)

    def of(self, passage_ids: Sequence[str]) -> dict[str, Vectors]:
        return {name: self._rows[name] for name in passage_ids}

    def query(self, vector: Vectors, k: int, filters: Filters | None = None) -> list[tuple[str, float]]:
        """Return the nearest vectors; a pool has neither dates nor outlets to filter by."""
        if filters:
            raise ValueError("a pool cannot filter")
        cosines = self._matrix @ vector
        return [(self._names[row], float(cosines[row])) for row in np.argsort(-cosines)[:k]]


def as_article(paragraph: Paragraph) -> Article:
    """Return a paragraph as an article of its own."""
    version = version_of(paragraph.text)
    info = ArticleInfo(article_id=paragraph.key, version=version, title=paragraph.title)
    return Article(info=info, text=paragraph.text)
