"""What a reader finds in a passage, and where its sentences stand in that."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.article import Span

MAX_ANSWER_TOKENS = 30
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Found:
    """An answer in a passage.

    Args:
        answer: its offsets in the passage.
        margin: how far it scores above "no answer", in logits; above 0 it is the likelier.
    """

    answer: Span
    margin: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader makes of one passage for one question.

    Args:
        starts: where each of the passage's tokens starts in its text.
        ends: where each ends.
        start: the logit that the answer starts at a token, less that of "no answer".
        end: likewise for its last token.
        answers: the logit that the passage answers the question.
        probability: that the passage answers the question, calibrated, in [0, 1].
        worth_by: how `worth` follows from the log-odds of `certainty`: weight and constant.
    """

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    start: Floats
    end: Floats
    answers: float
    probability: float
    worth_by: tuple[float, float]

    @property
    def worth(self) -> float:
        """The F1 to be expected of the best answer if the passage does answer, in [0, 1]."""
        weight, constant = self.worth_by
        return sigmoid(weight * log_odds(self.certainty()) + constant)

    @property
    def speaks(self) -> bool:
        """Whether giving the best answer is worth more than saying that the passage has none.

        By the score of SQuAD 2.0 (Rajpurkar et al. 2018): an answer earns its F1 where there is one, silence
        earns 1 where there is none. So doubt about the words of the answer counts as doubt that there is one.
        """
        return self.probability * self.worth > 1 - self.probability

    def best(self, within: Span | None = None) -> Found | None:
        """Return the best answer inside `within` (offsets in the passage), None when no token is there."""
        first, last = 0, len(self.starts)
        if within is not None:
            first = int(np.searchsorted(self.starts, within.start))
            last = int(np.searchsorted(self.ends, within.end, side="right"))
        if first >= last:
            return None
        scores, allowed = _spans(self.start[first:last], self.end[first:last])
        i, j = np.unravel_index(int(np.where(allowed, scores, -np.inf).argmax()), scores.shape)
        answer = Span(int(self.starts[first + i]), int(self.ends[first + j]))
        return Found(answer, float(scores[i, j]))

    def certainty(self) -> float:
        """Return the probability of the best answer among all that the passage could hold; 0 when empty."""
        scores, allowed = _spans(self.start, self.end)
        chosen = scores[allowed]
        return float(1 / np.exp(chosen - chosen.max()).sum()) if len(chosen) else 0.0

    def share(self, within: Span) -> float:
        """Return how much of the reader's belief lies inside `within`, in [0, 1].

        The mean of the probabilities that the answer starts and that it ends there, each over the passage's
        tokens and "no answer".
        """
        inside = (self.starts >= within.start) & (self.ends <= within.end)
        return float((_softmax(self.start)[inside].sum() + _softmax(self.end)[inside].sum()) / 2)


def log_odds(p: float) -> float:
    """Return ln(p / (1 - p)), for `p` not nearer than 1e-6 to 0 or 1."""
    p = min(max(p, 1e-6), 1 - 1e-6)
    return math.log(p / (1 - p))


def sigmoid(logit: float) -> float:
    """Return the probability with these log-odds."""
    return 1 / (1 + math.exp(-logit))


def _spans(start: Floats, end: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """Return the score of each pair of first and last token, and which pairs are no longer than an answer."""
    length = np.arange(len(end))[None, :] - np.arange(len(start))[:, None]
    return start[:, None] + end[None, :], (length >= 0) & (length < MAX_ANSWER_TOKENS)


def _softmax(logits: Floats) -> Floats:
    """Probabilities of the tokens beside "no answer", whose logit is 0."""
    top = max(0.0, float(logits.max(initial=0.0)))
    raised = np.exp(logits - top)
    return np.asarray(raised / (raised.sum() + np.exp(-top)), dtype=np.float32)
