"""Taking page furniture out of an article: what the page says about itself, not about the world.

A line goes when its shape, words and place together say so; a line that reads as a sentence of the
article stays. The rules know the words in which pages talk (English so far), no site and no fixed phrase:

- addresses: a line of nothing but URLs, image names or signs;
- prompts: an order to the reader about a part of the page ("Leave a reply"), or a notice all in page words;
- share bars: a line of nothing but platforms and labels;
- pointers to other articles: a cue, then a headline; within a paragraph only in brackets of their own;
- teasers: headlines of other articles, one under another or beside other furniture;
- consent and disclaimers: a page or author speaking of itself near the end.
"""

import re
from collections.abc import Sequence

from index.cleaning_vocabulary import (
    ACTIONS,
    ADDRESS,
    CLOSED_POINTER,
    LABELS,
    OPEN_POINTER,
    OWN_THINGS,
    PAGE_WORDS,
    PLATFORMS,
    THINGS,
    WORD,
)

_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|\S+\.(?:jpe?g|png|gif|webp|svg|avif|mp4)(?:\?\S*)?|pic\.twitter\.com/\S+", re.I
)
_BRACKETS = re.compile(r"\s?(?:\(([^()\n]{3,300})\)|\[([^\[\]\n]{3,300})\])")
_CAPITAL_LABEL = re.compile(r"[A-Z][A-Z’' -]{2,30}:\s")
_ENTRY = re.compile(r"[-–—*•·(\[|#]|\d|[^|]*(?: -- | @ |\|)")
_QUOTED = re.compile(r"[\"“„«‘'「『]")
_END = re.compile(r"[.!?…。！？؟।][\"'”’»)\]]*$")
_CONSENT = re.compile(
    r"^(?:we|this (?:web)?site|our (?:web)?site|by|you|to provide)\b.*"
    r"(?:\bcookies?\b|\bprivacy policy\b|\bterms of (?:use|service)\b)|"
    r"^by (?:clicking|signing|subscribing|continuing|entering|using|submitting)\b.*"
    r"\byou (?:agree|accept|consent|confirm)",
    re.IGNORECASE,
)
_RIGHTS = re.compile(r"^(?:©|\(c\)|copyright\b)|\ball rights reserved\b", re.IGNORECASE)
_VIEWS = re.compile(
    r"\b(?:views?|opinions?|content)\b.*\b(?:reflect|represent|those of|belong to|necessarily)\b",
    re.IGNORECASE,
)
_OWN_PIECE = re.compile(
    r"\b(?:this|the) (?:article|column|commentary|post|piece|op-ed|essay|blog|website|site|"
    r"authors?|writers?|contributors?)\b",
    re.IGNORECASE,
)
TAIL = 8  # lines from the end, where an article's disclaimers stand
MAX_PROMPT = 25  # words
MAX_TEASERS = 4  # headlines one under another; a longer run is a list of the article itself
MAX_HEADLINE = 250  # characters
MAX_LINE = 1000  # characters; longer lines are text


def without_furniture(lines: Sequence[str]) -> list[str]:
    """Return the lines of an article that are not page furniture; blank lines stay blank."""
    lines = [_without_pointers_in_brackets(line) for line in lines]
    told = [number for number, line in enumerate(lines) if line]
    tail = set(told[-TAIL:])
    gone = {number for number in told if _is_furniture(lines[number], in_tail=number in tail)}
    gone |= _teasers(lines, told, gone)
    gone |= _form_labels(lines, told, gone)
    return ["" if number in gone else line for number, line in enumerate(lines)]


def _is_furniture(line: str, *, in_tail: bool) -> bool:
    if len(line) > MAX_LINE:
        return False
    return _is_address(line) or _is_prompt(line) or _is_pointer(line) or (in_tail and _is_notice(line))


def _is_address(line: str) -> bool:
    return not any(character.isalnum() for character in _ADDRESS.sub("", line))


