"""Sentences of other articles that say the opposite: "accepted the ceasefire", "rejected the ceasefire"."""

from app.answer import VerdictLabel
from app.answering import Verifier
from app.extractive.merging import share_held
from app.extractive.reading import ReadSentence

ALIKE = 0.6  # share of the content words of one of two sentences that the other holds
LEAST_ALIKE = 0.4  # the same, of the words of the other
LEAST_SHARED = 3  # words: of less nothing is said twice
MOST_OPPOSED = 2
DIFFERENT_STATEMENTS = "The articles say different things"
OPPOSED = "Other articles say something different, shown last."


def opposes(one: ReadSentence, other: ReadSentence, verifier: Verifier) -> bool:
    """Return whether sentences of two articles contradict each other in much the same words.

    Args:
        one: a sentence.
        other: another; those of one article oppose nothing.
        verifier: tells a contradiction; other words alone are none.
    """
    if one.source.article.article_id == other.source.article.article_id:
        return False
    low, high = sorted((share_held(one, other), share_held(other, one)))
    shared = sum(word.content and bool(word.keys & other.keys) for word in one.words)
    if high < ALIKE or low < LEAST_ALIKE or shared < LEAST_SHARED:
        return False
    verdicts = (verifier.verify(a.text, [b.source]) for a, b in ((one, other), (other, one)))
    return any(verdict.label is VerdictLabel.CONTRADICTED for verdict in verdicts)
