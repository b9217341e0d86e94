"""What changed between two versions of an article, sentence by sentence, and where a quote went."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from index.article import Span
from index.sentences import split_sentences

ALIKE = 0.5
"""Least share of common words, as `difflib` counts them, by which a sentence is another's new wording. Of
1,440 pairs of other sentences of a sample article half had less than 0.08 in common, none above 0.32."""

_WORD = re.compile(r"\w+")


class ChangeKind(StrEnum):
    """How a part of a text changed."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change; spans are of whole sentences.

    Args:
        kind: added, removed or changed.
        before: place in the older text, None for what was added.
        after: place in the newer text, None for what was removed.
    """

    kind: ChangeKind
    before: Span | None = None
    after: Span | None = None


def find_changes(older: str, newer: str) -> list[Change]:
    """Return what changed from one clean text to another, in the order of the newer one."""
    changes: list[Change] = []
    olds, news = split_sentences(older), split_sentences(newer)
    for kind, a, b, c, d in _opcodes(older, olds, newer, news):
        if kind == "equal":
            continue
        if kind == "replace" and b - a == d - c:
            changes += [_change(old, new) for old, new in zip(olds[a:b], news[c:d], strict=True)]
        else:
            changes.append(_change(_over(olds[a:b]), _over(news[c:d])))
    return changes


def find_wording(older: str, span: Span, newer: str) -> Span | None:
    """Return where a newer text says what an older one says at `span`; None when it no longer does.

    The very words come first, the nearest place of several; else the sentences that are most alike, first of
    all those that stand in place of the old ones.
    """
    quote = span.of(older)
    expected = span.start * len(newer) / max(len(older), 1)
    places = [match.start() for match in re.finditer(re.escape(quote), newer)] if quote else []
    if places:
        start = min(places, key=lambda place: abs(place - expected))
        return Span(start, start + len(quote))
    olds, news = split_sentences(older), split_sentences(newer)
    cited = [n for n, old in enumerate(olds) if old.start < span.end and span.start < old.end]
    if not cited or not news:
        return None
    for first, last in (_opposite(_opcodes(older, olds, newer, news), cited), (0, len(news))):
        found = _most_alike(quote, newer, news[first:last], len(cited))
        if found is not None:
            return found
    return None


def _most_alike(quote: str, text: str, sentences: Sequence[Span], count: int) -> Span | None:
    """Return the run of about `count` sentences whose words are most like the quote's, if alike enough."""
    best, place = ALIKE, None
    matcher = SequenceMatcher(None, autojunk=False)
    matcher.set_seq2(_words(quote))  # the second sequence is the one whose analysis is kept
    for size in {max(count - 1, 1), count, count + 1}:
        for start in range(len(sentences) - size + 1):
            run = _over(sentences[start : start + size])
            if run is None:
                continue
            matcher.set_seq1(_words(run.of(text)))
            if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best and matcher.ratio() > best:
                best, place = matcher.ratio(), run
    return place


def _opposite(opcodes: Sequence[tuple[str, int, int, int, int]], cited: Sequence[int]) -> tuple[int, int]:
    """Return the range of newer sentences that stand where the cited older ones stood."""
    touched = [(c, d) for _, a, b, c, d in opcodes if a <= cited[-1] and cited[0] < b]
    return (touched[0][0], touched[-1][1]) if touched else (0, 0)


def _opcodes(
    older: str, olds: Sequence[Span], newer: str, news: Sequence[Span]
) -> list[tuple[str, int, int, int, int]]:
    left, right = [old.of(older) for old in olds], [new.of(newer) for new in news]
    return list(SequenceMatcher(None, left, right, autojunk=False).get_opcodes())


def _change(before: Span | None, after: Span | None) -> Change:
    if before is None:
        return Change(kind=ChangeKind.ADDED, after=after)
    if after is None:
        return Change(kind=ChangeKind.REMOVED, before=before)
    return Change(kind=ChangeKind.CHANGED, before=before, after=after)


def _over(spans: Sequence[Span]) -> Span | None:
    return Span(spans[0].start, spans[-1].end) if spans else None


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]
