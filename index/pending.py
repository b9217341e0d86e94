"""What one indexing run has decided and not yet written: it becomes one transaction."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from index.article import Article, Passage
from index.catalog_sources import SourceBook
from index.catalog_writer import CatalogWriter
from index.compare import Decision
from index.copy_signature import signature_of
from index.embedding.base import Vectors
from index.passages import embedding_text

Step = Callable[[CatalogWriter, SourceBook], None]


@dataclass(slots=True)
class Pending:
    """Steps in the order in which they were decided, with the texts that must be embedded first.

    Args:
        embed: turns texts into unit vectors.
        dimensions: length of a vector.
    """

    steps: list[Step] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    article_ids: set[str] = field(default_factory=set)
    versions: set[str] = field(default_factory=set)
    rows: Vectors | None = None

    def touches(self, article: Article) -> bool:
        """Whether a step concerns this article or its text, so that comparing it must wait for the write."""
        return article.info.article_id in self.article_ids or article.info.version in self.versions

    def put(
        self, article: Article, path: str, read_id: int | None, decision: Decision, parts: Sequence[Passage]
    ) -> None:
        """Write an article version with its passages; link it to its source when `read_id` is given."""
        start = len(self.texts)
        signature = signature_of(article.text)
        self.texts += [embedding_text(article.info, part) for part in parts]
        end = len(self.texts)
        self._note(article)

        def step(catalog: CatalogWriter, book: SourceBook) -> None:
            rows = self.rows[start:end] if self.rows is not None else None
            key = catalog.put(
                article,
                path,
                parts,
                rows,
                copy_of=decision.copy_of,
                indexed=decision.indexed,
                signature=signature,
            )
            if read_id is not None:
                book.link(path, key, article.info.version, read_id)

        self.steps.append(step)

    def keep(self, article: Article, path: str, read_id: int, decision: Decision) -> None:
        """Note that a source gave an article that needs no change."""
        self._note(article)
        key, version = decision.key, article.info.version

        def step(catalog: CatalogWriter, book: SourceBook) -> None:
            if key is not None:
                book.link(path, key, version, read_id)
                if decision.take_over:
                    catalog.hand_over(key, path)

        self.steps.append(step)

    def write(self, catalog: CatalogWriter, book: SourceBook) -> None:
        """Carry out every step in order."""
        for step in self.steps:
            step(catalog, book)
        book.flush()

    def _note(self, article: Article) -> None:
        self.article_ids.add(article.info.article_id)
        self.versions.add(article.info.version)
