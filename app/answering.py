"""The seams of answering: what an answerer, a sentence scorer and a verifier must do.

An answerer proposes; `app.resolve` turns its labels into citations; a verifier judges; `app.engine` shows
only what passed. Each part can be replaced on its own.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from app.answer import Verdict, VerdictLabel
from app.evidence import Evidence, EvidenceSentence
from index.article import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftClaim:
    """A sentence that an answerer proposes.

    Args:
        text: the sentence, without labels.
        labels: evidence labels as the answerer gave them, whether or not they exist.
        lead: see `app.answer.Claim.lead`.
        answer_spans: by label, offsets within that evidence sentence of the words that answer.
    """

    text: str
    labels: tuple[str, ...]
    lead: str = ""
    answer_spans: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftFigure:
    """A figure that differs from another article's: its words and the label of its sentence."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftEnd:
    """What an answerer knows once it has proposed its last claim.

    Args:
        answered: whether it holds the question answered; False abstains when it proposed nothing, and
            makes the answer partial when it did.
        missing: what of the question stays open, for the reader.
        figures: figures on which the evidence differs, newest first.
        notes: short remarks to the reader.
        answerer: "extractive" or the model's name.
        usage: token counts and cost by name.
    """

    answered: bool
    missing: str = ""
    figures: tuple[DraftFigure, ...] = ()
    notes: tuple[str, ...] = ()
    answerer: str = "extractive"
    usage: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Repair:
    """A second try at a claim that failed its check.

    Args:
        claim: the better claim, None when there is none.
        usage: token counts and cost by name.
    """

    claim: DraftClaim | None
    usage: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """What each article answers where they differ.

    Args:
        claims: one for each side, newest first, in the article's own words.
        figures: the answers themselves, with the label of their sentence.
        note: says to the reader that they differ.
    """

    claims: tuple[DraftClaim, ...]
    figures: tuple[DraftFigure, ...]
    note: str


class SideFinder(Protocol):
    """Compares what the articles of the evidence answer, whoever writes the answer."""

    def sides(self, question: str, evidence: Evidence, cited: Collection[str]) -> Sides | None:
        """Return the sides, one of them among the `cited` labels; None where the articles do not differ."""
        ...


class Answerer(Protocol):
    """Proposes claims for a question from the evidence and nothing else."""

    def propose(self, question: str, evidence: Evidence) -> Iterator[DraftClaim | DraftEnd]:
        """Yield claims as they become ready, then exactly one `DraftEnd`."""
        ...


@runtime_checkable
class Repairer(Protocol):
    """An answerer that can mend a claim which failed its check."""

    def repair(self, question: str, evidence: Evidence, claim: DraftClaim, reasons: Sequence[str]) -> Repair:
        """Return a better claim, or that there is none.

        Raises:
            ModelError: the model gave no usable result.
        """
        ...


@dataclass(frozen=True, slots=True)
class SentenceScore:
    """How well one evidence sentence answers the question.

    Args:
        score: calibrated probability in [0, 1] that the sentence answers it.
        answer: offsets within the sentence of the answering words, None when unknown.
    """

    score: float
    answer: Span | None = None


class SentenceScorer(Protocol):
    """Scores every evidence sentence for a question; a trained reader can take its place."""

    def score(self, question: str, evidence: Evidence) -> list[SentenceScore]:
        """Return one score per sentence, in the order of `evidence.sentences()`."""
        ...


class Verifier(Protocol):
    """Judges a claim against the sentences it cites."""

    def verify(self, claim: str, cited: Sequence[EvidenceSentence]) -> Verdict:
        """Return the verdict on `claim`; an empty `cited` is never support."""
        ...


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a judge says of a claim.

    Args:
        label: its verdict.
        reason: in its own, unchecked words: for whoever evaluates, never shown to a reader.
        usage: token counts and cost by name.
    """

    label: VerdictLabel
    reason: str = ""
    usage: Mapping[str, float] = field(default_factory=dict)


class Judge(Protocol):
    """Gives an opinion on claims that the verifier leaves undecided; a language model, say."""

    @property
    def name(self) -> str: ...  # noqa: D102

    def opinion(self, claim: str, cited: Sequence[EvidenceSentence]) -> Opinion:
        """Return an opinion on whether `cited` carries `claim`.

        Raises:
            ModelError: there is none to be had.
        """
        ...

    def close(self) -> None:
        """Close what it holds open."""
        ...
