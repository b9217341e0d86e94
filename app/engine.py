"""A question in, an Answer out: search, evidence, proposals, checks, in that order.

The engine trusts no answerer. What one proposes goes through `app.claim_desk`, and only what passes is shown.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from app.answer import Answer, Searched
from app.answering import Answerer, Judge, SideFinder, Verifier
from app.asked_source import asked_source, without_source, words_of_source
from app.assemble import assemble
from app.claim_desk import ClaimDesk
from app.events import AnswerDone, ClaimShown, Event, SearchDone
from app.evidence import Evidence
from app.gathering import interleave, join_evidence
from app.parts import split_question
from app.proposing import Outcome, Proposing
from app.questions import checked_question
from app.second_opinion import SecondOpinion
from app.stage_timer import StageTimer
from app.standalone import Rewriter, Turn, make_standalone
from app.timeframe import restricted, without_frame
from app.usage import add_usage
from index.hit import Filters, Hit, Searcher

BuildEvidence = Callable[[Sequence[Hit], int], Evidence]
"""Numbers hits within a budget of tokens."""

Coverage = Callable[[Filters | None], Searched]
"""Says how much the archive holds within filters, and of which dates."""


class Engine:
    """Answers questions; holds nothing of one question for the next, so many may run at once.

    Args:
        searcher: finds passages.
        coverage: see `Coverage`.
        build_evidence: see `BuildEvidence`.
        answerer: proposes claims.
        verifier: judges them.
        fallback: answers when `answerer` raises `ModelError` or none of its claims passes.
        sides: completes the answerer's answers where articles differ; nothing does when None.
        judge: asked about claims that the verifier leaves undecided; nobody is when None.
        rewriter: makes follow-ups whole; rules do when None.
        passages: how many passages are searched for.
        evidence_tokens: budget of the evidence.
        repairs: how many failed claims may be sent back, where the answerer is a `Repairer`.
    """

    def __init__(
        self,
        *,
        searcher: Searcher,
        coverage: Coverage,
        build_evidence: BuildEvidence,
        answerer: Answerer,
        verifier: Verifier,
        fallback: Answerer | None = None,
        sides: SideFinder | None = None,
        judge: Judge | None = None,
        rewriter: Rewriter | None = None,
        passages: int = 24,
        evidence_tokens: int = 3_000,
        repairs: int = 4,
    ) -> None:
        self._searcher = searcher
        self._coverage = coverage
        self._build_evidence = build_evidence
        self._answerer = answerer
        self._verifier = verifier
        self._fallback = fallback
        self._sides = sides
        self._judge = judge
        self._rewriter = rewriter
        self._passages = passages
        self._evidence_tokens = evidence_tokens
        self._repairs = repairs

    def ask(self, question: str, *, filters: Filters | None = None, history: Sequence[Turn] = ()) -> Answer:
        """Return the answer; arguments and errors as for `stream`."""
        for event in self.stream(question, filters=filters, history=history):
            if isinstance(event, AnswerDone):
                return event.answer
        raise AssertionError("a stream always ends with AnswerDone")

    def stream(
        self, question: str, *, filters: Filters | None = None, history: Sequence[Turn] = ()
    ) -> Iterator[Event]:
        """Yield the events of a question as they happen; see `app.events`.

        Args:
            question: as asked.
            filters: restricts which articles may be used.
            history: earlier questions and answers, oldest first; they make a follow-up whole and are never
                evidence.

        Raises:
            InputError: the question cannot be asked.
            ArchiveError: the archive cannot be used.
        """
        return self._run(checked_question(question), filters or Filters(), tuple(history))

    def close(self) -> None:
        """Close what answerer and judge hold open, such as connections to a model."""
        for part in (self._answerer, self._judge):
            close = getattr(part, "close", None)
            if close is not None:
                close()

    def _run(self, question: str, filters: Filters, history: Sequence[Turn]) -> Iterator[Event]:
        timer = StageTimer()
        with timer.stage("standalone"):
            standalone, usage = make_standalone(question, history, self._rewriter)
        parts = split_question(standalone)
        asked_filters = filters = restricted(standalone, filters)
        with timer.stage("search"):
            searches = [self._search(part.standalone, filters) for part in parts]
            found = [hits for hits, _ in searches]
            kept = {used for _, used in searches}
            filters = kept.pop() if len(kept) == 1 else filters
            searched = replace(self._coverage(filters), filters=_named(filters))
        with timer.stage("evidence"):
            gathered = join_evidence([self._build_evidence(hits, self._evidence_tokens) for hits in found])
        yield SearchDone(standalone_question=standalone, evidence=gathered.whole)
        desk = ClaimDesk(gathered.whole, self._verifier)
        opinion = SecondOpinion(self._judge) if self._judge else None
        outcomes: list[Outcome] = []
        for part, all_found, (_, used) in zip(parts, gathered.parts, searches, strict=True):
            is_outlet = used.outlets != asked_filters.outlets
            evidence = all_found if is_outlet else words_of_source(part.standalone, all_found)
            failed = any(outcome.failed for outcome in outcomes)
            answerer = self._fallback if failed and self._fallback else self._answerer
            heard = without_source(part.standalone) if is_outlet else part.standalone
            proposing = Proposing(
                without_frame(heard),
                evidence,
                desk,
                timer,
                repairs=self._repairs,
                opinion=opinion,
                sides=self._sides,
            )
            outcomes.append(proposing.outcome)
            if not evidence.only_usable().passages:
                continue
            for event in proposing.events(answerer, self._fallback if not failed else None):
                if isinstance(event, ClaimShown):
                    timer.mark("first_claim")
                yield event
        yield AnswerDone(
            answer=assemble(
                question=question,
                standalone_question=standalone,
                parts=parts,
                desk=desk,
                outcomes=outcomes,
                usage=add_usage(usage, opinion.usage if opinion else {}),
                searched=searched,
                hits=interleave(found),
                timings=timer.seconds(),
            )
        )

    def _search(self, question: str, filters: Filters) -> tuple[list[Hit], Filters]:
        """Return what is found for a question and the filters used: it may ask to hear one outlet."""
        source = asked_source(question)
        if source is not None and not filters.outlets:
            outlet = replace(filters, outlets=(source, f"The {source}"))
            hits = self._searcher.search(question, self._passages, outlet)
            if hits:
                return hits, replace(filters, outlets=(hits[0].article.outlet or source,))
        return self._searcher.search(question, self._passages, filters), filters


def _named(filters: Filters) -> dict[str, object]:
    named: dict[str, object] = {}
    if filters.since:
        named["since"] = filters.since.isoformat()
    if filters.until:
        named["until"] = filters.until.isoformat()
    if filters.outlets:
        named["outlets"] = list(filters.outlets)
    return named
