"""That nobody died: where the article counts the hurt alone, and where another tells of somebody who did."""

import re
from collections.abc import Sequence
from dataclasses import replace

from app.extractive.merging import ScoredSentence
from app.extractive.reading import ReadSentence
from app.extractive.years import years_of
from app.question import Question, Wanted

_FAMILIES = (
    r"die[ds]?|dead|dying|killed|deaths?|fatalit\w+",
    r"hurt|injur\w+|wound\w+",
    r"arrest\w*|detain\w*",
)
_NOBODY = r"\b(?:nobody|no\sone|no-one|none|no)\s(?:[\w'’-]+\s){0,4}?"
_DENIED = tuple(
    (re.compile(rf"\b(?:{words})\b", re.IGNORECASE), re.compile(rf"{_NOBODY}(?:{words})\b", re.IGNORECASE))
    for words in _FAMILIES
)
_NOT = re.compile(r"\b(?:not|never|without|nor|neither)\b|n['’]t\b", re.IGNORECASE)


def lift_denials(
    asked: Question, able: Sequence[ScoredSentence], ranked: Sequence[ScoredSentence]
) -> list[ScoredSentence]:
    """Return `able` with "Nobody was killed" as likely as its article's best sentence that cannot answer.

    Such a sentence holds few of the question's words. That its article is of the event asked about, another
    sentence shows, which cannot answer: it counts the hurt.

    Args:
        asked: the question; only one that asks how many died, were hurt or arrested changes anything.
        able: the sentences that can answer, best first.
        ranked: all of them.
    """
    denied = [told for asks, told in _DENIED if asks.search(asked.text)]
    if asked.wanted is not Wanted.COUNT or not denied:
        return list(able)
    labels = {one.label for one in able}
    others = [one for one in ranked if one.label not in labels]
    lifted = [
        _lifted(one, others) if any(told.search(one.read.text) for told in denied) else one for one in able
    ]
    return sorted(lifted, key=lambda one: -one.score.score)


def _lifted(denial: ScoredSentence, others: Sequence[ScoredSentence]) -> ScoredSentence:
    article = denial.read.source.article.article_id
    scores = [one.score.score for one in others if one.read.source.article.article_id == article]
    score = max(denial.score.score, *scores) if scores else denial.score.score
    return replace(denial, score=replace(denial.score, score=score))


def disagree(asked: Question, one: ReadSentence, other: ReadSentence) -> bool:
    """Whether of two articles one says that nobody died and the other that somebody did.

    Args:
        asked: the question; only one that asks whether or how many people died, were hurt or arrested lets
            them disagree.
        one: a sentence.
        other: another.
    """
    if asked.wanted not in (Wanted.COUNT, Wanted.YES_NO):
        return False
    if one.source.article.article_id == other.source.article.article_id:
        return False
    if _is_of_the_past(one) or _is_of_the_past(other):
        return False
    return any(
        {_says(one.text, tells, denies), _says(other.text, tells, denies)} == {True, False}
        for tells, denies in _DENIED
        if tells.search(asked.text)
    )


def _is_of_the_past(read: ReadSentence) -> bool:
    """Whether a sentence tells of years before its article's alone: "In 1978 a quake killed 312 people"."""
    years, published = years_of(read.text), read.source.article.published_at or ""
    return bool(years and published) and all(year < published[:4] for year in years)


def _says(text: str, tells: re.Pattern[str], denies: re.Pattern[str]) -> bool | None:
    """Whether it befell somebody, False if nobody, None if it does not say."""
    if denies.search(text):
        return False
    return True if tells.search(text) and not _NOT.search(text) else None
