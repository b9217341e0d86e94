"""Paragraphs of a question set as articles, searched in memory by the same blend as an archive."""

from collections.abc import Sequence

import numpy as np

from bench.question_sets import Paragraph
from index.article import Article, ArticleInfo, Passage, version_of
from index.embedding.base import Embedder
from index.hit import Filters, Hit
from index.passages import embedding_text, split_passages


class ParagraphPool:
    """A `Searcher` over paragraphs or articles: BM25 and cosine, evenly blended.

    Each is scaled to [0, 1] among the nearest.

    Args:
        paragraphs: each becomes an article, unless it is one.
        embedder: embeds title and passage together.
        near: how many passages each of the two searches brings.
    """

    def __init__(self, paragraphs: Sequence[Paragraph | Article], embedder: Embedder, near: int = 50) -> None:
        import tantivy

        self._embedder, self._near = embedder, near
        self.passages: list[tuple[ArticleInfo, Passage]] = []
        for paragraph in paragraphs:
            article = paragraph if isinstance(paragraph, Article) else as_article(paragraph)
            limit = embedder.max_tokens
            for passage in split_passages(article, embedder.count_tokens, max_tokens=limit):
                self.passages.append((article.info, passage))
        self._vectors = embedder.embed([embedding_text(*entry) for entry in self.passages])
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("text", tokenizer_name="en_stem")
        schema.add_unsigned_field("row", stored=True)
        self._index = tantivy.Index(schema.build())
        writer = self._index.writer(50_000_000, 1)
        for row, entry in enumerate(self.passages):
            writer.add_document(tantivy.Document(text=embedding_text(*entry), row=row))
        writer.commit()
        self._index.reload()

    def search(self, query: str, k: int = 10, filters: Filters | None = None) -> list[Hit]:
        """Return the best `k`; a pool has nothing to filter by."""
        if filters:
            raise NotImplementedError("a pool has neither dates nor outlets")
        words = "".join(c if c.isalnum() else " " for c in query.lower())
        parsed, _ = self._index.parse_query_lenient(words, ["text"])
        searcher = self._index.searcher()
        found = searcher.search(parsed, self._near).hits
        lexical = {searcher.doc(address)["row"][0]: score for score, address in found}
        cosines = self._vectors @ self._embedder.embed([query])[0]
        dense = {int(row): float(cosines[row]) for row in np.argsort(-cosines)[: self._near]}
        by_words, by_vector = _scaled(lexical), _scaled(dense)
        fused = {
            row: (by_words.get(row, 0.0) + by_vector.get(row, 0.0)) / 2 for row in {*by_words, *by_vector}
        }
        word_ranks = {row: i for i, row in enumerate(lexical, 1)}
        vector_ranks = {row: i for i, row in enumerate(dense, 1)}
        return [
            Hit(
                passage=self.passages[row][1],
                article=self.passages[row][0],
                score=fused[row],
                dense_rank=vector_ranks.get(row),
                dense_score=float(cosines[row]),
                lexical_rank=word_ranks.get(row),
                lexical_score=lexical.get(row),
            )
            for row in sorted(fused, key=lambda row: (-fused[row], row))[:k]
        ]


def as_article(paragraph: Paragraph) -> Article:
    """Return a paragraph as an article of its own."""
    version = version_of(paragraph.text)
    info = ArticleInfo(article_id=paragraph.key, version=version, title=paragraph.title)
    return Article(info=info, text=paragraph.text)


def _scaled(scores: dict[int, float]) -> dict[int, float]:
    low, high = min(scores.values(), default=0.0), max(scores.values(), default=0.0)
    return {row: (score - low) / (high - low) if high > low else 1.0 for row, score in scores.items()}
