"""Lets a language model propose an answer, sentence by sentence."""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace

import prompts
from app.answering import DraftClaim, DraftEnd, Repair
from app.evidence import Evidence
from app.model.archive_phrases import NOT_SAID, read_remark
from app.model.client import Message, Model, ReplyEnd
from app.model.failures import FailureKind, ModelFailure
from app.model.fence import fence
from app.model.sentence_stream import SentenceStream
from app.tokens import count_tokens
from app.usage import Usage, add_usage
from index.errors import SettingsError

_MAX_CLAIMS = 60
_MAX_CHARACTERS = 60_000
_MAX_REPEATS = 3
_REPAIR_TOKENS = 200
_SHORTENINGS = 3
_LOOPED = "The model repeated itself and was stopped"


class _Looping(Exception):
    """The model says the same again and again, or does not end."""


class ModelAnswerer:
    """Proposes what a model writes; it is judged elsewhere.

    Args:
        model: writes.
        answer_tokens: that an answer may take.
        context_tokens: that the model reads and writes in all; evidence is cut to fit when set.

    Raises:
        SettingsError: a prompt file is missing or its variables are not the ones given.
    """

    def __init__(self, model: Model, *, answer_tokens: int = 800, context_tokens: int | None = None) -> None:
        self._model = model
        self._answer_tokens = answer_tokens
        self._context_tokens = context_tokens
        try:
            self._rules = prompts.load("answer").fill()
            self._question = prompts.load("question")
            self._repair = prompts.load("repair")
            self._question.fill(question="", mark="", evidence="")
            self._repair.fill(question="", mark="", evidence="", claim="", reason="")
        except prompts.PromptError as error:
            raise SettingsError(str(error), hint="Restore the prompt files of this version") from None

    def propose(self, question: str, evidence: Evidence) -> Iterator[DraftClaim | DraftEnd]:
        """Yield the model's sentences as they are complete, then one `DraftEnd`.

        Evidence that is too long for the model is halved; a reply that breaks off is asked for once more, and
        the desk drops what it has seen before.

        Raises:
            ModelFailure: there is no usable reply.
        """
        usage: Usage = {}
        evidence = self._fitting(question, evidence.only_usable())
        shortenings, restarts = _SHORTENINGS, 1
        while True:
            drafts = self._read(question, evidence)
            try:
                while True:
                    draft = next(drafts)
                    if isinstance(draft, DraftEnd):
                        yield replace(draft, usage=add_usage(usage, draft.usage))
                        return
                    yield draft
            except ModelFailure as failure:
                if failure.kind is FailureKind.CONTEXT and shortenings and len(evidence.passages) > 1:
                    shortenings -= 1
                    evidence = _halved(evidence)
                elif failure.broke_off and failure.retryable and restarts:
                    restarts -= 1
                else:
                    raise
            finally:
                drafts.close()

    def repair(self, question: str, evidence: Evidence, claim: DraftClaim, reasons: Sequence[str]) -> Repair:
        """Return the model's second try at a claim that failed; see `app.answering.Repairer`."""
        fenced = fence(evidence.only_usable(), question)
        content = self._repair.fill(
            question=question,
            mark=fenced.mark,
            evidence=fenced.text,
            claim=claim.text,
            reason="; ".join(reasons),
        )
        stream = SentenceStream()
        claims: list[DraftClaim] = []
        usage: Usage = {}
        for piece in self._model.reply(self._messages(content), _REPAIR_TOKENS):
            if isinstance(piece, ReplyEnd):
                usage = piece.usage
                claims += stream.finish(complete=piece.complete)
            else:
                claims += stream.feed(piece)
        usable = [c for c in claims if c.labels and read_remark(c.text, question) is None]
        return Repair(usable[0] if usable else None, usage)

    def close(self) -> None:
        """Close the model's connections."""
        self._model.close()

    def _read(self, question: str, evidence: Evidence) -> Generator[DraftClaim | DraftEnd, None, None]:
        """Yield what one reply holds."""
        fenced = fence(evidence, question)
        content = self._question.fill(question=question, mark=fenced.mark, evidence=fenced.text)
        answer = _Reading(question)
        stream = SentenceStream()
        end, begun = ReplyEnd(complete=False), False
        notes: tuple[str, ...] = ()
        pieces = self._model.reply(self._messages(content), self._answer_tokens)
        try:
            for piece in pieces:
                if isinstance(piece, ReplyEnd):
                    end = piece
                else:
                    begun = True
                    yield from answer.claims(stream.feed(piece), len(piece))
            yield from answer.claims(stream.finish(complete=end.complete))
            if not end.complete:
                notes = (_cut_note(end.reason),)
        except _Looping:
            notes = (_LOOPED,)
        except ModelFailure as failure:
            failure.broke_off = begun
            yield from answer.claims(stream.finish(complete=False))
            raise
        finally:
            _close(pieces)
        if not answer.proposed and not answer.missing:
            raise ModelFailure(FailureKind.EMPTY, f"the model {self._model.name!r} wrote no sentence")
        yield DraftEnd(
            answered=bool(answer.proposed) and not notes and not answer.abstained,
            missing=answer.missing,
            notes=notes,
            answerer=self._model.name,
            usage=end.usage,
        )

    def _messages(self, content: str) -> list[Message]:
        return [{"role": "system", "content": self._rules}, {"role": "user", "content": content}]

    def _fitting(self, question: str, evidence: Evidence) -> Evidence:
        """Return as many of the best passages as the model's context takes, at least one."""
        if self._context_tokens is None:
            return evidence
        room = self._context_tokens - self._answer_tokens - count_tokens(self._rules) - 200
        while len(evidence.passages) > 1 and count_tokens(fence(evidence, question).text) > room:
            evidence = Evidence(passages=evidence.passages[:-1])
        return evidence


