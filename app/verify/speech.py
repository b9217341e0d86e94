"""Who says what in a sentence: source, cue and the span of what is said.

The patterns are the three that news style uses almost alone: "X said that …", "…, X said" (or "said X"), and
"according to X, …".
"""

import re
from dataclasses import dataclass

from app.verify.lexicon import HEDGES, REPORTING_VERBS, SPEECH_VERBS, is_verb_of
from app.words import Word, parts_of_speech, words_of

_ACCORDING = re.compile(r"\b(?:according\sto|in\sthe\s(?:words|view|opinion)\sof|in\s(?:his|her|their)\s(?:view|opinion))\b", re.I)
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
_DETERMINER_BEFORE = frozenset("the a an this that his her its their our any every of in".split())


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
            stop = _boundary(text, match.end(), ";") if pattern is not _NOUN_CUE else _boundary(text, match.end(), ",;")
            found.append(Attribution(None, match.group(), match.start(), ((begin, stop),), True))
    words = words_of(text)
    for i, word in enumerate(words):
        if word.lower in HEDGES:
            begin, stop = _clause_start(text, word.start), _boundary(text, word.end, ",;")
            found.append(Attribution(None, word.lower, word.start, ((begin, stop),), True))
        elif is_verb_of(word.lower, SPEECH_VERBS):
            attribution = _by_verb(text, words, i)
            if attribution:
                found.append(attribution)
    return sorted(found, key=lambda a: a.cue_start)


def _by_verb(text: str, words: list[Word], i: int) -> Attribution | None:
    word = words[i]
    if _inside_quote(text, word.start):
        return None
    before = words[i - 1] if i else None
    if before and before.lower in _DETERMINER_BEFORE and "NOUN" in parts_of_speech(word.lower):
        return None
    if word.lower.endswith("ing") and before and before.lower in ("of", "the"):
        return None
    reporting = is_verb_of(word.lower, REPORTING_VERBS)
    head, tail = text[: word.start], text[word.end :]
    comma = _content_comma(head)
    after = tail.lstrip()
    inverted = head.rstrip().endswith((",", '"', ',"', '?"', '!"', '."'))
    if inverted and head.strip():
        # "…," said the minister.
        stop = _boundary(text, word.end + 1, ",.;\"")
        contents = [(_sentence_start(text, word.start), word.start)]
        rest = text[stop:].find('"')
        if rest != -1:
            contents.append((stop + rest, len(text)))
        elif stop < len(text) and text[stop] == "," and not re.match(r",\s(?:who|a|an|the|of)\b", text[stop:]):
            contents.append((stop, len(text)))
        return Attribution((word.end + 1, stop), word.lower, word.start, tuple(contents), reporting)
    if comma is not None and (not after or after[0] in '.,;"' or after.startswith(("in ", "on ", "at ", "to ", "during ", "after ", "when ", "last ", "this ")) or _is_day(after)):
        # "…, the minister said."
        contents = [(_sentence_start(text, comma), comma)]
        quote = tail.find('"')
        if quote != -1:
            contents.append((word.end + quote, len(text)))
        elif after.startswith((", adding", ", and", ", but")):
            contents.append((word.end + 1, len(text)))
        return Attribution((comma + 1, word.start), word.lower, word.start, tuple(contents), reporting)
    # "The minister said (that) …"
    if not after or after[0] in ".;" or (after[0] == "," and '"' not in after[:4]):
        if after[:1] != ",":
            return None
        # a participle or aside: "The minister said, however, that …"
    begin = word.end
    that = re.match(r"(?:\s\S+){0,7}?\sthat\s", tail)
    if that:
        begin = word.end + that.end()
    elif not _opens_clause(after, word.lower):
        return None
    start = _clause_start(text, word.start)
    source = (start, word.start) if text[start : word.start].strip() else None
    return Attribution(source, word.lower, word.start, ((begin, _content_stop(text, begin)),), reporting)


def _opens_clause(after: str, verb: str) -> bool:
    """Whether what follows a speech verb can be a statement: a quotation, a clause, or "told X …"."""
    if after.startswith(('"', ': "', ', "', ':')) or '"' in after[:40]:
        return True
    words = words_of(after)[:12]
    if not words:
        return False
    if words[0].lower in ("to", "of", "for", "about", "on", "with", "by", "against", "in", "at", "from"):
        return verb in ("accused",) or (words[0].lower in ("in", "on", "at") and '"' in after)
    return any("VERB" in parts_of_speech(w.lower) or w.lower in _AUXILIARIES for w in words[1:])


_AUXILIARIES = frozenset(
    "is are was were be been has have had will would could can may might should must did do does isn't wasn't aren't".split()
)


def _is_day(after: str) -> bool:
    return bool(re.match(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|yesterday|today|later|earlier", after))


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
        if match.group() == "," and re.match(r"\s?(?:an?|the|who|whose|of|\d+)\b", between) and '"' not in earlier[-3:]:
            step = earlier.rfind(",")
            if step != -1 and len(earlier[step:].split()) <= 6 and between.rstrip().endswith(","):
                return step
        return match.end() - 1
    return None


def _content_stop(text: str, begin: int) -> int:
    """A statement runs to the sentence's end, but not past a coordinated main clause after a semicolon."""
    return _boundary(text, begin, ";")


def _boundary(text: str, start: int, marks: str) -> int:
    for at in range(min(start, len(text)), len(text)):
        if text[at] in marks and not (text[at] == "." and at + 1 < len(text) and (text[at + 1].isalnum() or text[at - 1].isupper())):
            return at
    return len(text)


def _clause_start(text: str, at: int) -> int:
    """Return where the clause that holds `at` begins: after the last comma, semicolon or coordination."""
    head = text[:at]
    marks = list(re.finditer(r"[;:]\s|\"\s|\b(?:but|while|although|whereas)\s|\.\s(?=[A-Z\"])", head))
    start = marks[-1].end() if marks else 0
    return start


def _sentence_start(text: str, at: int) -> int:
    head = text[:at]
    marks = list(re.finditer(r"[.!?]\s(?=[A-Z])", head)) if '"' not in head else []
    return marks[-1].end() if marks else 0


def _inside_quote(text: str, at: int) -> bool:
    return text.count('"', 0, at) % 2 == 1
