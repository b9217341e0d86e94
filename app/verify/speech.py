"""Who says what in a sentence: source, cue and the span of what is said.

The patterns are the three that news style uses almost alone: "X said that …", "…, X said" (or "said X"), and
"according to X, …".
"""

import re
from dataclasses import dataclass

from app.verify.lexicon import HEDGES, REPORTING_VERBS, SPEECH_VERBS, is_verb_of
from app.wordlists import word_set
from app.words import Word, parts_of_speech, words_of

_ACCORDING = re.compile(
    r"\b(?:according\sto|in\sthe\s(?:words|view|opinion)\sof|in\s(?:his|her|their)\s(?:view|opinion))\b", re.I
)
_THOUGHT = re.compile(
    r"\b(?:is|are|was|were|been|being|be)\s(?:\w+ly\s)?(?:believed|thought|said|reported|alleged|rumou?red|suspected|accused|"
    r"understood|estimated|expected|considered|claimed|deemed|feared|presumed)\b(?!\sby)",
    re.I,
)
_NOUN_CUE = re.compile(
    r"\b(?:claims?|allegations?|reports?|rumou?rs?|beliefs?|accusations?|suggestions?|speculation|assertions?|"
    r"suspicions?|fears?|concerns?|statements?|warnings?)\s(?:that|of)\b",
    re.I,
)
_ORDER = re.compile(
    r"\b(?:say|write|state|answer|reply|respond|output|print|repeat|tell\s(?:the\s)?(?:users?|readers?|them|everyone))\s"
    r"(?:only\s|back\s|exactly\s)?(?:that|with|this|the\sfollowing|:)",
    re.I,
)
_LONGEST_SOURCE = 12
_END_OF_CLAUSE = re.compile(
    r"(?:$|[.,;\"]|(?:in|on|at|during|after|when|last|this|yesterday|today|later|earlier)\s"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)"
)
_DETERMINER_BEFORE = word_set("the a an this his her its their our any every of in no some such")


@dataclass(frozen=True, slots=True)
class Attribution:
    """One statement handed to a source.

    Args:
        source: span of the source's words, None when there is none ("reportedly").
        cue: the verb or phrase that hands it over.
        cue_start: where the cue stands.
        contents: spans of what is said.
        reporting: whether the statement stands on the source's word alone.
    """

    source: tuple[int, int] | None
    cue: str
    cue_start: int
    contents: tuple[tuple[int, int], ...]
    reporting: bool

    def covers(self, offset: int) -> bool:
        """Whether an offset lies in what is said."""
        return any(a <= offset < b for a, b in self.contents)


def find_attributions(text: str) -> list[Attribution]:
    """Return the attributions of one sentence in order of their cues. Quotation marks must be plain."""
    found = []
    for match in _ACCORDING.finditer(text):
        start = match.end() + 1
        stop = _boundary(text, start, ",.;")
        if not text[: match.start()].strip(' ,"'):
            contents: tuple[tuple[int, int], ...] = ((stop, len(text)),)
        else:
            begin = max(text.rfind(";", 0, match.start()), -1) + 1
            contents = ((begin, match.start()),) + (((stop, len(text)),) if stop < len(text) - 2 else ())
        found.append(Attribution((start, stop), "according to", match.start(), contents, True))
    for pattern in (_THOUGHT, _NOUN_CUE, _ORDER):
        for match in pattern.finditer(text):
            begin = _clause_start(text, match.start()) if pattern is _THOUGHT else match.end()
            stop = (
                _boundary(text, match.end(), ";")
                if pattern is not _NOUN_CUE
                else _boundary(text, match.end(), ",;")
            )
            found.append(Attribution(None, match.group(), match.start(), ((begin, stop),), True))
    words = words_of(text)
    for i, word in enumerate(words):
        if word.lower in HEDGES:
            begin = max(_clause_start(text, word.start), text.rfind(", ", 0, word.start) + 1)
            stop = _boundary(text, word.end, ",;")
            found.append(Attribution(None, word.lower, word.start, ((begin, stop),), True))
        elif is_verb_of(word.lower, SPEECH_VERBS):
            attribution = _by_verb(text, words, i)
            if attribution:
                found.append(attribution)
    return sorted(found, key=lambda a: a.cue_start)


def _by_verb(text: str, words: list[Word], i: int) -> Attribution | None:
    word = words[i]
    before = words[i - 1].lower if i else ""
    noun = before in _DETERMINER_BEFORE or (word.text[0].isupper() and i > 0)
    if noun or _inside_quote(text, word.start) or (word.lower.endswith("ing") and before == "of"):
        return None
    return (
        _said_aside(text, word)
        or _said_after(text, word)
        or _said_at_end(text, word)
        or _said_before(text, word)
    )


def _said_aside(text: str, word: Word) -> Attribution | None:
    """Read "As the minister has said, …"."""
    opened = re.match(r"\W*As\s", text)
    if opened is None or not text[word.end :].startswith(",") or "," in text[: word.start]:
        return None
    return Attribution(
        (opened.end(), word.start), word.lower, word.start, ((word.end + 1, len(text)),), _reports(word)
    )


