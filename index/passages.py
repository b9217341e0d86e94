"""Cutting an article into passages: runs of whole sentences that fit the embedder."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from index.article import Article, ArticleInfo, Passage, Span, passage_id_of
from index.sentences import split_sentences

SPECIAL_TOKENS = 2  # what a BERT-like tokenizer puts around a text
ENOUGH = 0.5  # of the room: from here on a passage ends with its paragraph
MAX_TITLE = 200  # characters of a title that are embedded; a longer one would leave no room for the passage


def embedding_text(info: ArticleInfo, passage: Passage) -> str:
    """Return what is embedded for a passage: the title, a line break, the passage."""
    title = info.title[:MAX_TITLE]
    return f"{title}\n{passage.text}" if title else passage.text


def split_passages(
    article: Article,
    count_tokens: Callable[[Sequence[str]], list[int]],
    *,
    max_tokens: int,
    overlap_sentences: int = 1,
) -> list[Passage]:
    """Return the passages of an article, in order; together they cover every sentence.

    A passage takes sentences while they fit, and ends with its paragraph once it is half full. Its first
    sentences repeat the last ones of the passage before it, where they fit. A sentence that does not fit at
    all is a passage of its own.

    Args:
        article: what to cut.
        count_tokens: the embedder's counter, one number for each text, without special tokens.
        max_tokens: how many tokens the embedder reads, the title and special tokens included.
        overlap_sentences: how many sentences are repeated at most.
    """
    sentences = split_sentences(article.text)
    if not sentences:
        return []
    title_size, *sizes = count_tokens(
        [article.info.title[:MAX_TITLE], *(s.of(article.text) for s in sentences)]
    )
    # A title may take half of the room; where it takes more, the embedder cuts the end of the passage.
    room = max(max_tokens - SPECIAL_TOKENS - title_size, max_tokens // 2, 1)
    closes = ["\n" in article.text[one.end : after.start] for one, after in pairwise(sentences)]
    runs: list[tuple[int, int]] = []
    first, fresh = 0, 0
    while fresh < len(sentences):
        last = _last_fitting(sizes, closes, first, fresh, room)
        runs.append((first, last))
        fresh = last + 1
        first = _overlap_start(sizes, first, fresh, room, overlap_sentences)
    return [_passage(article, n, sentences[first : last + 1]) for n, (first, last) in enumerate(runs)]


def _last_fitting(sizes: Sequence[int], closes: Sequence[bool], first: int, fresh: int, room: int) -> int:
    """Return the index of the last sentence of the passage that begins at `first` and must hold `fresh`."""
    used = sum(sizes[first : fresh + 1])
    for last in range(fresh, len(sizes) - 1):
        if used + sizes[last + 1] > room or (closes[last] and used >= ENOUGH * room):
            return last
        used += sizes[last + 1]
    return len(sizes) - 1


def _overlap_start(sizes: Sequence[int], first: int, fresh: int, room: int, overlap: int) -> int:
    """Return where the next passage begins: up to `overlap` sentences before `fresh`, if all fit together."""
    if fresh >= len(sizes):
        return fresh
    start = max(fresh - overlap, first + 1)
    # Repeated text is context, not content: it may take half of the room at most.
    while start < fresh and (sum(sizes[start:fresh]) > room // 2 or sum(sizes[start : fresh + 1]) > room):
        start += 1
    return start


def _passage(article: Article, ordinal: int, sentences: Sequence[Span]) -> Passage:
    info, start, end = article.info, sentences[0].start, sentences[-1].end
    return Passage(
        passage_id=passage_id_of(info.article_id, info.version, ordinal),
        article_id=info.article_id,
        version=info.version,
        ordinal=ordinal,
        start=start,
        end=end,
        text=article.text[start:end],
        sentences=tuple(sentences),
    )
