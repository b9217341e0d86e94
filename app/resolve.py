"""Turns the labels of a claim into citations with exact quotes.

A label is only ever looked up among the evidence, never computed with, so one that does not exist resolves to
nothing. A sentence whose characters are not those of its passage resolves to nothing either: what is cited is
exactly what the article says.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.answer import Citation
from app.evidence import Evidence, EvidencePassage, EvidenceSentence
from index.article import ArticleInfo, Span

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a claim's labels stand for.

    Args:
        sentences: the sentences that exist, in the order of the labels, each once.
        unknown: the labels that do not exist.
    """

    sentences: tuple[EvidenceSentence, ...]
    unknown: tuple[str, ...]


class Resolver:
    """Looks labels up in one question's evidence and numbers the citations of the claims that are shown.

    Args:
        evidence: all that may be cited.
    """

    def __init__(self, evidence: Evidence) -> None:
        self._known: dict[str, tuple[EvidenceSentence, EvidencePassage]] = {
            sentence.label: (sentence, passage)
            for passage in evidence.passages
            for sentence in passage.sentences
            if _is_exact(sentence, passage)
        }
        self._citations: dict[tuple[str, str, Span], Citation] = {}
        self._cited_for: dict[str, str] = {}  # labels of sentences cited in another copy, to those cited

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The citations so far, by number."""
        return tuple(self._citations.values())

    def resolve(self, labels: Sequence[str]) -> Resolved:
        """Return the sentences that `labels` stand for, and the labels that stand for nothing."""
        found: dict[tuple[str, str, Span], EvidenceSentence] = {}
        unknown: list[str] = []
        for label in labels:
            if label in self._known:
                sentence = self._known[label][0]
                found.setdefault(_place(sentence), sentence)
            elif label not in unknown:
                unknown.append(label)
        return Resolved(tuple(found.values()), tuple(unknown))

    def cite(
        self,
        sentences: Sequence[EvidenceSentence],
        answer_spans: Mapping[str, tuple[Span, ...]] | None = None,
    ) -> tuple[tuple[int, ...], tuple[Citation, ...]]:
        """Return the citation numbers of `sentences`, and those citations that are new.

        Args:
            sentences: from `resolve`.
            answer_spans: by label, offsets within the sentence of the words that answer; those that lie
                outside the sentence are left out.
        """
        numbers: list[int] = []
        new: list[Citation] = []
        kept, retold = self._without_retold([self._told_first(sentence) for sentence in sentences])
        for sentence in kept:
            place = _place(sentence)
            if place not in self._citations:
                spans = (answer_spans or {}).get(sentence.label, ())
                citation = Citation(
                    n=len(self._citations) + 1,
                    article=sentence.article,
                    span=sentence.span,
                    quote=sentence.text,
                    answer_spans=tuple(s for s in spans if 0 <= s.start < s.end <= len(sentence.text)),
                    copies=_copies(sentence, self._known[sentence.label][1], retold.get(sentence.label, ())),
                    story=self._known[sentence.label][1].hit.story,
                )
                self._citations[place] = citation
                new.append(citation)
            if self._citations[place].n not in numbers:
                numbers.append(self._citations[place].n)
        return tuple(numbers), tuple(new)

    def _told_first(self, sentence: EvidenceSentence) -> EvidenceSentence:
        """Return the sentence, or the one that it repeats in a copy of its article that is cited already.

        Else an answer would name two sources where one wrote and the other printed.
        """
        if _place(sentence) in self._citations or not self._known[sentence.label][1].hit.story:
            return sentence
        cited = {(info.article_id, info.version) for info in (c.article for c in self._citations.values())}
        known = (one for one, _ in self._known.values())
        first = (one for one in known if (one.article.article_id, one.article.version) in cited)
        found = next((one for one in first if self._retells(sentence, one)), sentence)
        self._cited_for[sentence.label] = found.label
        return found

    def _without_retold(
        self, sentences: Sequence[EvidenceSentence]
    ) -> tuple[list[EvidenceSentence], dict[str, list[ArticleInfo]]]:
        """Leave out sentences that only repeat another in a copy of its article: they are no second source.

        Returns:
            The sentences that are left, and by their labels the articles of those left out.
        """
        kept: list[EvidenceSentence] = []
        retold: dict[str, list[ArticleInfo]] = {}
        for sentence in sentences:
            first = next((one for one in kept if self._retells(sentence, one)), None)
            if first is None:
                kept.append(sentence)
            else:
                retold.setdefault(first.label, []).append(sentence.article)
        return kept, retold

    def _retells(self, sentence: EvidenceSentence, first: EvidenceSentence) -> bool:
        story = self._known[sentence.label][1].hit.story
        return (
            bool(story)
            and story == self._known[first.label][1].hit.story
            and sentence.article.article_id != first.article.article_id
            # In other words it might not carry the claim that was checked.
            and _words(sentence.text) == _words(first.text)
        )

    def citation_of(self, label: str) -> Citation | None:
        """Return the citation of the sentence that `label` stands for, None when it is not cited."""
        known = self._known.get(self._cited_for.get(label, label))
        return self._citations.get(_place(known[0])) if known else None


def _place(sentence: EvidenceSentence) -> tuple[str, str, Span]:
    return sentence.article.article_id, sentence.article.version, sentence.span


def _is_exact(sentence: EvidenceSentence, passage: EvidencePassage) -> bool:
    """Whether the sentence's text is what its passage holds at its span."""
    whole = passage.hit.passage
    start, end = sentence.span.start - whole.start, sentence.span.end - whole.start
    same_version = (sentence.article.article_id, sentence.article.version) == (
        whole.article_id,
        whole.version,
    )
    return same_version and 0 <= start < end <= len(whole.text) and whole.text[start:end] == sentence.text


def _copies(
    sentence: EvidenceSentence, passage: EvidencePassage, retold: Sequence[ArticleInfo]
) -> tuple[ArticleInfo, ...]:
    """Return the other articles that hold the same sentence, word for word in a copy of the passage."""
    found = {info.article_id: info for info in retold}
    words = _words(sentence.text)
    for copy in passage.hit.copies:
        if copy.article.article_id != sentence.article.article_id and words in _words(copy.passage.text):
            found.setdefault(copy.article.article_id, copy.article)
    return tuple(found.values())


def _words(text: str) -> str:
    """Return the words alone, so that quotation marks and line breaks do not tell copies apart."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "
