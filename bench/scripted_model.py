"""A language model that is a script: it reads whatever prompt it is given, and makes mistakes on purpose.

It finds the numbered evidence and the question in the prompts of Groundwire and of LlamaIndex's
CitationQueryEngine, copies the sentences that share the rarest words with the question, and cites them as
the prompt asks. Of every ten questions about two get a mistake, the same one from both prompts: a changed
figure, a source that does not exist, a sentence that no source holds, or the words of another source. So two
pipelines can be compared on what they do with the same model; it says nothing about real models.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import Any

from index.sentences import split_sentences
from tests.support.model_server import Reply, Status, Stream

FLAWS = ("figure", "invented source", "unsourced sentence", "another source")
UNSOURCED = "Officials said that more details would follow next week"
_OURS = re.compile(r"^\[(\d+\.\d+)\] (.+)$", re.MULTILINE)
_THEIRS = re.compile(r"^Source (\d+):\n(.*?)(?=^Source \d+:\n|^------)", re.MULTILINE | re.DOTALL)
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"(?<![\w.,])\d{1,6}(?![\w]|[.,]\d)")
_COMMON = frozenset(
    re.findall(
        r"\w+",
        "a an and are as at be been by but did do does for from had has have he her his how in is it its "
        "many much of on or said say says she that the their there they this to was were what when where "
        "which who whom why will with would not no after before about into than then",
    )
)


@dataclass(frozen=True)
class Line:
    """A sentence of the evidence under the label that the prompt gave it."""

    label: str
    text: str


def reply(request: dict[str, Any], flaws_in: int = 5) -> Reply:
    """Answer a chat request, streamed or not; one question in `flaws_in` gets a mistake (0: none)."""
    written = write(str(request["messages"][-1]["content"]), flaws_in)
    if request.get("stream"):
        return Stream(pieces=[written[i : i + 40] for i in range(0, len(written), 40)])
    message = {"role": "assistant", "content": written}
    return Status(
        200,
        {
            "id": "x",
            "object": "chat.completion",
            "created": 0,
            "model": str(request.get("model", "scripted")),
            "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
            "usage": {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0},
        },
    )


def write(prompt: str, flaws_in: int) -> str:
    """Return what the script writes for a prompt of either kind."""
    ours = "----- evidence" in prompt
    question = _question(prompt, ours)
    lines = _lines(prompt, ours)
    best = _best(question, lines)
    if not best:
        return "The articles do not say." if ours else "The sources do not say."
    if "failed its check" in prompt:  # asked to write a sentence again: now without a mistake
        return f"{_bare(best[0].text)} [{best[0].label}]."
    flaw = _flaw(question, flaws_in)
    return ("\n" if ours else " ").join(_written(best, lines, flaw, ours))


def _written(best: Sequence[Line], lines: Sequence[Line], flaw: str, ours: bool) -> list[str]:
    rows = [(_bare(line.text), line.label) for line in best]
    text, label = rows[0]
    if flaw == "figure":
        text = _NUMBER.sub(lambda found: str(int(found[0]) * 2 + 1), text, count=1)
    elif flaw == "invented source":
        label = "99.1" if ours else "99"
    elif flaw == "another source":
        label = next((x.label for x in lines if x.label.split(".")[0] != label.split(".")[0]), label)
    rows[0] = (text, label)
    told = [f"{text} [{label}]." for text, label in rows]
    return [*told, f"{UNSOURCED}."] if flaw == "unsourced sentence" else told


def _bare(sentence: str) -> str:
    return " ".join(sentence.split()).rstrip(".")


def _question(prompt: str, ours: bool) -> str:
    found = re.findall(r"^Question: (.+)$" if ours else r"^Query: (.+)$", prompt, re.MULTILINE)
    return found[-1] if found else ""


def _lines(prompt: str, ours: bool) -> list[Line]:
    if ours:
        return [Line(label, text) for label, text in _OURS.findall(prompt)]
    shown = prompt.rsplit("numbered sources of information", 1)[-1]
    return [
        Line(label, span.of(text)) for label, text in _THEIRS.findall(shown) for span in split_sentences(text)
    ]


def _best(question: str, lines: Sequence[Line]) -> list[Line]:
    """Return the sentence with most of the question's weight, and a second one that has nearly as much."""
    held = [_words(line.text) for line in lines]
    known = Counter(word for words in held for word in words)
    weight = {w: log(1 + len(lines) / (1 + known[w])) for w in _words(question)}
    total = sum(weight.values())
    rated = sorted(
        ((sum(weight[w] for w in weight if w in words), -at) for at, words in enumerate(held)), reverse=True
    )
    chosen = [(rate, lines[-at]) for rate, at in rated if total and rate >= 0.4 * total]
    found: list[Line] = []
    for rate, line in chosen:
        if rate >= 0.8 * chosen[0][0] and line.text not in {x.text for x in found}:
            found.append(line)
    return found[:2]


def _words(text: str) -> set[str]:
    return {w[:6] for w in map(str.casefold, _WORD.findall(text)) if w not in _COMMON}


def _flaw(question: str, flaws_in: int) -> str:
    drawn = int(hashlib.sha256(json.dumps(question).encode()).hexdigest(), 16)
    if not flaws_in or drawn % flaws_in:
        return ""
    return FLAWS[drawn // flaws_in % len(FLAWS)]
