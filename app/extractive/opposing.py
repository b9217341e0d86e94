"""Sentences of other articles that say the opposite: "accepted the ceasefire", "rejected the ceasefire"."""

from collections.abc import Sequence
from itertools import islice

from app.answer import VerdictLabel
from app.answering import Verifier
from app.extractive.merging import Group, share_held
from app.extractive.reading import ReadSentence

ALIKE = 0.6  # share of the content words of one of two sentences that the other holds
LEAST_ALIKE = 0.4  # the same, of the words of the other
LEAST_SHARED = 3  # words: of less nothing is said twice
MOST_OPPOSED = 2
DIFFERENT_STATEMENTS = "The articles say different things; the newest comes first."


def find_opposed(claim: Group, groups: Sequence[Group], verifier: Verifier) -> list[Group]:
    """Return the groups that contradict a claim in much the same words, best first.

    Args:
        claim: what answers.
        groups: what else was found, best first.
        verifier: tells a contradiction; other words alone are none.
    """
    article = claim.best.read.source.article.article_id
    others = (group for group in groups if group.best.read.source.article.article_id != article)
    found = (group for group in others if _opposes(claim.best.read, group.best.read, verifier))
    return list(islice(found, MOST_OPPOSED))


def _opposes(one: ReadSentence, other: ReadSentence, verifier: Verifier) -> bool:
    low, high = sorted((share_held(one, other), share_held(other, one)))
    shared = sum(word.content and bool(word.keys & other.keys) for word in one.words)
    if high < ALIKE or low < LEAST_ALIKE or shared < LEAST_SHARED:
        return False
    verdicts = (verifier.verify(a.text, [b.source]) for a, b in ((one, other), (other, one)))
    return any(verdict.label is VerdictLabel.CONTRADICTED for verdict in verdicts)


def newest_first(groups: Sequence[Group]) -> list[Group]:
    """Return groups by the day their best sentence was published, undated ones last."""
    return sorted(groups, key=lambda group: group.best.read.source.article.published_at or "", reverse=True)
