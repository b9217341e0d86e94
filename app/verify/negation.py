"""Negation: a claim must deny what the text denies, and nothing else."""

from collections.abc import Iterator

from app.verify.case import Case
from app.verify.finding import Finding, contradicted
from app.verify.lexicon import NEGATIVE_VERBS, NEGATORS, antonyms, is_verb_of
from app.verify.reading import Reading

_REACH = 5


def check_negation(case: Case) -> Iterator[Finding]:
    """Yield a finding where a word is negated on one side only, or stands for its opposite."""
    claimed = negated_words(case.claim)
    for s, reading in enumerate(case.cited):
        given = negated_words(reading)
        back = case.alignment.back(s)
        for word, i in back.items():
            if (word in given) == (i in claimed):
                continue
            text = reading.words[word].text
            if word in given and not _negator_aligned(case, s, given[word]):
                if not _near_negation(claimed, i):
                    yield contradicted(
                        "negation",
                        f"The cited text negates “{text}”, the claim does not.",
                    )
                    return
            elif i in claimed and not _near_negation(given, word):
                cue = case.claim.words[claimed[i]]
                if case.alignment.places[claimed[i]] is None:
                    yield contradicted(
                        "negation", f"The claim negates “{text}” (“{cue.text}”), the cited text does not."
                    )
                    return
    yield from _opposites(case)


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


def _near_negation(negated: dict[int, int], word: int) -> bool:
    return any(abs(word - other) <= 2 or abs(word - negator) <= 3 for other, negator in negated.items())


def _negator_aligned(case: Case, s: int, negator: int) -> bool:
    return any(p is not None and p.sentence == s and p.word == negator for p in case.alignment.places)


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
