"""Who says what in a sentence: source, cue and the span of what is said.

The patterns are the three that news style uses almost alone: "X said that …", "…, X said" (or "said X"), and
"according to X, …".
"""

import re
from dataclasses import dataclass

from app.verify.lexicon import HEDGES, REPORTING_VERBS, SPEECH_VERBS, is_verb_of
from app.verify.speech_spans import (
    boundary,
    clause_start,
    content_comma,
    goes_on,
    other_voice,
    statement_start,
)
from app.wordlists import word_set
from app.words import Word, is_past_form, lemmas, parts_of_speech, words_of

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
_PUT_AT = re.compile(
    r"((?:[Tt]he\s)?[^\W\d]+(?:\s[A-Z]\w+)?)\s(put)\s(?:[^,;.]{0,60}\s)?at(?=\s(?:\w+\s){0,3}[$€£\d])"
)
_ORDER = re.compile(
    r"\b(?:say|write|state|answer|reply|respond|output|print|repeat|tell\s(?:the\s)?(?:users?|readers?|them|everyone))\s"
    r"(?:only\s|back\s|exactly\s)?(?:that|with|this|the\sfollowing|:)",
    re.I,
)
_LONGEST_SOURCE = 12
_INVERTED = word_set(
    """say add write note explain warn insist argue ask recall reply respond declare state quip joke conclude
    observe remark comment predict lament complain announce continue exclaim admit concede claim stress tweet
    report estimate believe think"""
)
"""Verbs that may stand before their speaker: "…," said the minister."""
_ASIDE = re.compile(r",\s(?:which|who|whose|where|when|an?|the|its|his|her|their|now|then|\d+)\b[^,\"]*,\s*$")
_APPOSED_NAME = re.compile(r",\s[A-Z][\w.'-]*(?:\s[A-Z][\w'-]*){0,3}(?=[,.;]|$)")
_THINK = word_set("believe think suspect fear hope expect estimate reckon")
_THOUGH = re.compile(r",\s(?:but|though|although|while|whereas)\s")
_RELATIVE = re.compile(
    r",\s(?:which|who)\s[^;\"]{3,120}?,\s(?=(?:is|are|was|were|had|has|have|will|would|could|may|might)\b)"
)
_APPOSED = re.compile(r",\s[^,;\"]{2,60},(?=\s)")
_SUBORDINATE = re.compile(
    r"\W*(?:although|though|while|when|after|before|as|because|if|since)\s", re.IGNORECASE
)
_CLAIMS_TO = word_set("claim allege profess")
_BE = word_set("is are was were be been being")
_PREPOSITIONS = word_set("of in on at by from with for into against after before over under since without")
_SUBJECTS = word_set("i we you they who that and or but also not never to did do does")
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
        stop = boundary(text, start, ",.;")
        if not text[: match.start()].strip(' ,"'):
            contents: tuple[tuple[int, int], ...] = ((stop, len(text)),)
        else:
            begin = max(text.rfind(";", 0, match.start()), -1) + 1
            contents = ((begin, match.start()),) + (((stop, len(text)),) if stop < len(text) - 2 else ())
        found.append(Attribution((start, stop), "according to", match.start(), contents, True))
    for pattern in (_THOUGHT, _NOUN_CUE, _ORDER):
        for match in pattern.finditer(text):
            begin = clause_start(text, match.start()) if pattern is _THOUGHT else match.end()
            stop = (
                boundary(text, match.end(), ";")
                if pattern is not _NOUN_CUE
                else boundary(text, match.end(), ",;")
            )
            found.append(Attribution(None, match.group(), match.start(), ((begin, stop),), True))
    for match in _PUT_AT.finditer(text):
        stop = boundary(text, match.end(), ",;")
        found.append(Attribution(match.span(1), "put at", match.start(2), ((match.end(), stop),), True))
    words = words_of(text)
    for i, word in enumerate(words):
        if word.lower in HEDGES:
            begin = max(clause_start(text, word.start), text.rfind(", ", 0, word.start) + 1)
            stop = boundary(text, word.end, ",;")
            found.append(Attribution(None, word.lower, word.start, ((begin, stop),), True))
        elif is_verb_of(word.lower, SPEECH_VERBS):
            attribution = _by_verb(text, words, i)
            if attribution:
                found.append(attribution)
    return sorted(found, key=lambda a: a.cue_start)


def _by_verb(text: str, words: list[Word], i: int) -> Attribution | None:
    word = words[i]
    before = words[i - 1].lower if i else ""
    noun = before in _DETERMINER_BEFORE or (word.text[0].isupper() and i > 0) or _is_noun(words, i)
    if noun or _inside_quote(text, word.start) or (word.lower.endswith("ing") and before == "of"):
        return None
    if word.lower.endswith("ing") and text[: word.start].rstrip().endswith((",", '"')):
        stop = boundary(text, word.end, ";")  # "…, saying that …": the speaker is the sentence's subject
        return Attribution(None, word.lower, word.start, ((word.end, stop),), _reports(word))
    if before in _BE and is_past_form(word.lower):
        return _passive(text, word)
    return (
        _said_aside(text, word)
        or _said_after(text, word)
        or _said_at_end(text, word)
        or _said_before(text, word)
    )