def _is_prompt(line: str) -> bool:
    """Tell an order or notice of the page by how far it is made of the page's own words."""
    words = [word.lower() for word in WORD.findall(line)]
    if not words or len(words) > MAX_PROMPT or _QUOTED.match(line):
        return False
    found = set(words)
    strange = sum(word not in PAGE_WORDS and not word.isdigit() for word in words)
    if (
        not strange
        and found <= LABELS | PLATFORMS | {"on", "this", "and", "via"}
        and found & LABELS | (found & PLATFORMS)
    ):
        return len(found & (LABELS | PLATFORMS)) > 1 or bool(found & LABELS)
    orders = next((word for word in words if word != "please"), "") in ACTIONS
    things = found & (THINGS | PLATFORMS) - {words[0]}
    if not _END.search(line):
        own = found & OWN_THINGS or (found & ADDRESS and found & THINGS)
        return (not strange and bool(own or (orders and things))) or (
            orders and bool(things and found & ADDRESS) and strange <= 0.35 * len(words)
        )
    if not strange:
        return bool(found & OWN_THINGS) or bool(found & ADDRESS and found & THINGS)
    return orders and bool(things) and bool(found & (ADDRESS - {"this"})) and strange <= 0.25 * len(words)


def _is_pointer(line: str) -> bool:
    if len(line.split()) > MAX_PROMPT or _QUOTED.match(line):
        return False
    if cue := CLOSED_POINTER.match(line):
        return _is_label_or_headline(line[cue.end() :])
    return bool(OPEN_POINTER.match(line)) and not _END.search(line)


def _is_label_or_headline(rest: str) -> bool:
    """Tell what follows a cue: nothing, or a headline. A sentence of its own stays in the article."""
    return not _END.search(rest) or is_title_case(rest) or rest.endswith("?")


def _without_pointers_in_brackets(line: str) -> str:
    def replace(match: re.Match[str]) -> str:
        inner = match[1] or match[2]
        pointer = CLOSED_POINTER.match(inner)
        cue = pointer or _CAPITAL_LABEL.match(inner)
        if not cue or ":" not in cue[0]:
            return match[0]
        rest = inner[cue.end() :]
        loud = pointer is not None and cue[0].isupper() and not _END.search(rest)
        return "" if loud or is_title_case(rest) else match[0]

    return _BRACKETS.sub(replace, line).strip() if "(" in line or "[" in line else line


def is_title_case(text: str) -> bool:
    """Tell whether a text is written as a headline: at least three long words, nearly all with a capital."""
    words = [word for word in WORD.findall(text) if len(word) > 3 and word[0].isalpha()]
    return len(words) >= 3 and sum(word[0].isupper() for word in words) >= 0.9 * len(words)


def _is_teaser(line: str) -> bool:
    """Tell whether a line may be another article's headline, not an entry of a list or a loud heading."""
    if len(line) > MAX_HEADLINE:
        return False
    words = line.split()
    figures = sum(any(c.isdigit() for c in word) for word in words)
    ended = _END.search(line) and not line.endswith("?")
    entry = _ENTRY.match(line) or line.count(",") > 1 or line.isupper()
    return (
        6 <= len(words) <= MAX_PROMPT
        and not ended
        and not entry
        and figures <= 0.25 * len(words)
        and is_title_case(line)
    )


def _teasers(lines: Sequence[str], told: Sequence[int], gone: set[int]) -> set[int]:
    """Return headlines in a short run, or beside a pointer or prompt, after the article has begun."""
    begun = next((place for place, number in enumerate(told) if _END.search(lines[number])), len(told))
    likely = {place for place in range(begun, len(told)) if _is_teaser(lines[told[place]])}
    beside = {p for p in range(begun, len(told)) if told[p] in gone and not _is_address(lines[told[p]])}
    found: set[int] = set()
    for place in likely:
        if place - 1 in likely:
            continue
        end = next(p for p in range(place, len(told) + 1) if p not in likely)
        pointed = place - 1 in beside or end in beside
        if pointed or 1 < end - place <= MAX_TEASERS:
            found.update(told[place:end])
    return found


def _form_labels(lines: Sequence[str], told: Sequence[int], gone: set[int]) -> set[int]:
    """Return the short labels of a form ("Name *", "Website") between or after furniture at the very end."""
    found: set[int] = set()
    for number in reversed(told):
        words = [word.lower() for word in WORD.findall(lines[number][:MAX_HEADLINE])]
        if number in gone:
            continue
        if (
            len(words) > 3
            or _END.search(lines[number])
            or not set(words) <= PAGE_WORDS | {"name", "required"}
        ):
            break
        found.add(number)
    return found


def _is_notice(line: str) -> bool:
    if _QUOTED.match(line):
        return False
    views = _VIEWS.search(line) and _OWN_PIECE.search(line) and not re.search(r"\b(?:said|says|told)\b", line)
    rights = _RIGHTS.search(line) and len(line.split()) <= 20
    return bool(views or rights or _CONSENT.search(line))
