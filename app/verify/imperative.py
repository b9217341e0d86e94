"""Tells orders from reports by their form: an imperative begins with a verb's bare form and no subject."""

import re
from functools import lru_cache

from app.verify.verbatim import straight
from app.wordlists import word_set
from app.words import is_past_form, lemmas, parts_of_speech, words_of

_EDGE = re.compile(r"^[\W_]*|[:;]\s+[\"'(]?")
"""Where an order may begin: at the front, or behind a label."""
_AFTER_ADVERBIAL = re.compile(r"^(?:For|To|In|At|On|By|If|When|Before|After|Whenever|Unless)\b[^,]{2,60},\s")
_LEADING = word_set("please kindly now then just never always first simply so and but instead")
_OBJECTS = word_set(
    """the a an this that these those your his her its their our my it them him us me all every any no only
    what how yourself yourselves"""
)
_PARTICLES = word_set("in out up down back off on over to with for as from at away")
_NO_ORDER = word_set(
    """is are was were be been do does did have has had will would can could may might must shall should need
    dare while over still even like given about before after since until despite during out up down off no
    set born based made found seen known driven led both either neither further welcome thank"""
)
"""Words that stand at the front of reports too, as auxiliaries, prepositions or participles."""
_AFTER_SUBJECT = word_set("and or is are was were has have had will would can could may might must should")


@lru_cache(maxsize=4_096)
def is_imperative(text: str) -> bool:
    """Whether `text`, one sentence, gives an order, at its front or behind a label or an adverbial; what
    stands in quotation marks is not read."""
    bare = re.sub(r"(?:\"|'')[^\"]*?(?:\"|''|$)", '"', straight(text))
    edges = [match.end() for match in _EDGE.finditer(bare)]
    if adverbial := _AFTER_ADVERBIAL.match(bare):
        edges.append(adverbial.end())
    return any(_orders(bare[start : start + 100]) for start in edges)


def _orders(text: str) -> bool:
    words, k = words_of(text), 0
    while k < len(words) and words[k].lower in _LEADING:
        k += 1
    if len(words) < k + 3:
        return False
    verb, second, third = words[k : k + 3]
    if verb.lower == "don't" or (verb.lower, second.lower) == ("do", "not"):
        return True
    if (
        text[verb.end : verb.end + 1] == ","
        or verb.lower in _NO_ORDER
        or verb.lower not in lemmas(verb.lower).get("VERB", ())
    ):
        return False
    placed = second.lower in _PARTICLES and third.lower in _OBJECTS and not _tells(text[second.end :])
    if second.lower in _OBJECTS or placed:
        return True
    if parts_of_speech(verb.lower) != {"VERB"} or second.lower in _AFTER_SUBJECT:
        return False
    return second.text[0].islower() and (
        second.lower in _PARTICLES or "ADV" not in parts_of_speech(second.lower)
    )


def _tells(text: str) -> bool:
    """Whether a finite verb stands before the next comma or stop: "Work on the quay began" is no order."""
    words = words_of(re.split(r"[,;:.!?]", text, maxsplit=1)[0])
    return any(word.lower in _AFTER_SUBJECT or is_past_form(word.lower) for word in words)
