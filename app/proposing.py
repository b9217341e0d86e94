"""Lets answerers propose and the desk judge, with one repair, one second opinion and one fallback."""

from collections.abc import Generator, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace

from app.answer import VerdictLabel
from app.answering import Answerer, DraftClaim, DraftEnd, Repairer, SideFinder
from app.claim_desk import ClaimDesk, Judged
from app.events import ClaimShown, ClaimWithheld
from app.evidence import Evidence
from app.second_opinion import SecondOpinion
from app.stage_timer import StageTimer
from app.usage import add_usage
from index.errors import ModelError


@dataclass(slots=True)
class Outcome:
    """What is known when all has been proposed, beside the claims.

    Args:
        end: the last answerer's end; None when it did not come to one.
        said: how many claims are shown for the question, those that another question showed first among
            them.
        stopped: whether it broke off after it had shown something.
        failed: whether the first answerer broke off.
        notes: remarks to the reader.
        usage: token counts and cost by name, of all that was asked.
    """

    end: DraftEnd | None = None
    said: int = 0
    stopped: bool = False
    failed: bool = False
    notes: tuple[str, ...] = ()
    usage: Mapping[str, float] = field(default_factory=dict)

    @property
    def answered(self) -> bool:
        """Whether the question is answered whole."""
        whole = self.end is not None and self.end.answered and not self.end.missing
        return bool(self.said) and whole and not self.stopped


class Proposing:
    """The proposals of one question.

    Args:
        question: the standalone question.
        evidence: all that may be used.
        desk: judges and keeps the claims.
        timer: told how long each stage takes.
        repairs: how many failed claims may be sent back.
        opinion: asked about what the check leaves undecided; nobody is when None.
        sides: completes an answer that gives one side where articles differ; nothing does when None.
    """

    def __init__(
        self,
        question: str,
        evidence: Evidence,
        desk: ClaimDesk,
        timer: StageTimer,
        *,
        repairs: int,
        opinion: SecondOpinion | None = None,
        sides: SideFinder | None = None,
    ) -> None:
        self._question = question
        self._evidence = evidence
        self._desk = desk
        self._timer = timer
        self._repairs = repairs
        self._opinion = opinion
        self._sides = sides
        self._labels = frozenset(filter(evidence.may_use, evidence.by_label()))
        self._withheld = 0
        self.outcome = Outcome()

    def events(self, answerer: Answerer, fallback: Answerer | None) -> Iterator[ClaimShown | ClaimWithheld]:
        """Yield what is shown and withheld; `fallback` speaks where `answerer` came to nothing."""
        problem = yield from self._try(answerer)
        self.outcome.failed = bool(problem)
        if self.outcome.said:
            yield from self._other_sides()
            if problem:
                self.outcome.stopped = True
                self._note(f"The answer may be incomplete: {problem}")
            return
        if not problem and (not self._withheld or self._abstained()):
            return
        if fallback is None:
            self._note(problem)
            return
        why = problem or "nothing that the model wrote passed the check"
        self._note(f"This answer quotes the articles, without the model: {why}")
        self.outcome.end = None
        self._note((yield from self._try(fallback)))

    def _other_sides(self) -> Iterator[ClaimShown]:
        """Yield what other articles answer, where what is shown gives one of the answers that differ."""
        end = self.outcome.end
        if self._sides is None or (end is not None and end.figures):
            return
        with self._timer.stage("sides"):
            cited = [label for label in self._labels if self._desk.citation_of(label)]
            sides = self._sides.sides(self._question, self._evidence, cited)
        if sides is None:
            return
        for draft in sides.claims:
            if any(self._desk.citation_of(label) for label in draft.labels) or self._desk.is_repeat(draft):
                continue
            judged = self._desk.judge(draft, self._labels)
            if judged.verdict.shown:
                yield self._show(judged)
        self._note(sides.note)
        end = end or DraftEnd(answered=False)
        self.outcome.end = replace(end, figures=sides.figures)

    def _abstained(self) -> bool:
        """Whether the answerer says that the articles do not, whatever it went on to write."""
        end = self.outcome.end
        return end is not None and not end.answered and bool(end.missing)

    def _note(self, note: str) -> None:
        if note:
            self.outcome.notes += (note,)

    def _try(self, answerer: Answerer) -> Generator[ClaimShown | ClaimWithheld, None, str]:
        """Yield what comes of one answerer's proposals; return why it broke off, if it did.

        Failed claims, and undecided ones that a judge is asked about, wait until the answerer is done: what
        passed is shown sooner, and a server that serves one request at a time is not asked for a second one
        meanwhile.
        """
        waiting: list[Judged] = []
        problem = ""
        try:
            for draft in self._drafts(answerer):
                if self._desk.is_repeat(draft):
                    self.outcome.said += self._desk.is_shown(draft)
                    continue
                with self._timer.stage("verify"):
                    judged = self._desk.judge(draft, self._labels)
                if judged.verdict.shown and not self._may_be_settled(judged):
                    yield self._show(judged)
                else:
                    waiting.append(judged)
        except ModelError as error:
            problem = str(error)
        for one in waiting:
            judged = self._settled(one)
            if judged.verdict.shown:
                yield self._show(judged)
                continue
            repaired = self._repaired(answerer, judged) if not problem else None
            yield self._show(repaired) if repaired else self._withhold(judged)
        return problem

    def _show(self, judged: Judged) -> ClaimShown:
        self.outcome.said += 1
        return self._desk.show(judged)

    def _withhold(self, judged: Judged) -> ClaimWithheld:
        self._withheld += 1
        return self._desk.withhold(judged)

    def _may_be_settled(self, judged: Judged) -> bool:
        return self._opinion is not None and judged.verdict.label is VerdictLabel.UNDECIDED

    def _settled(self, judged: Judged) -> Judged:
        """Return a claim with the judge's opinion where the check left it undecided."""
        if self._opinion is None or judged.verdict.label is not VerdictLabel.UNDECIDED:
            return judged
        with self._timer.stage("judge"):
            return self._opinion.settle(judged)

    def _drafts(self, answerer: Answerer) -> Iterator[DraftClaim]:
        """Yield the claims and keep the end; closing this closes the answerer's request too."""
        with closing(_as_generator(answerer.propose(self._question, self._evidence))) as drafts:
            while True:
                with self._timer.stage("answer"):
                    draft = next(drafts, None)
                if draft is None:
                    return
                if isinstance(draft, DraftEnd):
                    self.outcome.end = draft
                    self.outcome.usage = add_usage(self.outcome.usage, draft.usage)
                else:
                    yield draft

    def _repaired(self, answerer: Answerer, judged: Judged) -> Judged | None:
        """Return the repair of a failed claim if it passes the check."""
        if self._repairs <= 0 or not isinstance(answerer, Repairer):
            return None
        self._repairs -= 1
        try:
            with self._timer.stage("repair"):
                repair = answerer.repair(self._question, self._evidence, judged.draft, judged.verdict.reasons)
        except ModelError:
            return None
        self.outcome.usage = add_usage(self.outcome.usage, repair.usage)
        draft = repair.claim
        if draft is None or self._desk.is_repeat(draft):
            return None
        with self._timer.stage("verify"):
            again = self._desk.judge(draft, self._labels)
        again = self._settled(again)
        return again if again.verdict.shown else None


def _as_generator(
    drafts: Iterator[DraftClaim | DraftEnd],
) -> Generator[DraftClaim | DraftEnd, None, None]:
    """Return a generator over `drafts`, which can be closed."""
    yield from drafts
