"""The numbered passages and sentences that an answerer may use."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from index.article import ArticleInfo, Span
from index.hit import Hit


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceSentence:
    """One sentence of the evidence.

    Args:
        label: `P.S`, sentence S of passage P, both from 1.
        span: where it stands in its article's clean text.
        text: its exact characters.
        article: what is known of its article version.
        before: the article sentence just before it, empty at the start; for who "he" is.
        after: the article sentence just after it, empty at the end.
    """

    label: str
    span: Span
    text: str
    article: ArticleInfo
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidencePassage:
    """Passage `number` (from 1) of the evidence, in order of rank."""

    number: int
    hit: Hit
    sentences: tuple[EvidenceSentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All that an answerer may use for one question, best passage first.

    Args:
        passages: numbered from 1.
        tokens: how many tokens the passages take, by the budget's tokenizer.
        usable: labels that alone may be used where the question wants to hear one source; all when None.
    """

    passages: tuple[EvidencePassage, ...] = ()
    tokens: int = 0
    usable: frozenset[str] | None = None

    def may_use(self, label: str) -> bool:
        """Whether the sentence of `label` may be used."""
        return self.usable is None or label in self.usable

    def only_usable(self) -> "Evidence":
        """Return the evidence without the sentences that may not be used."""
        if self.usable is None:
            return self
        kept = (
            replace(passage, sentences=tuple(s for s in passage.sentences if self.may_use(s.label)))
            for passage in self.passages
        )
        return replace(self, passages=tuple(passage for passage in kept if passage.sentences))

    def sentences(self) -> Iterator[EvidenceSentence]:
        """Yield every sentence in label order."""
        for passage in self.passages:
            yield from passage.sentences

    def by_label(self) -> dict[str, EvidenceSentence]:
        """Return the sentences by their labels."""
        return {sentence.label: sentence for sentence in self.sentences()}
