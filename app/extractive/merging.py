"""Repeats of a sentence across articles, brought together."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.answer import VerdictLabel
from app.answering import SentenceScore, Verifier
from app.extractive.reading import ReadSentence
from app.names import same_name
from app.times import same_time

SAME_WORDS = 0.75  # share of a sentence's content words that another must hold to say the same


@dataclass(frozen=True, slots=True)
class ScoredSentence:
    """A sentence with its score."""

    read: ReadSentence
    score: SentenceScore

    @property
    def label(self) -> str:
        """Its evidence label."""
        return self.read.source.label

    @property
    def answer_text(self) -> str:
        """The answering words in lower case, empty when unknown."""
        return self.score.answer.of(self.read.text).lower() if self.score.answer else ""


@dataclass(frozen=True, slots=True)
class Group:
    """A sentence and those that repeat it, best first."""

    members: tuple[ScoredSentence, ...]

    @property
    def best(self) -> ScoredSentence:
        """The one that is quoted as the claim."""
        return self.members[0]


def merge(ranked: Sequence[ScoredSentence], verifier: Verifier) -> list[Group]:
    """Return groups in the order of their best sentences; a repeat joins the first that it repeats.

    Args:
        ranked: best first.
        verifier: has the last word, since each member is cited for the best one's words: "acquitted" shares
            all words but one with "convicted".
    """
    groups: list[list[ScoredSentence]] = []
    for sentence in ranked:
        home = next((group for group in groups if _joins(sentence.read, group[0].read, verifier)), None)
        if home is None:
            groups.append([sentence])
        else:
            home.append(sentence)
    return [Group(tuple(members)) for members in groups]


def _joins(other: ReadSentence, claim: ReadSentence, verifier: Verifier) -> bool:
    if other.text == claim.text:
        return True
    return (
        repeats(other, claim) and verifier.verify(claim.text, [other.source]).label is VerdictLabel.SUPPORTED
    )


def repeats(other: ReadSentence, claim: ReadSentence) -> bool:
    """Whether `other` says all that `claim` says: its figures, dates and names, and most of its words."""
    values = {q.value for q in other.quantities}
    if any(q.value not in values for q in claim.quantities):
        return False
    dated = [time for time in claim.times if any(char.isdigit() for char in time.text)]
    if any(not any(same_time(time, held) for held in other.times) for time in dated):
        return False
    if any(not any(same_name(name, held) for held in other.names) for name in claim.names):
        return False
    return share_held(claim, other) >= SAME_WORDS


def share_held(claim: ReadSentence, other: ReadSentence) -> float:
    """Return the share of a claim's content words that `other` holds; 0 when it has none."""
    content = [word for word in claim.words if word.content]
    return sum(bool(word.keys & other.keys) for word in content) / max(1, len(content))
