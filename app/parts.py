"""Several questions in one: taken apart by rule, each part understandable on its own.

"How many people died on the Halda and who lit the fire?" has two parts. The second names nothing, so what
the first is about is added to it for the search. A sentence is only cut where another question plainly
begins; a doubtful one stays whole.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.standalone import has_name, needs_context

MOST_PARTS = 4
"""More than these stay together in the last part."""

_WH = r"(?:who|whom|whose|what|when|where|which|why|how)"
_AUX = r"(?:is|are|was|were|did|does|do|has|have|had|will|would|can|could|should)"
_SUBJECT = (
    r"(?:the|a|an|any|anyone|anybody|anything|he|she|it|they|there|this|that|these|those|his|her|its|their)"
)
_ALSO = r"(?:and|or|but|as\s+well\s+as)\s+(?:also\s+|then\s+)?"
_STARTS = re.compile(
    rf"(?:\s*[,;]\s*|\s+){_ALSO}(?=(?:(?:in|on|at|to|by|for|from|with)\s+)?{_WH}\b)"
    rf"|(?:\s*[,;]\s*|\s+){_ALSO}(?={_AUX}\s+(?:{_SUBJECT}\b|(?-i:[A-Z])))"
    rf"|\s*;\s*(?={_WH}\b)"
    rf"|\s*,\s*(?={_WH}\s+(?:\w+\s+){{0,2}}?{_AUX}\b|how\s+(?:many|much|often)\b)",
    re.IGNORECASE,
)
_ASKS = re.compile(rf"^\W*(?:(?:in|on|at|to|by|for|from|with|so|and|but|then)\s+)*(?:{_WH}|{_AUX})\b", re.I)
_QUESTION_WORDS = re.compile(rf"\b(?:how\s+(?:many|much|often|long|old|far)|{_WH})\b(?:\s+else\b)?", re.I)
_BARE_HEAD = re.compile(rf"^\W*({_WH})\s*(?:,|\band\b|\bor\b)\s*({_WH})\s+({_AUX}\b.+)$", re.I | re.S)
_SENTENCES = re.compile(r"[^?？]*[?？]+[\"”’')\]]*\s*|[^?？]+$")
_OPENING = re.compile(rf"^(?:(?:{_AUX}|in|on|at|to|by|for|from|with)\s+)+", re.I)
_PHRASE = re.compile(
    r"\b(?:in|on|at|of|near|off|from|for|to|with|by|during|after|before)\s+(?:the\s+)?(?-i:[A-Z])[^,;]*$",
    re.IGNORECASE,
)
_NAME = re.compile(r"[A-Z][\w'’-]*(?:\s+[A-Z][\w'’-]*)*")
_MAX_ABOUT = 200


@dataclass(frozen=True, slots=True)
class Part:
    """One of the questions in a question.

    Args:
        asked: its words, for the reader.
        standalone: the same, understandable without the others: what is searched for and answered.
    """

    asked: str
    standalone: str


def split_question(question: str) -> tuple[Part, ...]:
    """Return the parts of `question`, in order; one, the question itself, when it is a single one."""
    pieces = [cut for sentence in _sentences(question) for cut in _cut(sentence)]
    if len(pieces) < 2:
        return (Part(question, question),)
    if len(pieces) > MOST_PARTS:
        pieces = [*pieces[: MOST_PARTS - 1], " and ".join(pieces[MOST_PARTS - 1 :])]
    asked = [_as_question(piece) for piece in pieces]
    return tuple(Part(piece, _standalone(asked, i)) for i, piece in enumerate(asked))


def _standalone(asked: Sequence[str], i: int) -> str:
    """Return the `i`-th part with what it is about, where it does not say so itself.

    A part that names nothing takes the topic of the last one before it that does, else the names of the
    next; one that points back takes the topic of the part before it.
    """
    before = next((part for part in reversed(asked[:i]) if has_name(part)), None)
    about = ""
    if not has_name(asked[i]):
        after = next((part for part in asked[i + 1 :] if has_name(part)), "")
        about = _topic(before) if before else _place(after)
    if not about and i and (needs_context(asked[i]) or len(asked[i].split()) <= 3):
        about = _topic(before or asked[i - 1])
    return f"{asked[i]} (about: {about[:_MAX_ABOUT]})" if about else asked[i]


def _sentences(question: str) -> list[str]:
    """Return the questions that stand one after another; what is no question stays with the next one."""
    found = [match[0].strip() for match in _SENTENCES.finditer(question) if match[0].strip()]
    if len(found) < 2:
        return found
    last = found[-1]
    if not last.endswith(("?", "？")) and not _ASKS.match(last):
        found = [*found[:-2], f"{found[-2]} {last}"]  # "Who lit it? I mean the fire."
    return found


def _cut(sentence: str) -> list[str]:
    """Return the questions that "and" and its like join in one sentence."""
    if head := _BARE_HEAD.match(sentence):
        return [f"{head[1]} {head[3]}", f"{head[2]} {head[3]}"]
    pieces, start = [], 0
    for begin in _STARTS.finditer(sentence):
        left, right = sentence[start : begin.start()], sentence[begin.end() :]
        if _is_whole(left) and _is_whole(right) and not _goes_on(left):
            pieces.append(left)
            start = begin.end()
    pieces.append(sentence[start:])
    return pieces


def _is_whole(piece: str) -> bool:
    """Whether a piece can be a question: it begins as one, and is more than its question word."""
    words = re.findall(r"\w+", piece)
    return bool(_ASKS.match(piece)) and (
        len(words) > 1 or (words[:1] != [] and words[0].lower() in ("why", "when", "where", "how"))
    )


def _goes_on(left: str) -> bool:
    """Whether a clause of `left` may go on: "the man who fled and who was caught", "say how it began and"."""
    return bool(re.search(rf"\b{_WH}\b", _ASKS.sub("", left), re.IGNORECASE))


def _as_question(piece: str) -> str:
    text = " ".join(piece.split()).strip(" ,;")
    text = re.sub(r"^(?:and|or|but|so|then|also)\s+", "", text, flags=re.IGNORECASE)
    return (text[:1].upper() + text[1:]).rstrip("?？ ") + "?"


def _topic(piece: str) -> str:
    """Return what a question is about: its words without those that ask."""
    plain = " ".join(_QUESTION_WORDS.sub(" ", piece.rstrip("?")).split())
    return _OPENING.sub("", plain)


def _place(piece: str) -> str:
    """Return the last phrase of a question that holds a name, such as "in the Halda fire"; else nothing."""
    phrase = _PHRASE.search(piece.rstrip("?"))
    return phrase[0] if phrase else ", ".join(_NAME.findall(" ".join(piece.split()[1:])))
