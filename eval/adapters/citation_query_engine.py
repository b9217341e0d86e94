"""LlamaIndex's CitationQueryEngine over our archive, its answers in our contract.

What it gives is a text with `[n]` markers and numbered source nodes. It keeps no offsets (the engine drops
them when it numbers its sources) and checks nothing, so this is how its answers are read, each choice in its
favour where there is one:

- A sentence is a claim, with the sources named in it or right behind it. Its verdict is `undecided`, since
  the engine gives none.
- Source n is the text that the engine showed the model under that number. Found at exactly one place in the
  article that its node names, it is a citation of those characters. Found nowhere or more than once it cannot
  be opened by a reader: the citation stays, without a span, and scoring counts it wrong.
- A number that no source carries is a citation of nothing, and counted wrong too.
- A sentence that says that the sources do not tell is no claim. An answer of nothing else is an abstention.
- What was retrieved are its source nodes in their order.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from time import perf_counter
from typing import TYPE_CHECKING, Any

from app.contract import AnswerModel, CitationModel, ClaimModel
from eval.adapters.markers import marked_sentences
from eval.articles import ArticleSource
from eval.cases import Case
from eval.records import Record, RetrievedModel
from index.article import Article, Span
from index.hit import Filters

if TYPE_CHECKING:
    from llama_index.core.llms import LLM
    from llama_index.core.retrievers import BaseRetriever

NAME = "LlamaIndex CitationQueryEngine"

_HEADING = re.compile(r"\ASource \d+:\n")
_NO_ANSWER = re.compile(
    r"^(?:empty response|none of the\b.{0,30}\bsources?\b|no (?:relevant )?(?:information|sources?)\b)",
    re.IGNORECASE,
)
_NOWHERE = Span(0, 0)


class CitationQueryPeer:
    """Asks the engine.

    Args:
        retriever: makes a LlamaIndex retriever that keeps to a question's filters.
        llm: the LlamaIndex model that writes; there is no default, so nothing can be asked by accident.
        articles: the archive, in which the sources are found.
        chunk_size: tokens of a source; the engine's own default.
        chunk_overlap: tokens that sources share; the engine's own default.
    """

    def __init__(
        self,
        retriever: "Callable[[Filters], BaseRetriever]",
        llm: "LLM",
        articles: ArticleSource,
        *,
        chunk_size: int = 512,
        chunk_overlap: int = 20,
    ) -> None:
        from llama_index.core.node_parser import SentenceSplitter

        self._retriever = retriever
        self._llm = llm
        self._articles = articles
        # Our sentence splitter in place of nltk's: it changes nothing in sources shorter than chunk_size
        self._splitter = SentenceSplitter(
            chunk_size=chunk_size, chunk_overlap=chunk_overlap, chunking_tokenizer_fn=_sentences
        )

    def answers(self, cases: Sequence[Case]) -> Iterator[Record]:
        """Yield the answer to each case; what the engine raises is a failed answer, counted as one."""
        for case in cases:
            start = perf_counter()
            try:
                answer, retrieved = self.ask(case)
            except Exception as error:  # one question must not end the run
                yield Record(case_id=case.id, error=f"{type(error).__name__}: {error}")
                continue
            yield Record(case_id=case.id, answer=answer, retrieved=retrieved, seconds=perf_counter() - start)

    def ask(self, case: Case) -> tuple[AnswerModel, list[RetrievedModel]]:
        """Return the answer and what was retrieved."""
        from llama_index.core.query_engine import CitationQueryEngine

        engine = CitationQueryEngine(
            retriever=self._retriever(case.search_filters()), llm=self._llm, text_splitter=self._splitter
        )
        response = engine.query(case.question)
        sources = [self._source(node.node, n) for n, node in enumerate(response.source_nodes, 1)]
        return _answer(case.question, str(response), sources, self._llm.metadata.model_name), _retrieved(
            sources
        )

    def _source(self, node: Any, n: int) -> CitationModel:
        shown = _HEADING.sub("", node.get_content()).strip()
        name, version = node.metadata.get("article_id", ""), node.metadata.get("version", "")
        article = self._articles.get(name, version)
        span = place_of(shown, article) if article else _NOWHERE
        return CitationModel(
            n=n,
            article_id=name,
            version=version,
            start=span.start,
            end=span.end,
            quote=span.of(article.text) if article and span != _NOWHERE else shown,
            title=node.metadata.get("title") or "",
            outlet=node.metadata.get("outlet"),
            published_at=node.metadata.get("published_at"),
        )


def openai_compatible(base_url: str, model: str, *, api_key: str = "none", context: int = 16_000) -> "LLM":
    """Return LlamaIndex's OpenAI model at any endpoint; by itself it takes only the names of OpenAI's models.

    Args:
        base_url: the endpoint.
        model: any name.
        api_key: its key.
        context: tokens that the model reads and writes in all.
    """
    from llama_index.core.llms import LLMMetadata
    from llama_index.llms.openai import OpenAI

    class Endpoint(OpenAI):  # type: ignore[misc,unused-ignore]
        """OpenAI's protocol with another model's limits."""

        @property
        def metadata(self) -> LLMMetadata:
            return LLMMetadata(context_window=context, num_output=800, is_chat_model=True, model_name=model)

    return Endpoint(
        model=model, api_base=base_url, api_key=api_key, temperature=0, max_tokens=800, max_retries=0
    )


def place_of(shown: str, article: Article) -> Span:
    """Return where a source stands in its article, white space aside; `(0, 0)` unless at just one place."""
    words = shown.split()
    if not words:
        return _NOWHERE
    spaced = r"\s+".join(map(re.escape, words))
    # A look-ahead finds places that overlap as well
    found = [Span(*place.span(1)) for place in re.finditer(rf"(?=({spaced}))", article.text)]
    return found[0] if len(found) == 1 else _NOWHERE


def _answer(question: str, text: str, sources: Sequence[CitationModel], model: str) -> AnswerModel:
    claims: list[ClaimModel] = []
    notes: list[str] = []
    for sentence in marked_sentences(text):
        if not sentence.numbers and _says_nothing(sentence.text, question):
            notes.append(sentence.text)
        else:
            claims.append(
                ClaimModel(text=sentence.text, verdict="undecided", citations=list(sentence.numbers))
            )
    cited = {n for claim in claims for n in claim.citations}
    return AnswerModel(
        question=question,
        status="abstained" if not claims else "partial" if notes else "answered",
        text=" ".join(c.text + "".join(f" [{n}]" for n in c.citations) for c in claims),
        claims=claims,
        citations=[source for source in sources if source.n in cited],
        notes=notes,
        answerer=f"{NAME}, {model}",
    )


def _says_nothing(sentence: str, question: str) -> bool:
    from app.model.archive_phrases import read_remark

    remark = read_remark(sentence, question)
    return bool(_NO_ANSWER.match(sentence)) or (remark is not None and not remark.claim)


def _retrieved(sources: Sequence[CitationModel]) -> list[RetrievedModel]:
    return [
        RetrievedModel(article_id=s.article_id, version=s.version, start=s.start, end=s.end, text=s.quote)
        for s in sources
    ]


def _sentences(text: str) -> list[str]:
    from index.sentences import split_sentences

    spans = split_sentences(text)
    starts = [0, *(span.start for span in spans[1:])]
    return [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
