"""Drafts cases from articles without a model.

Sentences with a figure, a date or a name and a verb of saying make the best questions; what is drafted holds
the gold span and typed values, and a question that a person must write. Every draft carries the tag `draft`.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from eval.articles import sentences_of
from eval.matching.dates import find_dates
from eval.matching.tokens import Token, tokenize
from eval.matching.values import Sentence
from eval.selftest.harmful_text import names_in
from index.article import Article

_PER_ARTICLE = 3
_UNIT = re.compile(r"[^\W\d_]{3,}")


def draft_cases(articles: Sequence[Article], *, limit: int) -> Iterator[dict[str, Any]]:
    """Yield at most `limit` drafts in the case format, at most three an article, richest sentences first.

    A draft's question says what it is to ask for; until a person has put a real question in its place and
    removed the tag `draft`, it measures nothing.
    """
    made = 0
    for number, article in enumerate(articles, 1):
        rated = [
            (_richness(text), span, text)
            for span in sentences_of(article.text)
            if len((text := span.of(article.text)).split()) > 5
        ]
        best = sorted((r for r in rated if r[0]), key=lambda r: (-r[0], r[1].start))[:_PER_ARTICLE]
        for at, (_, _, text) in enumerate(best, 1):
            if made == limit:
                return
            made += 1
            yield _draft(f"draft-{number}-{at}", article, text)


def _richness(text: str) -> int:
    tokens = tokenize(text)
    sentence = Sentence.of(tokens)
    quoted = bool(re.search(r"[\"“][^\"“”]{12,}[\"”]", text))
    return 2 * bool(sentence.numbers) + bool(find_dates(tokens)) + bool(names_in(text)) + quoted


def _draft(case_id: str, article: Article, text: str) -> dict[str, Any]:
    values = list(values_in(text))
    wording = " ".join(text.split()[:6])
    fact: dict[str, Any] = {"text": " ".join(text.split())}
    fact |= {"values": values[:2]} if values else {"accept": [wording]}
    fact["spans"] = [{"article": article.info.article_id, "quote": text}]
    return {
        "id": case_id,
        "question": f"WRITE A QUESTION: {' '.join(text.split())}",
        "answerable": True,
        "facts": [fact],
        "tags": ["draft"],
        "note": f"drafted from {article.info.title or article.info.article_id}",
    }


def values_in(text: str) -> Iterator[dict[str, Any]]:
    """Yield the figures, whole dates and names of a sentence as typed values of the case format."""
    tokens = tokenize(text)
    sentence = Sentence.of(tokens)
    for at in sentence.numbers:
        unit = _unit_after(tokens, at)
        yield {"type": "number", "value": tokens[at].number, **({"unit": [unit]} if unit else {})}
    for found in sentence.dates:
        if found.year and found.month and found.day:
            yield {"type": "date", "value": f"{found.year:04}-{found.month:02}-{found.day:02}"}
    for start, end in names_in(text):
        yield {"type": "name", "value": text[start:end]}


def _unit_after(tokens: Sequence[Token], at: int) -> str | None:
    if at + 1 < len(tokens) and tokens[at + 1].clause == tokens[at].clause:
        after = tokens[at + 1]
        return after.raw if _UNIT.fullmatch(after.raw) or after.text == "%" else None
    return None
