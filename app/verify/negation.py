"""Negation: a claim must deny what the text denies, and nothing else."""

import re
from collections.abc import Iterator

from app.verify.acts import is_act
from app.verify.case import Case
from app.verify.finding import Finding, contradicted, unsupported
from app.verify.lexicon import NEGATIVE_VERBS, NEGATORS, antonyms, is_verb_of
from app.verify.reading import Reading
from app.words import is_past_form

_REACH = 5
_NEAR = 3
_DETERMINERS = frozenset(("the", "a", "an", "its", "his", "her", "their", "this", "that", "all"))


def check_negation(case: Case) -> Iterator[Finding]:
    """Yield a finding where a word is negated on one side only, or stands for its opposite."""
    claimed = negations(case.claim)
    places = case.alignment.places
    free = [(s, target, negator) for s, r in enumerate(case.cited) for target, negator in negations(r)]
    none_given = not free
    for target, negator in claimed:
        place = places[target]
        if (denial := places[negator]) is not None and _negates(case.cited[denial.sentence], denial.word):
            free = [f for f in free if (f[0], f[2]) != (denial.sentence, denial.word)]
            continue
        text = case.claim.words[target].text
        if place is None:
            if none_given and not any(_denies(case, s) for s in range(len(case.cited))):
                yield unsupported("negation", f"The claim negates “{text}”, the cited text negates nothing.")
                return
            continue
        if not case.means(target):
            continue
        near = [
            (abs(f[1] - place.word), f)
            for f in free
            if f[0] == place.sentence
            and f[2] != place.word
            and min(abs(f[1] - place.word), abs(f[2] - place.word)) <= _NEAR
        ]
        if not near:
            yield contradicted("negation", f"The claim negates “{text}”, the cited text does not.")
            return
        free.remove(min(near)[1])
    for s, target, negator in free:
        back = case.alignment.back(s)
        if target not in back or negator in back or not case.means(back[target]):
            continue
        if any(abs(back[target] - other) <= _NEAR for other, _ in claimed if places[other] is None):
            continue
        text = case.cited[s].words[target].text
        yield contradicted("negation", f"The cited text negates “{text}”, the claim does not.")
        return
    yield from _opposites(case)
    yield from _opposite_acts(case)


def _denies(case: Case, s: int) -> bool:
    """Whether a cited sentence has any negative word at all."""
    reading = case.cited[s]
    return any(
        _negates(reading, i) or word.lower.startswith(("un", "in", "dis", "non"))
        for i, word in enumerate(reading.words)
    )


def negations(reading: Reading) -> list[tuple[int, int]]:
    """Return the negated words of a sentence with their negators: both as word numbers."""
    found = []
    words = reading.words
    for i, word in enumerate(words):
        if not _negates(reading, i):
            continue
        for j in range(i + 1, min(len(words), i + 1 + _REACH)):
            if not reading.same_clause(word.start, words[j].start):
                break
            if words[j].content and not words[j].lower.endswith("ly"):
                found.append((j, i))
                break
    return found


def _negates(reading: Reading, i: int) -> bool:
    word = reading.words[i]
    if word.lower in NEGATORS or word.lower.endswith("n't"):
        following = [w.lower for w in reading.words[i + 1 : i + 3]]
        if word.lower in ("not", "no") and following[:1] in (["only"], ["just"], ["doubt"]):
            return False
        return not (word.lower in ("not", "no") and following[1:] == ["than"])
    if word.lower in ("short", "instead", "rather"):  # "stopped short of expelling"
        return [w.lower for w in reading.words[i + 1 : i + 2]] in (["of"], ["than"])
    return is_verb_of(word.lower, NEGATIVE_VERBS)


def _opposites(case: Case) -> Iterator[Finding]:
    """An unplaced word of the claim that is the opposite of an unused word of the text, beside the same
    words."""
    for i, word in enumerate(case.claim.words):
        if case.alignment.places[i] is not None or not (
            word.content or word.lower in ("before", "after", "more", "less", "up", "down")
        ):
            continue
        for s, reading in enumerate(case.cited):
            used = case.alignment.back(s)
            for j, other in enumerate(reading.words):
                if j in used or not antonyms(word.keys, other.keys):
                    continue
                if _same_company(case, i, s, j):
                    if any(word.keys & w.keys for w in reading.words):
                        continue
                    yield contradicted(
                        "opposite", f"The claim says “{word.text}”, the cited text “{other.text}”."
                    )
                    return


def _opposite_acts(case: Case) -> Iterator[Finding]:
    """An act of the claim whose object has the opposite act before it in the text, and its own farther off:
    "won its majority" where it "lost its majority, winning 71 seats"."""
    places = case.alignment.places
    for i, word in enumerate(case.claim.words):
        place = places[i]
        if place is None or not is_act(case.claim, i):
            continue
        k = next((k for k in range(i + 1, i + 1 + _NEAR) if k < len(places) and places[k]), None)
        thing = places[k] if k is not None else None
        if k is None or thing is None or thing.sentence != place.sentence:
            continue
        reading = case.cited[place.sentence]
        if not _is_object(case.claim, i, k):
            continue
        for j in range(max(0, thing.word - _NEAR), thing.word):
            other = reading.words[j]
            nearer = thing.word - j < abs(thing.word - place.word)
            opposed = antonyms(word.keys, other.keys) and is_past_form(other.lower)
            if nearer and opposed and _is_object(reading, j, thing.word):
                yield contradicted(
                    "opposite", f"The claim says “{word.text}”, the cited text “{other.text}”."
                )
                return


def _is_object(reading: Reading, verb: int, i: int) -> bool:
    """Whether word `i` follows a verb with nothing but its own articles and adjectives between."""
    between = reading.words[verb + 1 : i]
    plain = all(word.content or word.lower in _DETERMINERS for word in between)
    return plain and not re.search(r"[,;:]", reading.text[reading.words[verb].end : reading.words[i].start])


def _same_company(case: Case, i: int, s: int, j: int) -> bool:
    """Whether two words near claim word `i` stand near word `j` of sentence `s`."""
    places = case.alignment.places
    near = 0
    for k in range(max(0, i - 4), min(len(places), i + 5)):
        place = places[k]
        near += place is not None and place.sentence == s and abs(place.word - j) <= 5
    return near >= 2
