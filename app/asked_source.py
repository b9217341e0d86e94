"""Whom a question wants to hear: "according to the Harbour Post", "what did the ministry say", "who said".

Such a question is answered from that source's words alone. An outlet restricts the search (`app.engine`); a
speaker restricts the evidence, here: what others say is left out, also where they say it of the speaker.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from app.evidence import Evidence, EvidenceSentence
from app.names import find_names, same_name
from app.verify.lexicon import SPEECH_VERBS, is_verb_of
from app.verify.speech import find_attributions
from app.verify.verbatim import straight
from app.wordlists import word_set
from app.words import Word, words_of

_MOST_WORDS = 7
_SUBJECT_WORDS = 8
_NAMED = re.compile(
    r"\b(?:according\s+to|in\s+the\s+(?:words|view|opinion)\s+of)\s+(?P<source>[^,;:?!]+?)\s*"
    r"(?=[,;:?!]|$|\s(?:did|does|do|is|are|was|were|has|have|had|how|what|who|when|where|why|which|will|would|can)\b)",
    re.IGNORECASE,
)
_AUXILIARY = re.compile(r"\b(?:did|does|do|has|have|had)\s+(?=\w)", re.IGNORECASE)
_CLAUSE = re.compile(
    r"[,;:?!]|\b(?:that|who|which|when|where|and|or|to|in|on|at|about|by|for|with)\b", re.IGNORECASE
)
_NO_SUBJECT = re.compile(
    r"^(?:the|an?|its|his|her|their|our)$|['’]s?$|\b(?:been|be|being|not)\b"
    r"|(?<!of )(?<!for )(?<!^)\b(?:the|an?|its|his|her|their|our|this|that)\s",
    re.IGNORECASE,
)
"""What stands before a verb and is no subject of it: "Bank cut its growth | forecast", "the | report"."""
_WHO = re.compile(r"^\W*who\s+(?:\w+ly\s+)?(?:has\s+|have\s+|had\s+)?(?P<verb>[a-z]+)\b", re.IGNORECASE)
_NOBODY = re.compile(
    r"^(?:the\s+|these\s+|any\s+|all\s+)?(?:articles?|archive|reports?|sources?|evidence|news|texts?|documents?|it|they"
    r"|he|she|him|her|them|you|we|i|anyone|anybody|people|everyone|there|this|that|these|those)$",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“\"](?P<words>.+)[”\"]", re.DOTALL)
_PRONOUN = re.compile(r"^\W*(?:he|she|it|they)\b", re.IGNORECASE)
_SAID = SPEECH_VERBS - word_set("call label feel know consider expect hear read learn blame brand")
_ACTS = word_set(
    """agree disagree admit announce ask charge confirm continue repeat post reveal add propose promise pledge
    vow deny urge accuse answer recall quote cite express dismiss hail comfort hope fear doubt wonder question
    protest blame praise criticize criticise acknowledge recommend advise caution understand point assume
    forecast declare testify write tweet"""
)
"""Verbs of which others tell as of any deed: "How many jets did the airline agree to buy?"."""
_TO_DO = re.compile(r"\s+to\s+\w", re.IGNORECASE)
_WHAT = re.compile(r"^\W*what\s(?:else\s|exactly\s)?(?:did|does|do|has|have|had)\b", re.IGNORECASE)
_UTTERING = word_set(
    "say claim warn announce argue deny state predict promise accuse suggest insist allege vow declare"
)


def asked_source(question: str) -> str | None:
    """Return whom the question wants to hear, as it says it without "the"; None when nobody in particular."""
    if match := _NAMED.search(question):
        return _source(match["source"])
    for match in _AUXILIARY.finditer(question):
        clause = _CLAUSE.split(question[match.end() :], maxsplit=1)[0]
        for word in words_of(clause)[1:]:
            before = clause[: word.start].strip()
            is_deed = not _WHAT.match(question) or _TO_DO.match(question, match.end() + word.end)
            if (
                is_verb_of(word.lower, _SAID - _ACTS if is_deed else _SAID)
                and not word.text[0].isupper()
                and not _NO_SUBJECT.search(before)
            ):
                return _source(re.sub(r"\s\w+ly$", "", before))
    return None


def without_source(question: str) -> str:
    """Return `question` without "according to" and whom; for an outlet, which never says its own name."""
    match = _NAMED.search(question)
    if match is None:
        return question
    rest = f"{question[: match.start()].rstrip(' ,')} {question[match.end() :].lstrip(' ,:')}".strip()
    rest = re.sub(r"\s+([?.!])", r"\1", rest)
    return rest[:1].upper() + rest[1:] if words_of(rest) else question


def asks_who_said(question: str) -> bool:
    """Whether the question asks for the speaker of something: "Who said that …?"."""
    match = _WHO.match(question)
    return match is not None and is_verb_of(match["verb"].lower(), _UTTERING)


def words_of_source(question: str, evidence: Evidence) -> Evidence:
    """Return `evidence` with what of it may answer `question`: all, unless it wants to hear someone.

    Where a question wants to hear a source that says nothing in `evidence`, nothing may be used.
    """
    source = asked_source(question)
    if source is not None:
        strict = _labels(evidence, lambda sentence: _speaks(sentence, source))
        return replace(evidence, usable=strict or _labels(evidence, lambda s: _tells_of(s, source)))
    if asks_who_said(question):
        said = _labels(evidence, lambda s: any(a.source for a in find_attributions(straight(s.text))))
        if quoted := _QUOTED.search(question):
            return replace(evidence, usable=said & _labels(evidence, lambda s: _holds(s, quoted["words"])))
        return replace(evidence, usable=said or None)
    return evidence


def _holds(sentence: EvidenceSentence, words: str) -> bool:
    """Whether a sentence holds at least half of the content of `words`."""
    keys = frozenset(key for word in words_of(sentence.text) for key in word.keys)
    content = _content(words)
    return 2 * sum(bool(word.keys & keys) for word in content) >= len(content)


def _source(words: str) -> str | None:
    source = re.sub(r"^(?:the|an?|its|his|her|their)\s+", "", " ".join(words.split()), flags=re.IGNORECASE)
    return None if not source or _NOBODY.match(source) or len(source.split()) > _MOST_WORDS else source


def _labels(evidence: Evidence, wanted: Callable[[EvidenceSentence], bool]) -> frozenset[str]:
    return frozenset(sentence.label for sentence in evidence.sentences() if wanted(sentence))


def _speaks(sentence: EvidenceSentence, source: str) -> bool:
    """Whether the sentence hands a statement to `source`, or goes on quoting it."""
    text, before = straight(sentence.text), straight(sentence.before)
    handed = {a.cue_start: text[a.source[0] : a.source[1]] for a in find_attributions(text) if a.source}
    if any(_is(said, source) for said in handed.values()):
        return True
    if any(_PRONOUN.match(said) for said in handed.values()):
        return _mentions(before, source)
    if any(_is(said, source) for said in _subjects(text, handed)):
        return True
    goes_on = text.startswith('"') and not handed
    return goes_on and any(
        _is(before[a.source[0] : a.source[1]], source) for a in find_attributions(before) if a.source
    )


def _subjects(text: str, handed: Mapping[int, str]) -> Iterator[str]:
    """Yield who stands before each verb of saying that no one else is known to say.

    A comma before the verb closes an apposition, "Rand, a pilot, called"; without one the nearest name says.
    """
    words = words_of(text)
    for i, word in enumerate(words):
        if not is_verb_of(word.lower, SPEECH_VERBS) or find_names(handed.get(word.start, "")):
            continue
        start = words[max(0, i - _SUBJECT_WORDS)].start
        before = text[max(start, text.rfind('"', 0, word.start) + 1) : word.start].rstrip()
        yield before if before.endswith(",") else before.rpartition(",")[2]


def _tells_of(sentence: EvidenceSentence, source: str) -> bool:
    """Whether the sentence speaks of `source` and nobody in it says anything."""
    text = straight(sentence.text)
    said = any(a.source for a in find_attributions(text)) or any(_subjects(text, {}))
    return _mentions(text, source) and not said


def _mentions(text: str, source: str) -> bool:
    names = find_names(source)
    if names:
        found = find_names(text, names)
        return any(same_name(name, other) for name in names for other in found)
    keys = frozenset(key for word in words_of(text) for key in word.keys)
    return all(word.keys & keys for word in _content(source))


def _is(said: str, source: str) -> bool:
    """Whether the words for a speaker mean `source`: its name, or its noun with nothing that differs."""
    names, others = find_names(source), find_names(said)
    if names and others:
        return any(same_name(name, other) for name in names for other in others)
    wanted, given = _content(source), _content(said)
    if not wanted or not given:
        return False
    head = wanted[-1].keys
    if not any(head & word.keys for word in given):
        return False
    theirs = frozenset(key for word in given for key in word.keys)
    left = [word for word in wanted[:-1] if not word.keys & theirs]
    mine = frozenset(key for word in wanted for key in word.keys)
    named = [w for w in given if any(name.start <= w.start < name.end for name in others)]
    more = [word for word in given if not word.keys & mine and word not in named]
    return not left or not more


def _content(text: str) -> list[Word]:
    return [word for word in words_of(text) if word.content]
