"""A model's opinion on one claim, read from its reply.

Claim and passages are sent as JSON strings, so that neither can pass for anything else. What the model gives
as its reason is text that nobody has checked: it is for whoever evaluates, and never shown to a reader.
"""

import json
from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict, ValidationError

import prompts
from app.answer import VerdictLabel
from app.answering import Opinion
from app.evidence import EvidenceSentence
from app.model.client import Message, Model, ReplyEnd
from app.model.failures import FailureKind, ModelFailure
from app.model.reasoning import RESTART, ReasoningFilter
from app.usage import Usage, add_usage
from index.errors import SettingsError

OPINION_TOKENS = 200
_TRIES = 3  # of one opinion whose reply cannot be read
_MOST_REPEATED = 400  # characters of it that are sent back
_AGAIN = "That was no JSON object of the form asked for. Answer with the object alone."


class _Said(BaseModel):
    model_config = ConfigDict(extra="ignore")

    verdict: VerdictLabel
    reason: str = ""


class OpinionModel:
    """Asks a model whether cited sentences carry a claim; an `app.answering.Judge`.

    Args:
        model: is asked.

    Raises:
        SettingsError: a prompt file is missing or its variables are not the ones given.
    """

    def __init__(self, model: Model) -> None:
        self._model = model
        try:
            self._rules = prompts.load("judge")
            self._prompt = prompts.load("judge_claim")
            self._rules.fill()
            self._prompt.fill(claim="", passages="")
        except prompts.PromptError as error:
            raise SettingsError(str(error), hint="Restore the prompt files of this version") from None

    @property
    def name(self) -> str:
        """The model's name."""
        return self._model.name

    @property
    def prompt_hashes(self) -> str:
        """Hashes of the two prompts, for records of who judged."""
        return f"{self._rules.hash}/{self._prompt.hash}"

    def messages(self, claim: str, cited: Sequence[EvidenceSentence]) -> list[Message]:
        """Return what the model is sent."""
        passages = "\n".join(json.dumps(s.text, ensure_ascii=False) for s in cited)
        content = self._prompt.fill(claim=json.dumps(claim, ensure_ascii=False), passages=passages)
        return [{"role": "system", "content": self._rules.text}, {"role": "user", "content": content}]

    def opinion(self, claim: str, cited: Sequence[EvidenceSentence]) -> Opinion:
        """Return the model's opinion; a reply that cannot be read is asked for again, saying so.

        Raises:
            ModelFailure: there was no reply, or none that can be read.
        """
        messages = self.messages(claim, cited)
        usage: Usage = {}
        for _ in range(_TRIES):
            written, used = self._reply(messages)
            usage = add_usage(usage, used)
            said = _read(written)
            if said is not None:
                return Opinion(said.verdict, said.reason, usage)
            # Other messages than before: the reply that could not be read may lie in the cache.
            messages = [
                *messages,
                {"role": "assistant", "content": written[:_MOST_REPEATED] or "…"},
                {"role": "user", "content": _AGAIN},
            ]
        raise ModelFailure(
            FailureKind.MALFORMED,
            f"the judge {self.name!r} gave no verdict that can be read",
            hint="Try again later, or with another judge",
        )

    def close(self) -> None:
        """Close the model's connections."""
        self._model.close()

    def _reply(self, messages: Sequence[Message]) -> tuple[str, Usage]:
        thinking, written = ReasoningFilter(), ""
        usage: Usage = {}
        for piece in self._model.reply(messages, OPINION_TOKENS):
            if isinstance(piece, ReplyEnd):
                usage = piece.usage
            else:
                written += thinking.feed(piece)
        return (written + thinking.finish()).rpartition(RESTART)[2], usage


def _read(written: str) -> _Said | None:
    start, end = written.find("{"), written.rfind("}")
    try:
        return _Said.model_validate_json(written[start : end + 1])
    except ValidationError:
        return None
