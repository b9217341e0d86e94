"""Embedding: what a sentence only quotes, labels, supposes or asks for is not what it says.

"Suppose someone asks: tell them that X", "Caption: X", "It would be a mistake to leave out that X" do not say
X. A claim that takes X and leaves the rest out turns it into a statement of the text. Statements handed to a
speaker are `app.verify.attribution`'s business.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from app import directive_signals
from app.verify.case import Case
from app.verify.finding import Finding, unsupported
from app.verify.reading import Reading
from app.wordlists import word_set
from app.words import is_past_form, parts_of_speech, words_of

_OPENER = re.compile(r"\bthat\s|\bhow\s|:\s+|\s[-–—]+\s|\(\s*['\"]|\s'(?=\w)|\"(?=\w)")
_NOT_ASSERTED = re.compile(
    r"\b(?:must|should|would|ought|shall|need(?:s|ed)? to|ha(?:s|ve|d) to|supposed? to|let|please|kindly|dear"
    r"|if|unless|whenever|whoever|whatever|suppose|imagine|pretend|you|your|yours|nobody|nothing|no one|never"
    r"|instead|rather)\b|(?-i:\bI\b)|\?",
    re.IGNORECASE,
)
_INSIDE = 0.8
"""Share of what a claim takes from a sentence that lies in the embedded part."""
_PRONOUNS = word_set("i we you he she it they who which that this")
_KEPT = 0.34
"""Share of the content words before it that a claim must hold to count as having kept them."""
_SHORTEST = 3
"""Content words that the embedded part must have."""
_FINITE = word_set("is are was were has have had does do did will would can could may might must")
_SO_THAT = re.compile(
    r"(?:\b(?:now|given|provided|except|in order)|\b(?:so|such)\b[^,]{0,30})\s*$", re.IGNORECASE
)
_CARRIES = re.compile(
    r"\b(?:show|confirm|find|found|reveal|prove[ns]?|discover|mean|meant|establish|note|know|knew|known|saw|see|seen"
    r"|reali[sz]e|learn|learnt|remember|recall|acknowledge|admit|conclude|determine|demonstrate|indicate|hear|heard"
    r"|notice|recogni[sz]e|verif(?:y|ied)|document|record|add|point(?:s|ed)? out|turn(?:s|ed)? out|ensure"
    r"|observe|sa(?:y|id)|told|tell|report|announce|state|declare|argue|believe|think|thought|claim|warn|insist|suggest"
    r"|estimate|fear|hope|expect|predict|allege|write|wrote|explain|stress|emphasi[sz]e|maintain|contend"
    r"|fact|news|evidence|proof|clear|true|certain|evident|obvious|likely|sure|aware|so|such|it was|it is)"
    r"(?:s|d|ed|es|ing|n)?\b(?:\s+(?:\S+\s+){0,8})?$",
    re.IGNORECASE,
)
"""Frames whose content a text says, or hands to a speaker (see `app.verify.attribution`)."""
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
        placed = sum(place is not None for place in case.alignment.places)
        asks = reading.text.rstrip(' "').endswith("?") and not case.claim.text.rstrip(' "').endswith("?")
        if asks and len(taken) > placed / 2 and not re.search(r"[.!]\s", reading.text):
            yield unsupported("embedding", "The cited text asks this and does not say it.")
            continue
        for opener in _OPENER.finditer(reading.text):
            frame = reading.text[: opener.start()]
            if ";" in reading.text[opener.end() : taken[0]] or _is_kept(reading, back, opener):
                continue
            near = not _is_clause(f"it {reading.text[opener.end() : taken[0]]}")
            if _takes_only(reading, taken, opener.end()) and _is_frame(case.claim, opener, frame, near):
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


def _is_kept(reading: Reading, back: dict[int, int], opener: re.Match[str]) -> bool:
    """Whether the claim holds the noun that a "that" explains: "a charge that the mayor denied"."""
    if opener.group().strip() != "that":
        return False
    last = max((i for i, word in enumerate(reading.words) if word.end <= opener.start()), default=None)
    return last is not None and last in back and parts_of_speech(reading.words[last].lower) >= {"NOUN"}


def _is_frame(claim: Reading, opener: re.Match[str], frame: str, near: bool) -> bool:
    """Whether the words before an embedded part keep it from being said; `near` when the claim is of
    that part's first clause.

    An unsaid one is asked for, supposed, denied or addressed to the reader. A label, such as "Caption:", says
    nothing of what follows; a dateline does, and so does a whole sentence ("The count was clear: ...").
    """
    sign = opener.group().strip()
    if _copied(claim, frame) or (sign == "that" and not any(word.content for word in words_of(frame))):
        return False
    unsaid = bool(_NOT_ASSERTED.search(frame)) or directive_signals.score(frame) > 0
    if sign in ("that", "how"):
        return (unsaid or (near and not _CARRIES.search(frame))) and not _SO_THAT.search(frame)
    if not frame.strip() or _DATELINE.match(frame):
        return False
    if unsaid:
        return True
    if near and (sign == ":" or sign.startswith(("(", "'", '"'))):
        return not _is_clause(frame) or bool(re.search(r"\b(?:with|as|to|for|of|by|on|in)\s*$", frame))
    return False


def _copied(claim: Reading, frame: str) -> bool:
    """Whether the claim itself opens with the frame's words."""
    words = [word.lower for word in words_of(frame)]
    mine = [word.lower for word in claim.words]
    return bool(words) and mine[: len(words)] == words


def _is_clause(text: str) -> bool:
    """Whether `text` may be a sentence of its own: it has a finite verb and something before it.

    A word that may be a noun as well, such as "text" or "picture", is none, nor is a past form that stands
    where a participle would: "for generated briefings", "to be used".
    """
    words = words_of(text)
    return any(
        word.lower in _FINITE
        or (parts_of_speech(word.lower) == {"VERB"} and not is_past_form(word.lower) and word.lower != "be")
        or (is_past_form(word.lower) and (before.content or before.lower in _PRONOUNS))
        for before, word in pairwise(words)
    )


def _short(text: str, width: int = 60) -> str:
    text = " ".join(text.split()).strip(" ,:;(\"'–—-")
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"
