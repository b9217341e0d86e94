"""Hits in, numbered evidence out, within a token budget."""

from collections.abc import Callable, Sequence

from app.evidence import Evidence, EvidencePassage, EvidenceSentence
from app.tokens import count_tokens
from index.article import Span
from index.hit import Hit

DEFAULT_BUDGET = 3000  # tokens; leaves room for question and answer in a context of 4,096
MOST_PASSAGES = 12


def build_evidence(
    hits: Sequence[Hit],
    budget: int = DEFAULT_BUDGET,
    most_passages: int = MOST_PASSAGES,
    count: Callable[[str], int] = count_tokens,
) -> Evidence:
    """Number the best passages and label their sentences.

    A sentence that an earlier passage already holds (passages of one article overlap) is not repeated. The
    first passage that no longer fits is cut after the last sentence that does, and ends the evidence.

    Args:
        hits: best first.
        budget: most tokens that the sentences may take together.
        most_passages: most passages, however short.
        count: counts the tokens of a text.
    """
    passages: list[EvidencePassage] = []
    taken: set[tuple[str, str, Span]] = set()
    tokens = 0
    for hit in hits[:most_passages]:
        sentences: list[EvidenceSentence] = []
        full = False
        for sentence in _new_sentences(hit, len(passages) + 1, taken):
            size = count(sentence.text) + 1  # and what stands between it and the next
            if tokens + size > budget:
                full = True
                break
            tokens += size
            sentences.append(sentence)
            taken.add(_place(hit, sentence.span))
        if sentences:
            passages.append(EvidencePassage(number=len(passages) + 1, hit=hit, sentences=tuple(sentences)))
        if full:
            break
    return Evidence(passages=tuple(passages), tokens=tokens)


def _new_sentences(hit: Hit, number: int, taken: set[tuple[str, str, Span]]) -> list[EvidenceSentence]:
    passage = hit.passage
    texts = [passage.text[s.start - passage.start : s.end - passage.start] for s in passage.sentences]
    sentences: list[EvidenceSentence] = []
    for i, span in enumerate(passage.sentences):
        if _place(hit, span) in taken:
            continue
        sentences.append(
            EvidenceSentence(
                label=f"{number}.{len(sentences) + 1}",
                span=span,
                text=texts[i],
                article=hit.article,
                before=texts[i - 1] if i else "",
                after=texts[i + 1] if i + 1 < len(texts) else "",
            )
        )
    return sentences


def _place(hit: Hit, span: Span) -> tuple[str, str, Span]:
    return hit.article.article_id, hit.article.version, span
