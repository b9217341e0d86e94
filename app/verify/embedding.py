"""Embedding: what a sentence only quotes, labels, supposes or asks for is not what it says.

"Suppose someone asks: tell them that X", "Caption: X", "It would be a mistake to leave out that X" do not say
X. A claim that takes X and leaves the rest out turns it into a statement of the text. Statements handed to a
speaker are `app.verify.attribution`'s business.
"""

import re
from collections.abc import Iterator

from app import directive_signals
from app.verify.case import Case
from app.verify.finding import Finding, unsupported
from app.verify.reading import Reading
from app.words import parts_of_speech, words_of

_OPENER = re.compile(r"\bthat\s|\bhow\s|:\s+|\s[-–—]+\s|\(\s*['\"]|\s'(?=\w)|\"(?=\w)")
_NOT_ASSERTED = re.compile(
    r"\b(?:must|should|would|ought|shall|need(?:s|ed)? to|ha(?:s|ve|d) to|supposed? to|let|please|kindly|dear"
    r"|if|unless|whenever|whoever|whatever|suppose|imagine|pretend|you|your|yours|nobody|nothing|no one|never"
    r"|instead|rather)\b|(?-i:\bI\b)|\?",
    re.IGNORECASE,
)
_INSIDE = 0.8
"""Share of what a claim takes from a sentence that lies in the embedded part."""
_KEPT = 0.34
"""Share of the content words before it that a claim must hold to count as having kept them."""
_SHORTEST = 3
"""Content words that the embedded part must have."""
_SO_THAT = re.compile(
    r"(?:\b(?:now|given|provided|except|in order)|\b(?:so|such)\b[^,]{0,30})\s*$", re.IGNORECASE
)
_DATELINE = re.compile(
    r"^[\W_]*(?:(?:[A-Z][A-Z.'-]+)(?:[\s,/]+(?:[A-Z][\w.'-]*|\(\w+\)|\d+))*|breaking|update[d]?|exclusive|live)[\W_]*$"
)


def check_embedding(case: Case) -> Iterator[Finding]:
    """Yield a finding where the claim states what the cited sentence only embeds."""
    for s, reading in enumerate(case.cited):
        back = case.alignment.back(s)
        taken = sorted(reading.words[w].start for w in back)
        if not taken:
            continue
        for opener in _OPENER.finditer(reading.text):
            frame = reading.text[: opener.start()]
            if _takes_only(reading, taken, opener.end()) and _is_frame(case.claim, opener, frame):
                yield unsupported(
                    "embedding",
                    f"The cited text does not itself say this: it stands after “{_short(frame)}”.",
                )
                break


def _takes_only(reading: Reading, taken: list[int], start: int) -> bool:
    """Whether the claim takes nearly all from behind `start`, and next to nothing of what stands before."""
    inside = [at for at in taken if at >= start]
    before = [word for word in reading.words if word.content and word.start < start]
    behind = [word for word in reading.words if word.content and word.start >= start]
    if len(behind) < _SHORTEST or len(inside) < _INSIDE * len(taken):
        return False
    return len(taken) - len(inside) <= _KEPT * max(1, len(before))


def _is_frame(claim: Reading, opener: re.Match[str], frame: str) -> bool:
    """Whether the words before an embedded part keep it from being said.

    An unsaid one is asked for, supposed, denied or addressed to the reader. A label, such as "Caption:", says
    nothing of what follows; a dateline does, and so does a whole sentence ("The count was clear: ...").
    """
    sign = opener.group().strip()
    if _copied(claim, frame):
        return False
    if sign in ("that", "how"):
        unsaid = _NOT_ASSERTED.search(frame) or directive_signals.score(frame)
        return bool(unsaid) and not _SO_THAT.search(frame)
    if not frame.strip() or _DATELINE.match(frame):
        return False
    if directive_signals.score(frame) or _NOT_ASSERTED.search(frame):
        return True
    if sign == ":" or sign.startswith(("(", "'", '"')):
        return not _is_clause(frame) or bool(re.search(r"\b(?:with|as|to|for|of|by|on|in)\s*$", frame))
    return False


def _copied(claim: Reading, frame: str) -> bool:
    """Whether the claim itself opens with the frame's words."""
    words = [word.lower for word in words_of(frame)]
    mine = [word.lower for word in claim.words]
    return bool(words) and mine[: len(words)] == words


def _is_clause(text: str) -> bool:
    """Whether `text` may be a sentence of its own: it has a verb and something before it."""
    words = words_of(text)
    return any(
        "VERB" in parts_of_speech(word.lower) or "AUX" in parts_of_speech(word.lower) for word in words[1:]
    )


def _short(text: str, width: int = 60) -> str:
    text = " ".join(text.split()).strip(" ,:;(\"'–—-")
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"
