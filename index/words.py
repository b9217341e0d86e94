"""Words in tantivy: BM25 over title and text."""

import shutil
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from index.disk import is_writable, linked_copy, told_of_disk
from index.errors import ArchiveError
from index.hit import Filters
from index.passages import embedding_text
from index.records import PassageRecord, day_number, outlet_key
from index.revision_note import read_note, write_note
from index.word_analysis import FORMAT, TOKENIZER, encodable, make_analyzer, telling_words

MAX_TERMS = 64
"""Terms of one query; of a longer one the rarest are kept, which carry nearly all of its score."""

WRITER_MEMORY = 64_000_000  # bytes that the writer fills before it starts a new segment
STATE = "groundwire.json"
META = "meta.json"  # tantivy's list of what it holds
OPENINGS = 5
"""How often an opening is tried: a writer may tidy a file away between the list of files and its opening."""


class WordIndex:
    """The words of all held passages, by passage id; derived from the catalog, so it may be deleted.

    Nothing is imported or opened before it is needed. Only the archive's one writer may `apply` or `clear`.

    Args:
        folder: where tantivy keeps its files; made when first written to.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.RLock()
        self._opened: tuple[Any, Any] | None = None
        self._links: TemporaryDirectory[str] | None = None

    @property
    def where(self) -> str:
        """The place, for messages."""
        return f"The index {self._folder}"

    @property
    def present(self) -> bool:
        """Whether there is anything to open, as far as can be told without opening it."""
        return (self._folder / META).is_file()

    @property
    def revision(self) -> int:
        """The catalog revision that has been reached; 0 when there is no index, or one of an older format."""
        return self._noted() or 0

    def count(self) -> int:
        """Return how many passages are held."""
        with self._lock:
            index = self._open()
            return int(self._ask(lambda: index.searcher().num_docs)) if index is not None else 0

    def query(self, text: str, k: int, filters: Filters | None = None) -> list[tuple[str, float]]:
        """Return at most `k` passage ids with their BM25 scores (k1 1.2, b 0.75), best first.

        The text is only ever split into words; nothing in it is taken for query syntax.

        Args:
            text: a question or words; those found nowhere are passed over.
            k: how many.
            filters: which passages may be found.
        """
        with self._lock:
            index = self._open()
            if index is None or k < 1:
                return []
            return self._ask(lambda: self._search(index, text, k, filters))  # type: ignore[no-any-return]

    def apply(self, upserts: Sequence[PassageRecord], deletes: Sequence[str], revision: int) -> None:
        """Delete, then add or replace, then note that the catalog's `revision` has been reached.

        Doing it again changes nothing, so a crash in between needs only the same call.
        """
        with self._lock:
            if self._noted() is None:
                self.clear()  # what may lie there is unfinished, or of another format
            index = self._open(create=True)
            if upserts or deletes:
                self._ask(lambda: self._write(index, upserts, deletes))
            self._ask(lambda: self._note(revision))

    def clear(self) -> None:
        """Drop everything, so that the next catch-up starts from nothing."""
        with self._lock:
            self.close()
            with suppress(OSError):
                (self._folder / META).unlink()  # first, so that nobody opens what is half gone
            shutil.rmtree(self._folder, ignore_errors=True)

    def refresh(self) -> None:
        """See what another process has written since."""
        self.close()

    def close(self) -> None:
        """Release the files; they are opened again when needed."""
        with self._lock:
            self._opened = None
            if self._links is not None:
                self._links.cleanup()
                self._links = None

    def _open(self, *, create: bool = False) -> Any:
        """Return the tantivy index, or None when there is none and it is not to be made."""
        if self._opened is None:
            if not create and not self.present:
                return None
            for left in reversed(range(OPENINGS)):
                try:
                    self._opened = self._ask(self._connect)
                    break
                except ArchiveError as error:
                    if not left or "FileDoesNotExist" not in error.message:
                        raise
        assert self._opened is not None
        return self._opened[0]

    def _connect(self) -> tuple[Any, Any]:
        from tantivy import Index

        self._folder.mkdir(parents=True, exist_ok=True)
        place = str(self._folder)
        if not is_writable(self._folder):  # tantivy makes a file to lock what it reads
            self._links = linked_copy(self._folder)
            place = self._links.name
        analyzer = make_analyzer()
        index = Index(_schema(), path=place)
        index.register_tokenizer(TOKENIZER, analyzer)
        return index, analyzer

    def _search(self, index: Any, text: str, k: int, filters: Filters | None) -> list[tuple[str, float]]:
        from tantivy import Occur, Query

        searcher, schema = index.searcher(), index.schema
        terms = self._terms(searcher, text)
        if not terms:
            return []
        any_word = Query.boolean_query(
            [(Occur.Should, Query.term_query(schema, "words", term, "freq")) for term in terms]
        )
        required = [(Occur.Must, query) for query in (any_word, *_conditions(schema, filters))]
        found = searcher.search(Query.boolean_query(required), k, count=False).hits
        hits = [(str(searcher.doc(address)["passage_id"][0]), float(score)) for score, address in found]
        return sorted(hits, key=lambda hit: (-hit[1], hit[0]))

    def _terms(self, searcher: Any, text: str) -> list[str]:
        """Return the stems to look for: those that are indexed, each once, the rarest first."""
        assert self._opened is not None
        analyzer = self._opened[1]
        stems = dict.fromkeys(analyzer.analyze(encodable(" ".join(telling_words(text)))))
        known = {stem: n for stem in stems if (n := searcher.doc_freq("words", stem))}
        return sorted(known, key=lambda stem: (known[stem], stem))[:MAX_TERMS]

    def _write(self, index: Any, upserts: Sequence[PassageRecord], deletes: Sequence[str]) -> None:
        from tantivy import Document

        writer = index.writer(WRITER_MEMORY, 1)
        try:
            for passage_id in (*deletes, *(record.passage.passage_id for record in upserts)):
                writer.delete_documents_by_term("passage_id", encodable(passage_id))
            for record in upserts:
                writer.add_document(Document(**_fields(record)))
            writer.commit()
        finally:
            writer.wait_merging_threads()  # lets go of tantivy's own lock too
        index.reload()

    def _noted(self) -> int | None:
        """Return the revision that is recorded, None when there is no index of this format."""
        return read_note(self._folder / STATE, FORMAT) if self.present else None

    def _note(self, revision: int) -> None:
        write_note(self._folder / STATE, FORMAT, revision)

    def _ask(self, call: Any) -> Any:
        try:
            return call()
        except (ValueError, OSError) as error:
            hint = "`groundwire repair` rebuilds it from the catalog"
            raise told_of_disk(str(error), "The word index", self._folder, hint) from error


def _schema() -> Any:
    from tantivy import SchemaBuilder

    builder = SchemaBuilder()
    builder.add_text_field("passage_id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("words", tokenizer_name=TOKENIZER, index_option="freq")
    builder.add_text_field("outlet", tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("day", indexed=True, fast=True)
    return builder.build()


def _fields(record: PassageRecord) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "passage_id": encodable(record.passage.passage_id),
        "words": encodable(embedding_text(record.article, record.passage)),
    }
    if outlet := outlet_key(record.article.outlet):
        fields["outlet"] = encodable(outlet)
    if day := day_number(record.article.published_at):
        fields["day"] = day
    return fields


def _conditions(schema: Any, filters: Filters | None) -> list[Any]:
    """Return the filters as queries that let through or not, and add nothing to a score."""
    from tantivy import FieldType, Query

    conditions = []
    if filters and filters.outlets:
        names = [encodable(key) for name in filters.outlets if (key := outlet_key(name))]
        conditions.append(Query.term_set_query(schema, "outlet", names) if names else Query.empty_query())
    if filters and (filters.since or filters.until):
        since = filters.since.toordinal() if filters.since else None
        until = filters.until.toordinal() if filters.until else None
        conditions.append(Query.range_query(schema, "day", FieldType.Integer, since, until))
    return [Query.const_score_query(condition, 0.0) for condition in conditions]
