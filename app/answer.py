"""An answer and its parts. `app.contract` gives its JSON form, `app.render` its text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from index.article import ArticleInfo, Span
from index.hit import Hit


class VerdictLabel(StrEnum):
    """What the check says of a claim."""

    SUPPORTED = "supported"
    UNSUPPORTED = "unsupported"
    CONTRADICTED = "contradicted"
    UNDECIDED = "undecided"


class Status(StrEnum):
    """How far the answer goes."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    ABSTAINED = "abstained"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A verdict with reasons that a reader understands.

    Args:
        label: the verdict.
        reasons: why, where it is not supported.
        probability: of support, from a judge that weighs; None from one that does not.
    """

    label: VerdictLabel
    reasons: tuple[str, ...] = ()
    probability: float | None = None

    @property
    def shown(self) -> bool:
        """Whether a claim with this verdict may be shown as part of the answer."""
        return self.label in (VerdictLabel.SUPPORTED, VerdictLabel.UNDECIDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Exact characters of one article version: `article.text[span.start:span.end] == quote`.

    Args:
        n: number shown to the reader, from 1 in order of first use.
        article: what is known of the article version.
        span: offsets into its clean text.
        quote: the characters there.
        answer_spans: offsets within `quote` of the words that answer the question, if known.
        copies: other articles that carry the same words.
        story: equal for citations of articles that are copies of one another: they count as one source. Empty
            when no copy was found.
    """

    n: int
    article: ArticleInfo
    span: Span
    quote: str
    answer_spans: tuple[Span, ...] = ()
    copies: tuple[ArticleInfo, ...] = ()
    story: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One sentence of an answer.

    Args:
        text: the sentence, without labels.
        verdict: what the check says of it.
        citations: numbers of the citations it rests on.
        lead: said before the text when shown, such as the date and outlet of a figure that others give
            differently; derived from article metadata, so not itself checked.
    """

    text: str
    verdict: Verdict
    citations: tuple[int, ...] = ()
    lead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One article's figure among several that differ: what it says, where and when."""

    value: str
    citation: int
    outlet: str | None
    published_at: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """What was searched, for an answer and above all for an abstention.

    Args:
        articles: how many articles the filters left.
        passages: how many passages they hold.
        earliest: earliest publication date among them, ISO 8601.
        latest: latest publication date among them.
        filters: the filters as given, by name.
        nearest: the nearest passages found, best first.
    """

    articles: int = 0
    passages: int = 0
    earliest: str | None = None
    latest: str | None = None
    filters: Mapping[str, object] = field(default_factory=dict)
    nearest: tuple[Hit, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Claims, citations and status; its text is derived from its claims.

    Args:
        question: as asked.
        standalone_question: as searched (a follow-up made whole).
        status: answered, partial or abstained.
        claims: what is shown, in order.
        citations: what the claims cite, by number.
        withheld: claims that failed the check, each with its reason.
        figures: figures on which the articles differ, newest first; empty when they agree.
        notes: short remarks to the reader, such as a model that could not be reached.
        searched: what was searched.
        answerer: "extractive" or the model's name.
        usage: token counts and cost by name.
        timings: seconds by stage.
    """

    question: str
    standalone_question: str
    status: Status
    claims: tuple[Claim, ...] = ()
    citations: tuple[Citation, ...] = ()
    withheld: tuple[Claim, ...] = ()
    figures: tuple[Figure, ...] = ()
    notes: tuple[str, ...] = ()
    searched: Searched = field(default_factory=Searched)
    answerer: str = "extractive"
    usage: Mapping[str, float] = field(default_factory=dict)
    timings: Mapping[str, float] = field(default_factory=dict)
