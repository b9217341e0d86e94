"""Where statements and their speakers begin and end in a sentence; quotation marks must be plain."""

import re

from app.verify.lexicon import SPEECH_VERBS, is_verb_of
from app.words import is_past_form, lemmas, parts_of_speech, words_of

_OTHER_VOICE = re.compile(
    r",\s(?:(?:which|whom)\s(?=(\S+)\s(\S+))"
    r"|(?:but|though|although|while|whereas)\s(?!that\b|he\b|she\b|it\b|they\b|we\b|not\b|only\b)"
    r"|and\s(?=(?P<deed>\w+ed)\b))"
)
"""What comes from someone else again: "…, which the navy denied", "…, but its loss widened"."""


def content_comma(head: str) -> int | None:
    """Return the offset of the comma (or closing mark) that ends the content before a short source."""
    for match in reversed(list(re.finditer(r',"|[?!.]"|,|"', head))):
        between = head[match.end() :]
        count = len(between.split())
        if count == 0 or count > 14:
            continue
        if len(head[: match.start()].split()) < 3:
            return None
        # an apposition: "…, Jane Doe, the mayor, said" keeps looking for an earlier comma
        earlier = head[: match.start()].rstrip()
        if (
            match.group() == ","
            and re.match(r"\s?(?:an?|the|who|whose|of|\d+)\b", between)
            and '"' not in earlier[-3:]
        ):
            step = earlier.rfind(",")
            if step != -1 and len(earlier[step:].split()) <= 6 and between.rstrip().endswith(","):
                return step + (head[step + 1 : step + 2] == '"')
        return match.end() - 1
    return None


def boundary(text: str, start: int, marks: str) -> int:
    """Return the offset of the first of `marks` from `start` on, points inside numbers and initials aside."""
    for at in range(min(start, len(text)), len(text)):
        if text[at] in marks and not (
            text[at] == "." and at + 1 < len(text) and (text[at + 1].isalnum() or text[at - 1].isupper())
        ):
            return at
    return len(text)


def clause_start(text: str, at: int) -> int:
    """Return where the clause that holds `at` begins: after the last comma, semicolon or coordination."""
    head = text[:at]
    marks = list(
        re.finditer(
            r"[;:]\s|\"\s|\b(?:but|while|although|whereas)\s|,\s(?:and|or|so)\s|\.\s(?=[A-Z\"])", head
        )
    )
    return marks[-1].end() if marks else 0


def statement_start(text: str, at: int) -> int:
    """Return where the sentence begins that ends in a quotation, or in a comma, at `at`; the stops inside
    that quotation end nothing."""
    head = text[:at].rstrip()
    if head.endswith('"'):
        head = head[: max(0, head.rfind('"', 0, len(head) - 1))]
    elif '"' in head:
        return 0
    marks = list(re.finditer(r"[.!?]\"?\s+(?=[A-Z\"]|$)", head))
    return marks[-1].end() if marks else 0


def goes_on(text: str, quote: int) -> list[tuple[int, int]]:
    """Return the span of a second quotation behind "said X", none where another speaker follows it."""
    end = text.find('"', quote + 1)
    after = words_of(text[end + 1 : end + 60])[:8] if end != -1 else []
    other = any(is_verb_of(word.lower, SPEECH_VERBS) for word in after)
    return [] if other else [(quote, len(text))]


def other_voice(text: str, begin: int, stop: int) -> int:
    """Return where, between `begin` and `stop`, someone else tells on: `stop` where nobody does."""
    return next((m.start() for m in _OTHER_VOICE.finditer(text, begin, stop) if _is_own(m)), stop)


def _is_own(found: re.Match[str]) -> bool:
    """Whether what begins here has a subject of its own: "which the navy …", "which prosecutors put …"."""
    first, second = found[1], found[2]
    if found["deed"]:
        return is_past_form(found["deed"].lower())
    if first is None or first.lower() in ("the", "a", "an") or first[0].isupper():
        return True
    lower = first.lower()
    plural = lower not in lemmas(lower).get("NOUN", (lower,))
    return plural and lower.endswith("s") and "VERB" in parts_of_speech(second.lower())
