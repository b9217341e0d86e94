"""What a question asks for: the kind of answer, the thing it is about, and its names."""

import re
from dataclasses import dataclass
from enum import StrEnum

from app.names import Name, find_names
from app.wordlists import word_set
from app.words import Word, is_past_form, parts_of_speech, words_of


class Wanted(StrEnum):
    """The kind of words that would answer."""

    COUNT = "count"
    AMOUNT = "amount"
    PERSON = "person"
    PLACE = "place"
    TIME = "time"
    WHICH = "which"
    SAYING = "saying"
    REASON = "reason"
    YES_NO = "yes or no"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question, read.

    Args:
        text: as asked.
        wanted: the kind of answer.
        words: all its words, in order.
        content: the words that an answering text should be about; question words and the like left out.
        focus: the words that say what the answer is one of, or what is counted: "ship" in "Which ship …",
            "attacks" in "How many attacks on …", "mayor" in "Who is the mayor of …"; empty when it has none.
        names: names that it mentions. A question in lower case has none.
        events: whether it counts how often something happened ("how many times", "how often").
        role: whether it asks who holds a role ("Who is the mayor of …", "What is the name of the captain of
            …"); the focus names the role.
    """

    text: str
    wanted: Wanted
    words: tuple[Word, ...]
    content: tuple[Word, ...]
    focus: tuple[Word, ...]
    names: tuple[Name, ...]
    events: bool = False
    role: bool = False


_ASKING = word_set(
    """what which who whom whose when where why how many much often long old far tall kind type sort name
    list describe explain tell say said called call happen happened mean means"""
)
_PLACES = word_set(
    """place country city town village state province region county district continent location area capital
    island street building nation neighbourhood neighborhood"""
)
_TIMES = word_set("year date day month time century decade season week weekday hour era")
_AMOUNTS = word_set(
    """percentage percent proportion share amount price cost population age height length distance size
    weight speed temperature rate salary budget value sum total depth width"""
)
_PERSONS = word_set(
    """person man woman president minister king queen leader author actor actress singer player scientist
    politician general director writer artist senator governor"""
)
_SAYING = re.compile(
    r"\b(?:what|how)\s(?:did|does|do|has|have|had|was|is|were)\b.*\b(?:call|called|say|said|saying|describe|described|"
    r"warn|warned|tell|told|accuse|accused|claim|claimed|announce|announced|argue|argued|think|condemn|react|"
    r"respond|comment|state|stated|promise|promised|urge|urged|label|dub|mention|add)\b",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\bwho(?:['’]s|\s(?:is|was|are|were))\s(?:the\s)?(?:[\w-]+\s){1,4}?of\b"
    r"|\bwhat(?:['’]s|\s(?:is|was|are|were))\sthe\snames?\sof\s(?:the\s)?(?:[\w-]+\s){1,4}?of\b",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    r"\bhow\s(?:much|old|long|tall|high|far|large|big|deep|fast|wide|heavy|hot|cold|expensive|strong|thick|late|early)\b",
    re.IGNORECASE,
)
_YES_NO = re.compile(
    r"^\W*(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might|must|isn't|aren't|"
    r"wasn't|weren't|don't|doesn't|didn't|hasn't|haven't|hadn't|can't|won't)\b",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\bwhy\b|\bhow\scome\b|\bwhat\s(?:caused|led\sto)\b|\b(?:reasons?|causes?)\b", re.IGNORECASE
)
_BE = word_set("is are was were 's be been")
_BEFORE_NOUN = word_set("the a an this that these those first last new current former of other")


def read_question(text: str) -> Question:
    """Read a question. Any text is one: what has no question word asks for text about the same things."""
    words = tuple(words_of(text))
    lowers = [w.lower for w in words]
    wanted, focus, events = _wanted(text, words, lowers)
    asking = {i for i, low in enumerate(lowers) if low in _ASKING and not _is_topic(lowers, i)}
    content = tuple(w for i, w in enumerate(words) if _carries(w) and i not in asking)
    if events:
        content = tuple(w for w in content if w.lower != "times")
    names = tuple(n for n in find_names(text) if n.text.lower() not in _ASKING)
    return Question(
        text=text,
        wanted=wanted,
        words=words,
        content=content or tuple(w for w in words if w.content) or words,
        focus=focus,
        names=names,
        events=events,
        role=bool(focus) and _ROLE.search(text) is not None,
    )


def _carries(word: Word) -> bool:
    """Whether a word has content; "US" has, though "us" has none."""
    return word.content or (word.text.isupper() and len(word.text) > 1)


def _is_topic(lowers: list[str], i: int) -> bool:
    """Whether an asking word such as "call" or "name" is what the question is about, not how it asks."""
    return i > 2 and lowers[i] in ("call", "called", "name", "said", "say", "mean", "means", "old", "long")


def _wanted(text: str, words: tuple[Word, ...], lowers: list[str]) -> tuple[Wanted, tuple[Word, ...], bool]:
    """Return the kind of answer, the focus, and whether events are counted."""
    counting = _counting(words, lowers)
    if counting is not None:
        return Wanted.COUNT, *counting
    for kind, pattern in ((Wanted.AMOUNT, _MEASURE), (Wanted.SAYING, _SAYING), (Wanted.REASON, _REASON)):
        if pattern.search(text):
            much = _find(lowers, ("how", "much"))
            return kind, _noun_phrase(words, much + 2) if much is not None else (), False
    for i, low in enumerate(lowers):
        if low in ("what", "which"):
            return *_which(text, words, lowers, i), False
        if low in ("who", "whom", "whose"):
            return Wanted.PERSON, _role(text, words, lowers, i), False
        if low in ("when", "where"):
            return Wanted.TIME if low == "when" else Wanted.PLACE, (), False
    kind = Wanted.YES_NO if _YES_NO.search(text) else Wanted.OTHER
    return kind, (), False


def _counting(words: tuple[Word, ...], lowers: list[str]) -> tuple[tuple[Word, ...], bool] | None:
    """What is counted, and whether it is events; None when the question does not count."""
    many, often = _find(lowers, ("how", "many")), _find(lowers, ("how", "often"))
    if many is not None and lowers[many + 2 : many + 3] != ["times"]:
        return _noun_phrase(words, many + 2), False
    if many is not None or often is not None:
        return _verbs(words[(many or often or 0) + 2 :]), True
    number = _find(lowers, ("number", "of"))
    if number is not None and {"what", "which"} & set(lowers[:number]):
        return _noun_phrase(words, number + 2), False
    return None


def _which(text: str, words: tuple[Word, ...], lowers: list[str], i: int) -> tuple[Wanted, tuple[Word, ...]]:
    start = i + 1
    if (
        lowers[start : start + 1] and lowers[start] in _BE
    ):  # what is the capital of …, what was the name of the …
        focus = _role(text, words, lowers, i)
    else:
        focus = _noun_phrase(words, start)
    if not focus:
        return Wanted.OTHER, ()
    head = focus[-1].lower
    for kind, heads in (
        (Wanted.PLACE, _PLACES),
        (Wanted.TIME, _TIMES),
        (Wanted.AMOUNT, _AMOUNTS),
        (Wanted.PERSON, _PERSONS),
    ):
        if head in heads or head.removesuffix("s") in heads or head.removesuffix("ies") + "y" in heads:
            return kind, focus
    return Wanted.WHICH, focus


def _role(text: str, words: tuple[Word, ...], lowers: list[str], i: int) -> tuple[Word, ...]:
    """The noun after "who is", "what was the": the role that the answer has."""
    start = i + 1
    shortened = words[i].end < len(text) and text[words[i].end] in "'’"  # who's
    if not shortened:
        if start >= len(lowers) or lowers[start] not in _BE:
            return ()
        start += 1
    skipped = start
    while skipped < len(lowers) and lowers[skipped] in _BEFORE_NOUN:
        skipped += 1
    if (
        skipped < len(lowers)
        and lowers[skipped] in ("name", "names", "title")
        and lowers[skipped + 1 : skipped + 2] == ["of"]
    ):
        skipped += 2
    return _noun_phrase(words, skipped)


def _noun_phrase(words: tuple[Word, ...], start: int) -> tuple[Word, ...]:
    """The content words from `start` up to a function word or a verb that can be no noun."""
    phrase: list[Word] = []
    for word in words[start:]:
        if word.lower in _BEFORE_NOUN and not phrase:
            continue
        if not _carries(word) or (phrase and is_past_form(word.lower)):
            break
        kinds = parts_of_speech(word.lower)
        if phrase and "VERB" in kinds and ("NOUN" not in kinds or word.lower.endswith("ing")):
            break
        phrase.append(word)
        if len(phrase) == 4:
            break
    return tuple(phrase)


def _verbs(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The last content verb: what happened as often as the answer says."""
    verbs = [w for w in words if w.content and "VERB" in parts_of_speech(w.lower)]
    return tuple(verb for verb in verbs[-1:] if verb.lower != "times")


def _find(lowers: list[str], run: tuple[str, str]) -> int | None:
    return next((i for i in range(len(lowers) - 1) if (lowers[i], lowers[i + 1]) == run), None)