def _is_noun(words: list[Word], i: int) -> bool:
    """Whether a form that is a noun as well stands where a noun does: "the largest protest", "in protest"."""
    lower = words[i].lower
    if not i or not {"NOUN", "VERB"} <= parts_of_speech(lower) or is_past_form(lower):
        return False
    before = words[i - 1].lower
    speech = parts_of_speech(before)
    if before in _SUBJECTS or before in _AUXILIARIES:
        return False
    if before in _PREPOSITIONS or (("ADJ" in speech or before.endswith("est")) and "NOUN" not in speech):
        return True
    plural = before.endswith("s") and "NOUN" in speech and before not in lemmas(before)["NOUN"]
    return not lower.endswith("s") and not plural and speech == {"NOUN"}


def _passive(text: str, word: Word) -> Attribution | None:
    """Read "X was accused by Y of …" and "it was announced by Y that …"."""
    said = re.match(
        r"\s(?:\w+ly\s)?by\s(?P<who>[^,;]{2,60}?)(?:\s(?:of|that|as|for)\s|[,;.]|$)", text[word.end :]
    )
    if said is None or text[word.end + said.start("who")].isdigit():
        return None
    source = (word.end + said.start("who"), word.end + said.end("who"))
    begin = word.end + said.end()
    contents = ((begin, boundary(text, begin, ";")),)
    return Attribution(source, word.lower, word.start, contents, _reports(word))


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
    if not is_verb_of(word.lower, _INVERTED) or _ASIDE.search(head):
        return None
    stop = boundary(text, word.end + 1, ',.;"')
    if apposed := _APPOSED_NAME.match(text, stop):
        stop = apposed.end()
    if len(text[word.end : stop].split()) > _LONGEST_SOURCE or not text[word.end : stop].strip():
        return None
    if any(w.lower in _AUXILIARIES for w in words_of(text[word.end : stop])):
        return None  # "Venn, the mayor, said it would close"
    contents = [(statement_start(text, word.start), word.start)]
    quote = text.find('"', stop)
    if quote != -1:
        contents += goes_on(text, quote)
    elif text[stop : stop + 1] == "," and not re.match(r",\s(?:who|a|an|the|of)\b", text[stop:]):
        contents.append((stop, len(text)))
    return Attribution((word.end + 1, stop), word.lower, word.start, tuple(contents), _reports(word))


def _said_at_end(text: str, word: Word) -> Attribution | None:
    """Read "…, the minister said."""
    if re.search(r"\s(?:to|not|n't|never)\s$", text[: word.start]):
        return None  # "failed to agree", "did not say when"
    comma = content_comma(text[: word.start])
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
    contents = [(statement_start(text, comma + (text[comma] == '"')), comma)]
    quote = tail.find('"')
    if quote != -1:
        contents += goes_on(text, word.end + quote)
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
    elif not word.lower.startswith("consider") and _opens_clause(after, word.lower):
        begin = word.end
    else:
        return None
    start = clause_start(text, word.start)
    source = (start, word.start) if text[start : word.start].strip() else None
    aside = _SUBORDINATE.match(text, start) or re.search(
        r",\s(?:which|who|whose|where)\b[^,]*$", text[: word.start]
    )
    stop = boundary(text, begin, ",;" if aside else ";")
    stop = other_voice(text, begin, stop)
    contents: tuple[tuple[int, int], ...] = ((begin, stop),)
    if is_verb_of(
        word.lower, _THINK
    ):  # a relative clause tells what is known: "the fire, which killed two, …"
        stop = next((m.start() for m in _THOUGH.finditer(text, begin, stop)), stop)
        known = _RELATIVE.search(text, begin, stop)
        contents = ((begin, known.start()), (known.end(), stop)) if known else ((begin, stop),)
    return Attribution(source, word.lower, word.start, contents, _reports(word))


def _reports(word: Word) -> bool:
    return is_verb_of(word.lower, REPORTING_VERBS)


def _opens_clause(after: str, verb: str) -> bool:
    """Whether what follows a speech verb can be a statement: a quotation, a clause, or "told X …"."""
    if verb.startswith("protest") and after.startswith("against "):
        return False
    if is_verb_of(verb, _CLAIMS_TO) and re.match(r"to\s(?:have|be)\b", after):
        return True
    if after.startswith(('"', ': "', ', "', ":")) or '"' in after[:40]:
        return True
    words = words_of(_APPOSED.sub(" ", after).partition(",")[0])[:12]
    if not words or words[0].lower.endswith("day"):
        return False
    if words[0].lower in ("to", "of", "for", "about", "on", "with", "by", "against", "in", "at", "from"):
        return verb in ("accused",) or (words[0].lower in ("in", "on", "at") and '"' in after)
    return any("VERB" in parts_of_speech(w.lower) or w.lower in _AUXILIARIES for w in words[1:])


_AUXILIARIES = word_set(
    "is are was were be been has have had will would could can may might should must did do does isn't wasn't"
)


def _inside_quote(text: str, at: int) -> bool:
    return text.count('"', 0, at) % 2 == 1
