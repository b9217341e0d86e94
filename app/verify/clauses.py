"""Clauses: what is said of one thing in one clause is not said of another in the next.

"Shares in Lowland rose 22 percent; Tanager's fell 4 percent" does not say that Tanager's rose, though every
word stands there.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from app.names import same_name
from app.verify.acts import is_act
from app.verify.case import Case
from app.verify.finding import Finding, unsupported
from app.verify.lexicon import SPEECH_VERBS, is_verb_of, synonyms
from app.verify.reading import Reading
from app.wordlists import word_set

_JOINT = re.compile(
    r";\s(?:and\s|but\s)?|,\s(?:while|whereas|but)\s|,?\sand\s(?=the\s(?:second|third|fourth|other|others|latter|rest)\b)"
)
_ELLIPSIS = re.compile(r"the\s(?:second|third|fourth|other|others|latter|rest)\b")
_POINTING = word_set(
    "he she it they one some many most all both none this that these those there we i you his her its their"
)
_OBLIQUE = word_set("him her them us me who whom which")
_VERBS = word_set("is are was were be has have had will would can could may might must should did does do")
_SUBJECT_WORDS = 4


@dataclass(frozen=True, slots=True)
class _Clause:
    """Words `first` to `last` of a sentence, and those that say what it is about, if it says that itself."""

    first: int
    last: int
    subject: tuple[int, ...]


def check_clauses(case: Case) -> Iterator[Finding]:
    """Yield a finding where a claim of one clause takes words from a clause about something that it does not
    speak of, and its own subject stands in another."""
    if _JOINT.search(case.claim.text):
        return
    mine = _subject_of(case.claim, 0, len(case.claim.words))
    for s, reading in enumerate(case.cited):
        clauses = _clauses(reading)
        spots = [p.word for i in mine if (p := case.alignment.places[i]) and p.sentence == s]
        if len(clauses) < 2 or not spots:
            continue
        home = next(c for c in clauses if c.first <= spots[0] < c.last)
        for word in sorted(case.alignment.back(s)):
            if word in reading.name_at or is_verb_of(reading.words[word].lower, SPEECH_VERBS):
                continue  # a name may stand for a pronoun; who says what, others check
            there = next(c for c in clauses if c.first <= word < c.last)
            if there is home or not there.subject or _stands_in(reading, home, word):
                continue
            if word in there.subject:
                if _is_only_named(case, s, there) and not _points(reading, home):
                    yield unsupported(
                        "clause", f"The cited text does not say so of “{reading.words[word].text}”."
                    )
                    return
                continue
            names = [k for k in there.subject if k in reading.name_at]
            if any(_speaks_of(case, reading, k) for k in names or there.subject):
                continue
            about = " ".join(reading.words[k].text for k in there.subject)
            yield unsupported("clause", f"The cited text says “{reading.words[word].text}” of “{about}”.")
            return


def _clauses(reading: Reading) -> list[_Clause]:
    words = reading.words
    cuts = [m.end() for m in _JOINT.finditer(reading.text) if not reading.in_quote(m.start())]
    starts = [next((i for i, w in enumerate(words) if w.start >= cut), len(words)) for cut in cuts]
    bounds = [0, *starts, len(words)]
    return [_Clause(a, b, tuple(_subject_of(reading, a, b))) for a, b in pairwise(bounds) if a < b]


def _subject_of(reading: Reading, first: int, last: int) -> list[int]:
    """Return the content words that open a clause, up to its verb or a mark; none behind a pronoun."""
    found: list[int] = []
    words = reading.words
    if first == last or words[first].lower in _POINTING:
        return []
    ellipsis = _ELLIPSIS.match(reading.text, words[first].start)
    for i in range(first, last):
        if is_act(reading, i) or words[i].lower in _VERBS or len(found) == _SUBJECT_WORDS:
            break
        ended = found and (found[-1] in reading.name_at) > (i in reading.name_at)
        if ended or (found and re.search(r"[,;:]", reading.text[words[i - 1].end : words[i].start])):
            break
        if words[i].content or i in reading.name_at or (ellipsis and i == first + 1):
            found.append(i)
    return found


def _is_only_named(case: Case, s: int, clause: _Clause) -> bool:
    """Whether the claim takes from a clause just all that it is about, and a verb from elsewhere."""
    back = case.alignment.back(s)
    taken = [word for word in back if clause.first <= word < clause.last]
    acts = [word for word in back if word not in taken and is_act(case.cited[s], word)]
    return set(taken) == set(clause.subject) and bool(acts)


def _points(reading: Reading, clause: _Clause) -> bool:
    """Whether a clause has a word that may stand for what another is about."""
    return any(
        reading.words[k].lower in _POINTING or reading.words[k].lower in _OBLIQUE
        for k in range(clause.first, clause.last)
    )


def _stands_in(reading: Reading, clause: _Clause, word: int) -> bool:
    keys = reading.words[word].keys
    return any(keys & reading.words[k].keys for k in range(clause.first, clause.last))


def _speaks_of(case: Case, reading: Reading, k: int) -> bool:
    """Whether the claim has word `k` of the cited text, in a form, a synonym or the same name."""
    name, keys = reading.name_at.get(k), reading.words[k].keys
    if name is not None and any(same_name(name, other) for other in case.claim.names):
        return True
    return any(keys & word.keys or synonyms(keys, word.keys) for word in case.claim.words)
