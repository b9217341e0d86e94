"""Subjects: who does a deed when no name does; "by a fishing vessel" is not "by the coastguard"."""

import re
from collections.abc import Iterator

from app.verify.acts import is_act
from app.verify.case import Case
from app.verify.finding import Finding, contradicted
from app.verify.lexicon import is_verb_of, synonyms
from app.verify.reading import Reading
from app.verify.relations import is_compounded, is_passive
from app.wordlists import word_set
from app.words import is_past_form, parts_of_speech

_SAYING = word_set("say tell add warn believe think report claim announce insist argue explain write note")
_REACH = 14
_PREPOSITION = re.compile(
    r"^(?:of|in|on|at|by|from|with|for|to|near|into|against|under|over|who|which|that)$"
)
_JOINTS = word_set("but while when that which who because as after before since until")
_BREAK = re.compile(r"[,;:\"]")


def check_subjects(case: Case) -> Iterator[Finding]:
    """Yield a finding where other nouns do a deed in the claim than in the cited text."""
    for i in range(len(case.claim.words)):
        place = case.alignment.places[i]
        if place is None or not is_act(case.claim, i) or is_verb_of(case.claim.words[i].lower, _SAYING):
            continue
        reading, j = case.cited[place.sentence], place.word
        if not is_act(reading, j) and not is_past_form(reading.words[j].lower):
            continue
        mine = _doers(case.claim, i)
        heads = [k for k in mine if (p := case.alignment.places[k]) and p.sentence == place.sentence]
        if not mine or len(heads) < len(mine):
            continue
        theirs = _doers(reading, j)
        named = any(k in case.claim.name_at for k in mine)
        spots = [p.word for k in heads if (p := case.alignment.places[k])]
        if not theirs or any(_alike(case, k, reading, t) for k in heads for t in theirs):
            continue
        if named and not all(spot > j for spot in spots):
            continue  # "Corvane's shares fell after the company cut …" may mean the name
        begin = _clause_begin(reading, j)
        if _agent_behind(reading, j) or not any(begin <= spot < j for spot in spots):
            said = " ".join(case.claim.words[k].text for k in heads)
            other = " ".join(reading.words[k].text for k in theirs)
            yield contradicted(
                "subject", f"In the cited text “{other}”, not “{said}”, goes with “{reading.words[j].text}”."
            )
            return


def _doers(reading: Reading, i: int) -> list[int]:
    """Return the head nouns of who does the deed of verb `i`; empty when it is not told there."""
    if agent := _agent_behind(reading, i):
        return agent
    if is_passive(reading, i):
        return []
    return _subject(reading, i)


def _agent_behind(reading: Reading, i: int) -> list[int]:
    """Return the nouns after "by" behind a participle."""
    words = reading.words
    if not is_past_form(words[i].lower):
        return []
    for k in range(i + 1, min(len(words), i + 4)):
        if _BREAK.search(reading.text[words[i].end : words[k].start]):
            return []
        if words[k].lower == "by":
            found = _phrase(reading, k + 1)
            return [f for f in found if _is_noun(words[f].lower) or f in reading.name_at]
    return []


def _phrase(reading: Reading, start: int) -> list[int]:
    """Return the content words from word `start` on, up to a preposition, a verb or a break."""
    found: list[int] = []
    words = reading.words
    for k in range(start, min(len(words), start + 8)):
        if k > start and _BREAK.search(reading.text[words[k - 1].end : words[k].start]):
            break
        if _PREPOSITION.match(words[k].lower) and found:
            break
        if is_compounded(reading, k) or is_compounded(reading, k - 1):
            continue  # "by the Norland-backed militia"
        if found and is_act(reading, k):
            break
        if words[k].lower in ("before", "after", "when", "while", "as", "because", "on"):
            break
        if words[k].content and not words[k].text[0].isdigit():
            found.append(k)
    return found


def _clause_begin(reading: Reading, i: int) -> int:
    """Return the word at which the clause of verb `i` begins, as far as marks and conjunctions tell."""
    words, start = reading.words, i
    for k in range(i - 1, max(-1, i - 1 - _REACH), -1):
        if (
            _BREAK.search(reading.text[words[k].end : words[k + 1].start])
            or words[k].lower in _JOINTS
            or is_verb_of(words[k].lower, _SAYING)
        ):
            break
        start = k
    return start


def _subject(reading: Reading, i: int) -> list[int]:
    """Return the content words before the first preposition of the clause in front of verb `i`; none where
    another verb stands between."""
    words, start = reading.words, _clause_begin(reading, i)
    if any(is_act(reading, k) for k in range(start, i)):
        return []
    found: list[int] = []
    for k in range(start, i):
        if _PREPOSITION.match(words[k].lower):
            if found:
                break
            return []
        if words[k].content and _is_noun(words[k].lower):
            found.append(k)
    return found


def _is_noun(lower: str) -> bool:
    speech = parts_of_speech(lower)
    return not speech or "NOUN" in speech


def _alike(case: Case, k: int, reading: Reading, t: int) -> bool:
    mine, theirs = case.claim.words[k].keys, reading.words[t].keys
    return bool(mine & theirs) or synonyms(mine, theirs)
