"""A model for the page's tests: it quotes what it is told to, and can then be made to wait."""

import re
from collections.abc import Sequence
from typing import Any

from tests.support.model_server import Responder, Stream


def quoting(*sentences: str, then: Sequence[str] = (), hang: bool = False) -> Responder:
    """Return a responder that writes each sentence with the label of the evidence that holds it.

    Args:
        sentences: as they stand in the articles.
        then: lines after them, written as they are; `{}` in one stands for the label of the first sentence.
        hang: whether it says nothing more until the server stops.
    """

    def reply(request: dict[str, Any]) -> Stream:
        prompt = str(request["messages"][-1]["content"])
        found = [_label(prompt, sentence) for sentence in sentences]
        lines = [f"{sentence} [{label}]\n" for sentence, label in zip(sentences, found, strict=True)]
        lines += [line.replace("{}", found[0]) + "\n" for line in then]
        return Stream(pieces=lines, hang=hang)

    return reply


def _label(prompt: str, sentence: str) -> str:
    line = re.search(r"^\[(\d+\.\d+)\] " + re.escape(sentence), prompt, re.MULTILINE)
    return line[1] if line else "99.9"