def _said_after(text: str, word: Word) -> Attribution | None:
    """Read "…," said the minister."""
    head = text[: word.start].rstrip()
    if not head.endswith((",", '"')) or re.match(r"\s+that\b", text[word.end :]):
        return None  # "Jane Doe, the mayor, said that …"
    stop = _boundary(text, word.end + 1, ',.;"')
    if len(text[word.end : stop].split()) > _LONGEST_SOURCE or not text[word.end : stop].strip():
        return None
    contents = [(_sentence_start(text, word.start), word.start)]
    quote = text.find('"', stop)
    if quote != -1:
        contents.append((quote, len(text)))
    elif text[stop : stop + 1] == "," and not re.match(r",\s(?:who|a|an|the|of)\b", text[stop:]):
        contents.append((stop, len(text)))
    return Attribution((word.end + 1, stop), word.lower, word.start, tuple(contents), _reports(word))


def _said_at_end(text: str, word: Word) -> Attribution | None:
    """Read "…, the minister said."""
    comma = _content_comma(text[: word.start])
    tail = text[word.end :]
    if comma is None or not (
        _END_OF_CLAUSE.match(tail.lstrip()) or text[comma] == '"' or text[comma - 1] == '"'
    ):
        return None
    if (
        re.match(r",?\s?(?:which|who|whose|where|when|as|if|that)\b", text[comma : word.start])
        and text[comma] == ","
    ):
        return None
    contents = [(_sentence_start(text, comma), comma)]
    quote = tail.find('"')
    if quote != -1:
        contents.append((word.end + quote, len(text)))
    elif tail.lstrip().startswith((", adding", ", and", ", but")):
        contents.append((word.end + 1, len(text)))
    return Attribution((comma + 1, word.start), word.lower, word.start, tuple(contents), _reports(word))


def _said_before(text: str, word: Word) -> Attribution | None:
    """Read "The minister said (that) …"."""
    tail = text[word.end :]
    after = tail.lstrip()
    if not after or after[0] in ".;" or (after[0] == "," and '"' not in after[:4]):
        return None
    that = re.match(r"((?:\s\S+){0,7}?)\sthat\s", tail)
    if that and not any(is_verb_of(w.lower, SPEECH_VERBS) for w in words_of(that.group(1))):
        begin = word.end + that.end()
    elif _opens_clause(after, word.lower):
        begin = word.end
    else:
        return None
    start = _clause_start(text, word.start)
    source = (start, word.start) if text[start : word.start].strip() else None
    aside = re.search(r",\s(?:which|who|whose|where)\b[^,]*$", text[: word.start])
    contents = ((begin, _boundary(text, begin, ",;" if aside else ";")),)
    return Attribution(source, word.lower, word.start, contents, _reports(word))


def _reports(word: Word) -> bool:
    return is_verb_of(word.lower, REPORTING_VERBS)


def _opens_clause(after: str, verb: str) -> bool:
    """Whether what follows a speech verb can be a statement: a quotation, a clause, or "told X …"."""
    if after.startswith(('"', ': "', ', "', ":")) or '"' in after[:40]:
        return True
    words = words_of(after.partition(",")[0])[:12]
    if not words or words[0].lower.endswith("day"):
        return False
    if words[0].lower in ("to", "of", "for", "about", "on", "with", "by", "against", "in", "at", "from"):
        return verb in ("accused",) or (words[0].lower in ("in", "on", "at") and '"' in after)
    return any("VERB" in parts_of_speech(w.lower) or w.lower in _AUXILIARIES for w in words[1:])


_AUXILIARIES = word_set(
    "is are was were be been has have had will would could can may might should must did do does isn't wasn't"
)


def _content_comma(head: str) -> int | None:
    """Return the offset of the comma (or closing mark) that ends the content before a short source."""
    for match in reversed(list(re.finditer(r',"|[?!.]"|,|"', head))):
        between = head[match.end() :]
        count = len(between.split())
        if count == 0 or count > 14:
            continue
        if len(head[: match.start()].split()) < 3:
            return None
        # an apposition: "…, Jane Doe, the mayor, said" keeps looking for an earlier comma
        earlier = head[: match.start()].rstrip()
        if (
            match.group() == ","
            and re.match(r"\s?(?:an?|the|who|whose|of|\d+)\b", between)
            and '"' not in earlier[-3:]
        ):
            step = earlier.rfind(",")
            if step != -1 and len(earlier[step:].split()) <= 6 and between.rstrip().endswith(","):
                return step
        return match.end() - 1
    return None


def _boundary(text: str, start: int, marks: str) -> int:
    for at in range(min(start, len(text)), len(text)):
        if text[at] in marks and not (
            text[at] == "." and at + 1 < len(text) and (text[at + 1].isalnum() or text[at - 1].isupper())
        ):
            return at
    return len(text)


def _clause_start(text: str, at: int) -> int:
    """Return where the clause that holds `at` begins: after the last comma, semicolon or coordination."""
    head = text[:at]
    marks = list(
        re.finditer(
            r"[;:]\s|\"\s|\b(?:but|while|although|whereas)\s|,\s(?:and|or|so)\s|\.\s(?=[A-Z\"])", head
        )
    )
    return marks[-1].end() if marks else 0


def _sentence_start(text: str, at: int) -> int:
    head = text[:at]
    marks = list(re.finditer(r"[.!?]\s(?=[A-Z])", head)) if '"' not in head else []
    return marks[-1].end() if marks else 0


def _inside_quote(text: str, at: int) -> bool:
    return text.count('"', 0, at) % 2 == 1
