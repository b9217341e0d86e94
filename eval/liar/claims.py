"""What the liar works on and what it makes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.evidence import EvidenceSentence
from index.article import Article, Span
from index.sentences import split_sentences

_SHORTEST, _LONGEST = 7, 45


@dataclass(frozen=True, slots=True, kw_only=True)
class LiarClaim:
    """One claim made on purpose.

    Args:
        kind: its class, such as "figure changed" or "verbatim".
        faithful: whether the cited text carries it.
        text: the claim.
        cited: what it cites.
    """

    kind: str
    faithful: bool
    text: str
    cited: tuple[EvidenceSentence, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """The sentences of one article that claims can be made of, and all of its text."""

    sentences: tuple[EvidenceSentence, ...]
    text: str


def sources_of(articles: Sequence[Article]) -> list[Source]:
    """Return each article's usable sentences, numbered as one passage; articles with fewer than three are
    left out."""
    sources = []
    for article in articles:
        texts = [(span, span.of(article.text)) for span in split_sentences(article.text)]
        sentences = []
        for i, (span, text) in enumerate(texts):
            if is_usable(text):
                before = texts[i - 1][1] if i else ""
                after = texts[i + 1][1] if i + 1 < len(texts) else ""
                sentences.append(
                    EvidenceSentence(
                        label=f"1.{i + 1}",
                        span=span,
                        text=text,
                        article=article.info,
                        before=before,
                        after=after,
                    )
                )
        if len(sentences) >= 3:
            sources.append(Source(tuple(sentences), article.text))
    return sources


def is_usable(text: str) -> bool:
    """Whether a sentence is whole, of one line and of ordinary length."""
    words = text.split()
    opens = bool(re.match(r"[\"“]?[A-Z0-9]", text))
    closes = bool(re.search(r"[.!?][\"”]?$", text))
    even = text.count('"') % 2 == 0 and text.count("“") == text.count("”")
    return opens and closes and even and "\n" not in text and _SHORTEST <= len(words) <= _LONGEST


def injected(sentence: EvidenceSentence, text: str) -> EvidenceSentence:
    """Return a sentence of the same article that holds `text` instead, as if a stranger had put it there."""
    start = sentence.span.start
    return replace(sentence, text=text, span=Span(start, start + len(text)), before=sentence.text)
