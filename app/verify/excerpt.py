"""Excerpts: a claim that lifts words out of the middle of a sentence must lift a clause that stands there.

"The contest goes to whoever writes the bridge is closed" holds the words "the bridge is closed" and does not
say it. A clause of a sentence begins at a joint: at the front, after a whole clause, after an adverbial, in
an apposition. Words that hang on a verb, a label or a sign before them say only what that says of them.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from app.numerals import NUMERAL
from app.verify.case import Case
from app.verify.finding import Finding, unsupported
from app.verify.reading import Reading
from app.wordlists import word_set
from app.words import is_past_form, parts_of_speech, words_of

_SAME = 0.9
"""Share of a claim's content words that must stand in the sentence, in order, for it to be an excerpt."""
_GAP = 2
"""Most content words of the sentence that an excerpt may leave out in one place."""
_SHORTEST = 3
"""Content words of an excerpt."""
_AUXILIARIES = word_set("is are was were be been being has have had do does did")
_CONJUNCTIONS = word_set(
    """and but or yet so nor while as because after before when where since although though until till once
    whereas who which whose whom then that how what why if unless whether than"""
)
_OPENERS = word_set(
    """in on at by from to into with for of against between under over near through during before after since
    until about as among toward towards across outside inside around along within beyond without despite
    following amid because when while where although though once per via like unlike given due thanks
    however meanwhile moreover instead also still then now today yesterday tomorrow tonight later earlier
    last next this that these those each every both here there but and so yet nor not once again"""
)
"""Words that open an adverbial or a clause."""
_SIGNS = re.compile(r"[<>{}\[\]=|#_→]|\*\*|//")
"""Signs of markup and code: no sentence goes on behind them."""
_CONDITION = re.compile(
    r"^\W*(?:if|unless|suppose|imagine|should|were|had|whenever|whatever|whoever|provided)\b", re.IGNORECASE
)
_ONLY_THERE = re.compile(
    r"^\W*(?:in|on|as|for|by|under|from|inside|within)\b.*\b(?:film|movie|novel|tale|song|poem|play|story|fable"
    r"|dream|game|exercise|scenario|hypothesis|theory|joke|satire|fiction|example|version|draft|rumou?r)s?\b",
    re.IGNORECASE,
)
"""Adverbials that place what follows in something made up."""
_ARTICLE = re.compile(r"\b(?:the|an?)\s$", re.IGNORECASE)
_SPEAKER_NEXT = re.compile(r"[\",]\s(?:said|added|wrote|noted|explained|warned|insisted|recalled)\s$")
"""“…,” said: the speaker's name begins what is told of them."""
_DATELINE = re.compile(r"^[\W_]*[A-Z][\w.'-]*(?:[\s,/]+(?:[A-Z][\w.'-]*|\(\w+\)|\d+))*[\W_]*(?:-|:)\s*$")


def check_excerpt(case: Case) -> Iterator[Finding]:
    """Yield a finding where the claim is cut out of a cited sentence at no joint, or out of a question."""
    for s, reading in enumerate(case.cited):
        first = _excerpt_at(case, s)
        if first is None:
            continue
        if first in reading.name_at:
            first = next(
                i for i, word in enumerate(reading.words) if word.start >= reading.name_at[first].start
            )
        frame = reading.text[: reading.words[first].start]
        if _keeps(case.claim, frame):
            continue
        frame = re.sub(
            r"\b(?:the|an?|this|that|these|those|its|his|her|their|our)\s+$", "", frame, flags=re.I
        )
        if reading.text.rstrip().endswith("?") and not case.claim.text.rstrip().endswith("?"):
            yield unsupported("excerpt", "The cited text asks this and does not say it.")
        elif not _is_joint(reading, first, frame):
            words = " ".join(frame.split()[-6:])
            yield unsupported(
                "excerpt", f"The cited text does not itself say this: it hangs on “{words.strip(' ,:')}”."
            )


def _excerpt_at(case: Case, s: int) -> int | None:
    """Return the word of sentence `s` at which the claim begins when it is an excerpt from it, else None."""
    claim, reading = case.claim, case.cited[s]
    content = [i for i, word in enumerate(claim.words) if word.content]
    placed = [(i, place.word) for i in content if (place := case.alignment.places[i]) and place.sentence == s]
    if len(placed) < max(_SHORTEST, _SAME * len(content)) or placed[0][0] != content[0]:
        return None
    where = [word for _, word in placed]
    if any(b <= a for a, b in pairwise(where)):
        return None
    between = (reading.words[a + 1 : b] for a, b in pairwise(where))
    if any(sum(word.content for word in gap) > _GAP for gap in between):
        return None
    slice_words = {word.lower for word in reading.words[where[0] : where[-1] + 1]}
    added = [w.lower for w in claim.words if w.lower in _AUXILIARIES and w.lower not in slice_words]
    return None if added else where[0]


