"""Lets a language model make a follow-up question whole."""

from collections.abc import Sequence

import prompts
from app.model.client import Model, ReplyEnd
from app.model.plain_text import undecorated, unlinked, visible
from app.model.reasoning import RESTART, ReasoningFilter
from app.standalone import Rewritten, Turn
from app.usage import Usage
from index.errors import ModelError, SettingsError

_TURNS = 4
_MAX_ANSWER = 400
_MAX_QUESTION = 400
_TOKENS = 120


class ModelRewriter:
    """Asks a model for the standalone question; what is not one question of sensible length is not used.

    Args:
        model: writes.

    Raises:
        SettingsError: a prompt file is missing or its variables are not the ones given.
    """

    def __init__(self, model: Model) -> None:
        self._model = model
        try:
            self._rules = prompts.load("standalone").fill()
            self._prompt = prompts.load("follow_up")
            self._prompt.fill(history="", question="")
        except prompts.PromptError as error:
            raise SettingsError(str(error), hint="Restore the prompt files of this version") from None

    def rewrite(self, question: str, history: Sequence[Turn]) -> Rewritten:
        """Return the standalone question; see `app.standalone.Rewriter`."""
        told = "\n".join(
            f"Question: {_one_line(asked)}\nAnswer: {_one_line(answer)[:_MAX_ANSWER]}"
            for asked, answer in history[-_TURNS:]
        )
        content = self._prompt.fill(history=told, question=question)
        messages = [{"role": "system", "content": self._rules}, {"role": "user", "content": content}]
        thinking, written = ReasoningFilter(), ""
        usage: Usage = {}
        try:
            for piece in self._model.reply(messages, _TOKENS):
                if isinstance(piece, ReplyEnd):
                    usage = piece.usage
                else:
                    written += thinking.feed(piece)
        except ModelError:
            return Rewritten(None, usage)
        written = (written + thinking.finish()).rpartition(RESTART)[2]
        lines = [line for line in visible(written).splitlines() if line.strip()]
        if len(lines) != 1:
            return Rewritten(None, usage)
        rewritten = undecorated(unlinked(lines[0])).strip('"“” ')
        usable = rewritten.endswith(("?", "？", "؟")) and len(rewritten) <= _MAX_QUESTION
        return Rewritten(rewritten if usable else None, usage)


def _one_line(text: str) -> str:
    return " ".join(visible(text).split())