class _Reading:
    """Sorts a reply's sentences into claims and remarks about the archive, and notices loops.

    `abstained` says whether it began by saying that the articles do not say.
    """

    def __init__(self, question: str) -> None:
        self._question = question
        self._seen: dict[tuple[str, tuple[str, ...]], int] = {}
        self._characters = 0
        self.proposed = 0
        self.missing = ""
        self.abstained = False

    def claims(self, drafts: Sequence[DraftClaim], characters: int = 0) -> Iterator[DraftClaim]:
        """Yield the claims among `drafts`.

        Raises:
            _Looping: there are too many, or the same too often.
        """
        for draft in drafts:
            remark = read_remark(draft.text, self._question)
            if remark is not None:
                self.abstained = self.abstained or (remark.first and not self.proposed)
                self.missing = remark.missing if self.missing in ("", NOT_SAID) else self.missing
                if not remark.claim:
                    continue
                draft = replace(draft, text=remark.claim)  # noqa: PLW2901
            key = (draft.text.casefold(), draft.labels)
            self._seen[key] = self._seen.get(key, 0) + 1
            if self._seen[key] > _MAX_REPEATS or self.proposed >= _MAX_CLAIMS:
                raise _Looping
            if self._seen[key] == 1:
                self.proposed += 1
                yield draft
        self._characters += characters
        if self._characters > _MAX_CHARACTERS:
            raise _Looping


def _halved(evidence: Evidence) -> Evidence:
    """Return the better half of the passages; labels stay as they are."""
    kept = evidence.passages[: (len(evidence.passages) + 1) // 2]
    return Evidence(passages=kept, tokens=evidence.tokens // 2)


def _cut_note(reason: str) -> str:
    if reason == "content_filter":
        return "The content filter of the model's endpoint cut the answer short"
    return "The answer was cut at its longest length; GROUNDWIRE_ANSWER_TOKENS raises it"


def _close(pieces: Iterator[str | ReplyEnd]) -> None:
    close = getattr(pieces, "close", None)
    if close is not None:
        close()
