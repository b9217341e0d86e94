"""Negation: a claim must deny what the text denies, and nothing else."""

from collections.abc import Iterator

from app.verify.case import Case
from app.verify.finding import Finding, contradicted
from app.verify.lexicon import NEGATIVE_VERBS, NEGATORS, antonyms, is_verb_of
from app.verify.reading import Reading

_REACH = 5
_NEAR = 3


def check_negation(case: Case) -> Iterator[Finding]:
    """Yield a finding where a word is negated on one side only, or stands for its opposite."""
    claimed = negated_words(case.claim)
    places = case.alignment.places
    free = {(s, target): negator for s, r in enumerate(case.cited) for target, negator in negated_words(r).items()}
    for target, _ in claimed.items():
        place = places[target]
        if place is None:
            continue
        match = _matching(free, place.sentence, place.word)
        if match is not None:
            del free[match]
        else:
            text = case.claim.words[target].text
            yield contradicted("negation", f"The claim negates “{text}”, the cited text does not.")
            return
    for (s, target), negator in free.items():
        back = case.alignment.back(s)
        if target not in back or negator in back:
            continue
        if any(abs(back[target] - other) <= _NEAR for other in claimed if places[other] is None):
            continue
        text = case.cited[s].words[target].text
        yield contradicted("negation", f"The cited text negates “{text}”, the claim does not.")
        return
    yield from _opposites(case)


def _matching(free: dict[tuple[int, int], int], sentence: int, word: int) -> tuple[int, int] | None:
    """Return the cited negation whose word is `word` or stands closest around it."""
    near = [
        (abs(target - word), (s, target))
        for (s, target), negator in free.items()
        if s == sentence and (abs(target - word) <= _NEAR or abs(negator - word) <= _NEAR)
    ]
    return min(near)[1] if near else None


def negated_words(reading: Reading) -> dict[int, int]:
    """Return, for each negated word of a sentence, its negator: both as word numbers."""
    found = {}
    words = reading.words
    for i, word in enumerate(words):
        if not _negates(reading, i):
            continue
        for j in range(i + 1, min(len(words), i + 1 + _REACH)):
            if not reading.same_clause(word.start, words[j].start):
                break
            if words[j].content and not words[j].lower.endswith("ly"):
                found[j] = i
                break
    return found


def _negates(reading: Reading, i: int) -> bool:
    word = reading.words[i]
    if word.lower in NEGATORS or word.lower.endswith("n't"):
        following = reading.words[i + 1].lower if i + 1 < len(reading.words) else ""
        return not (
            word.lower in ("not", "no") and following in ("only", "just", "more", "less", "fewer", "doubt")
        )
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
                if _same_company(case, i, s, j) or word.content:
                    if any(word.keys & w.keys for w in reading.words):
                        continue
                    yield contradicted(
                        "opposite", f"The claim says “{word.text}”, the cited text “{other.text}”."
                    )
                    return


def _same_company(case: Case, i: int, s: int, j: int) -> bool:
    places = case.alignment.places
    for k in range(max(0, i - 3), min(len(places), i + 4)):
        place = places[k]
        if place is not None and place.sentence == s and abs(place.word - j) <= 4:
            return True
    return False
