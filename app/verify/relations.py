"""Who does what to whom: a name's ties to the words beside it, as agent, patient or after a preposition.

Voice is taken out: "X struck Y" and "Y was struck by X" tie both names alike.
"""

import re
from collections.abc import Mapping

from app.verify.lexicon import SPEECH_VERBS, is_verb_of
from app.verify.reading import Reading
from app.wordlists import word_set
from app.words import is_participle, is_past_form, parts_of_speech

_REACH = 6
_BE = word_set("is are was were be been being get got gets s")
_PREPOSITIONS = word_set(
    """in on at by from to into with for of against between under over near through during before after since
    until about as among toward towards across outside inside around along within beyond"""
)

_ASIDE = re.compile(r",\s(?:who|which|whose|a|an|the|now|then|head|\d+)\b[^,;\"]{0,120},")

Tie = tuple[str, int]
"""A relation ("agent", "patient", "speaker", or a preposition) and the index of the word it ties to."""


def ties_of(reading: Reading, first: int, last: int) -> set[Tie]:
    """Return the ties of the name that covers words `first` to `last` (inclusive) of a sentence."""
    return (set() if _modifies(reading, last) else left_ties(reading, first)) | _right(reading, last)


def _modifies(reading: Reading, last: int) -> bool:
    """Whether a name stands before a noun that it describes: "the Veldanian ambassador"."""
    words = reading.words
    if is_compounded(reading, last):
        return True
    if last + 1 >= len(words) or reading.text[words[last].end : words[last + 1].start] != " ":
        return False
    after = words[last + 1].lower
    return words[last + 1].text.islower() and parts_of_speech(after) == {"NOUN"}


def is_compounded(reading: Reading, i: int) -> bool:
    """Whether a hyphen ties word `i` to the next one."""
    words = reading.words
    return 0 <= i < len(words) - 1 and reading.text[words[i].end : words[i + 1].start] == "-"


def _right(reading: Reading, last: int) -> set[Tie]:
    words = reading.words
    end = words[last].end
    begin = _after_aside(reading, end)
    if begin is None:
        return set()
    start = next((j for j in range(last + 1, len(words)) if words[j].start >= begin), len(words))
    for j in range(start, min(len(words), start + _REACH)):
        word = words[j]
        if re.search(r"[,.;:\"()]", reading.text[begin : word.start]):
            break
        if not word.content and word.lower not in SPEECH_VERBS:
            if word.lower in _PREPOSITIONS or word.lower in ("and", "or"):
                break
            continue
        if j in reading.name_at:
            break
        if is_verb_of(word.lower, SPEECH_VERBS) and not is_passive(reading, j):
            return {("speaker", j)}
        if _verbal(word.lower):
            suffers = is_passive(reading, j) or _is_done_by(reading, j)
            return {("patient" if suffers else "agent", j)}
        if j == last + 1:
            return {("beside", j)}
        break
    return set()


def _after_aside(reading: Reading, end: int) -> int | None:
    """Return where the sentence goes on after a name: behind ", who …," or ", the mayor,"; None at other
    commas."""
    rest = reading.text[end:]
    if not rest.startswith(","):
        return end
    if re.search(r",\s$", reading.text[:end][: _start_of(reading, end)]) and re.match(r",\s[a-z]", rest):
        return end + 1  # "the mayor, Ida Venn, opened"
    aside = _ASIDE.match(rest)
    return end + aside.end() if aside else None


def _start_of(reading: Reading, end: int) -> int:
    """Return where the name begins that ends at `end`."""
    return next((name.start for name in reading.names if name.end >= end > name.start), end)


def left_ties(reading: Reading, first: int) -> set[Tie]:
    """Return the ties to what stands before word `first`, which opens a name or its description."""
    words = reading.words
    relation = ""
    for j in range(first - 1, max(-1, first - 1 - _REACH), -1):
        word = words[j]
        between = reading.text[word.end : words[j + 1].start]
        if re.search(r"[.;:\"()]", between):
            break
        if is_compounded(reading, j) or is_compounded(reading, j - 1):
            continue  # "by the Norland-backed " militia
        if word.lower in _PREPOSITIONS and not relation:
            relation = word.lower
            continue
        if not word.content:
            if word.lower in ("and", "or", "that", "which", "who"):
                break
            continue
        if j in reading.name_at:
            break
        if (
            is_verb_of(word.lower, SPEECH_VERBS)
            and not relation
            and reading.text[: word.start].rstrip().endswith(('"', ","))
        ):
            return {("speaker", j)}
        if relation == "by" and is_past_form(word.lower):
            return {("speaker" if is_verb_of(word.lower, SPEECH_VERBS) else "agent", j)}
        if relation:
            return {(relation, j)}
        if _verbal(word.lower):
            return {("patient", j)}
        return {("before", j)}
    return set()


def _verbal(lower: str) -> bool:
    return "VERB" in parts_of_speech(lower)


def is_passive(reading: Reading, j: int) -> bool:
    """Whether word `j` is a past participle after a form of "be"."""
    words = reading.words
    if not is_participle(words[j].lower):
        return False
    return any(
        words[k].lower in _BE and reading.same_clause(words[k].start, words[j].start)
        for k in range(max(0, j - 3), j)
        if all(not words[m].content or words[m].lower.endswith("ly") for m in range(k + 1, j))
    )


def _is_done_by(reading: Reading, j: int) -> bool:
    """Whether word `j` is a participle whose doer stands behind: "a Corvus built by Tanager"."""
    behind = reading.words[j + 1 : j + 4]
    if not is_participle(reading.words[j].lower) or not behind or behind[0].lower != "by":
        return False
    return any(k in reading.name_at for k in range(j + 2, j + 2 + len(behind[1:])))


def shared_subjects(reading: Reading, tie: Tie) -> set[Tie]:
    """Return the ties that an agent or speaker has to further verbs of its clause: "X dismissed Y and named
    Z" ties X to "named"."""
    relation, i = tie
    if relation not in ("agent", "speaker") or is_passive(reading, i):
        return set()
    found: set[Tie] = set()
    words = reading.words
    for k in range(i + 1, len(words)):
        if re.search(r"[;:\"]|\b(?:who|which|that)\b", reading.text[words[i].end : words[k].start]):
            break
        joined = words[k - 1].lower in ("and", "but", "then") and k not in reading.name_at
        if joined and is_past_form(words[k].lower) and "ADJ" not in parts_of_speech(words[k].lower):
            found.add(("speaker" if is_verb_of(words[k].lower, SPEECH_VERBS) else "agent", k))
    return found


def name_spans(reading: Reading) -> dict[int, tuple[int, int]]:
    """Return, by the offset of each name, the first and last of the words it covers."""
    spans: dict[int, tuple[int, int]] = {}
    covered: Mapping[int, object] = reading.name_at
    for i in sorted(covered):
        start = reading.name_at[i].start
        first, _ = spans.get(start, (i, i))
        spans[start] = (first, i)
    return spans
