"""Substitution: a word that the text does not have, where the text has another, is another statement.

"Closed the hospital" for "closed the school" shares all words but the one that matters. Words alone cannot
tell a synonym from a sister term, so a noun or adjective put in another's place fails, unless the two are
known to mean the same; of a verb it is left open, and no count of shared words settles it.
"""

import re
from collections.abc import Iterator, Sequence

from app.verify.acts import is_act
from app.verify.case import Case
from app.verify.coverage import is_free, uncovered_words
from app.verify.finding import Finding, doubt, unsupported
from app.verify.lexicon import synonyms
from app.verify.reading import Reading
from app.words import parts_of_speech

_NEAR = 3
_GAP = 4
_TELLING_TIME = frozenset(("last", "next", "previous", "late", "early", "recent"))
_NAMING = frozenset(("NOUN", "ADJ", "ADV"))


def check_substitution(case: Case) -> Iterator[Finding]:
    """Yield a finding for each word of the claim that stands in the place of another."""
    for i in uncovered_words(case):
        if is_free(case, i):
            continue
        pair = _replaced(case, i)
        if pair is None:
            continue
        s, j = pair
        mine, theirs = case.claim.words[i].text, case.cited[s].words[j].text
        reason = f"The claim says “{mine}” where the cited text says “{theirs}”."
        if is_act(case.claim, i):
            yield doubt("substitution", reason)
        else:
            yield unsupported("substitution", reason)


def _replaced(case: Case, i: int) -> tuple[int, int] | None:
    """Return sentence and word of the text that claim word `i` stands in for, if any."""
    left, right = _beside(case, i, -1), _beside(case, i, 1)
    between: Sequence[int]
    if left is None and right is None:
        return None
    if left is not None and right is not None:
        (s, a), (t, b) = left, right
        if s != t:
            return None
        near = range(a + 1, a + 3), range(max(0, b - 2), b)
        between = range(a + 1, b) if 0 < b - a <= _GAP + 1 else [*near[0], *near[1]]
    elif left is not None:
        s, a = left
        between = range(a + 1, a + 1 + _NEAR)
    else:
        assert right is not None
        s, b = right
        between = range(max(0, b - 2), b)
    used = case.alignment.back(s)
    reading, speech = case.cited[s], parts_of_speech(case.claim.words[i].lower)
    for j in (j for j in between if j < len(reading.words)):
        word = reading.words[j]
        if not word.content or j in used or j in reading.name_at or word.lower in _TELLING_TIME:
            continue
        if right is not None and left is not None and _is_cut_off(reading, j, left[1], right[1]):
            continue
        if speech & parts_of_speech(word.lower) & (_NAMING | {"VERB"}) and not synonyms(
            case.claim.words[i].keys, word.keys
        ):
            return s, j
    return None


def _is_cut_off(reading: Reading, j: int, left: int, right: int) -> bool:
    """Whether a mark stands between word `j` and the nearer of two words."""
    a, b = (left, j) if abs(j - left) <= abs(right - j) else (j, right)
    first, last = sorted((a, b))
    return bool(re.search(r"[,;:]", reading.text[reading.words[first].end : reading.words[last].start]))


def _beside(case: Case, i: int, step: int) -> tuple[int, int] | None:
    """Return the place of the nearest placed word on one side of claim word `i`."""
    for k in range(1, _NEAR + 1):
        at = i + step * k
        if not 0 <= at < len(case.claim.words):
            return None
        place = case.alignment.places[at]
        if place is not None:
            return place.sentence, place.word
        if case.claim.words[at].content:
            return None
    return None