def _keeps(claim: Reading, frame: str) -> bool:
    """Whether the claim begins with the frame's words, numbers aside: "The 2 had" for "The two had"."""
    first = next((word.start for word in claim.words if word.content), 0)
    mine = {word.lower for word in claim.words if word.start <= first}
    words = (word.lower for word in words_of(NUMERAL.sub(" ", frame)))
    return all(lower in mine for lower in words) and not _SIGNS.search(frame)


def _is_joint(reading: Reading, first: int, frame: str) -> bool:
    """Whether a clause may begin at word `first`, behind `frame`."""
    if not any(word.content for word in words_of(frame)) and not _SIGNS.search(frame):
        return True
    if _DATELINE.match(frame) and frame.upper() == frame:
        return True
    if _SIGNS.search(frame):
        return False
    if first in reading.name_at and _SPEAKER_NEXT.search(frame):
        return True
    tail = _tail(frame)
    head = frame[: len(frame) - len(tail)].rstrip()
    if _hangs(tail):
        return _is_relative(reading, first)
    return not head or _closes(head, reading, first)


def _tail(frame: str) -> str:
    """Return what stands since the last comma, stop or conjunction: what the excerpt's first word is tied
    to."""
    start = 0
    for match in re.finditer(r"[,;:.!?\"()]\s|\s[-–—]+\s|--", frame):
        start = match.end()
    for word in words_of(frame):
        if word.lower in _CONJUNCTIONS and word.start >= start:
            start = word.end
    return frame[start:]


def _hangs(tail: str) -> bool:
    """Whether a verb, or a word that no dictionary knows, stands between the last joint and the excerpt."""
    words = [word for word in words_of(tail) if word.content or word.lower in _AUXILIARIES]
    if words_of(tail)[:1] and words_of(tail)[0].lower in _OPENERS and not _has_verb(tail):
        return False
    return any(_may_be_verb(word.text) for word in words if not _ARTICLE.search(tail[: word.start]))


def _may_be_verb(text: str) -> bool:
    speech = parts_of_speech(text.lower())
    return (not speech and text.islower()) or "VERB" in speech or "AUX" in speech


def _has_verb(text: str) -> bool:
    """Whether a text has a word that is a verb and nothing else, or a past form."""
    found = (word.lower for word in words_of(text))
    return any(
        lower in _AUXILIARIES or parts_of_speech(lower) == {"VERB"} or is_past_form(lower) for lower in found
    )


def _is_relative(reading: Reading, first: int) -> bool:
    """Whether the excerpt begins with a name or noun that a relative clause or an apposition explains."""
    rest = reading.text[reading.words[first].start :]
    return bool(
        re.match(r"[^,;:]{1,60}(?:,\s(?:who|which|whose|where|a|an|the)\b|\s(?:who|which|that)\s)", rest)
    )


def _closes(head: str, reading: Reading, first: int) -> bool:
    """Whether what stands before a joint is a clause, an adverbial or an apposition."""
    if _CONDITION.match(head):
        return False
    if head.endswith((".", "!", "?", ";")) and _is_clause(head):
        return True
    last = re.split(r"[,;:]\s|\s[-–—]+\s|--", head.rstrip(" ,;:-–—"))[-1]
    words = words_of(last)
    if _ONLY_THERE.search(last):
        return False
    if not words:
        return True
    opener = words[0].lower
    adverbial = opener in _OPENERS or opener.endswith(("ing", "ed", "ly")) or opener[:1].isdigit()
    return (
        adverbial
        or opener in ("a", "an")
        or _is_clause(head)
        or _is_relative(reading, first)
        or _apposed(reading, first)
    )


def _apposed(reading: Reading, first: int) -> bool:
    """Whether the excerpt begins with a name set between commas, as in "the mayor, Ida Venn, opened"."""
    rest = reading.text[reading.words[first].start :]
    return bool(re.match(r"(?:[A-Z][\w.'-]*\s?){1,4},\s", rest))


def _is_clause(text: str) -> bool:
    """Whether a text has a word that may be a verb and something before it."""
    return any(
        parts_of_speech(word.lower) & {"VERB", "AUX"} or word.lower in _AUXILIARIES
        for word in words_of(text)[1:]
        if not word.text.isupper()
    )
