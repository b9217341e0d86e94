"""Names, roles, quotations and attributions made wrong."""

import itertools
import re
from random import Random

from app.evidence import EvidenceSentence
from eval.liar.claims import Source
from eval.liar.english import (
    QUOTED,
    capital,
    inflected,
    lemma,
    names_in,
    other_name,
    part_of_speech,
    same_person,
)

_SAID = (
    "said|says|told|argued|argues|claimed|claims|believes|insisted|warned|suggested|added|stated|explained|"
    "wrote|thinks|alleged"
)
_MUTUAL = re.compile(
    r"\b(?:met|meet|meeting|met with|with|married|and|or|versus|between|talks|against|from|to|in|of|"
    r"at|near)\b"
)


def name_swapped(rng: Random, sentence: EvidenceSentence, source: Source) -> str | None:
    """A name made another of the article that the sentence does not have."""
    text = sentence.text
    spans = names_in(text)
    if not spans:
        return None
    start, end = rng.choice(spans)
    around = [text[a:b] for a, b in spans]
    other = other_name(rng, source.text, around)
    if other is None or other.lower() in text.lower():
        return None
    return text[:start] + other + text[end:]


def roles_swapped(rng: Random, sentence: EvidenceSentence, _source: Source) -> str | None:
    """Two names on either side of a verb exchanged."""
    text = sentence.text
    spans = names_in(text)
    options = []
    for (a, b), (c, d) in itertools.pairwise(spans):
        between = text[b:c]
        words = re.findall(r"[a-z]+", between)
        verbs = [w for w in words if _finite_past(w)]
        plain = not re.search(r"[,;:()\"“”]", between) and 1 <= len(words) <= 4
        if plain and verbs and not _MUTUAL.search(between) and not same_person(text[a:b], text[c:d]):
            options.append((a, b, c, d))
    if not options:
        return None
    a, b, c, d = rng.choice(options)
    return text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]


def _finite_past(word: str) -> bool:
    base = lemma(word, "VERB")
    return (
        base is not None
        and word in (inflected(base, "VBD"), inflected(base, "VBZ"))
        and base not in ("be", "have", "do")
    )


def quotation_altered(rng: Random, sentence: EvidenceSentence, source: Source) -> str | None:
    """One word inside quotation marks made another of the article, or left out."""
    text = sentence.text
    spots = [
        (q.start(1) + w.start(), q.start(1) + w.end())
        for q in QUOTED.finditer(text)
        for w in re.finditer(r"\b[a-z]{4,}\b", q.group(1))
    ]
    if not spots:
        return None
    start, end = rng.choice(spots)
    found: list[str] = re.findall(r"\b[a-z]{5,}\b", source.text)
    others = sorted({w for w in found if w not in text.lower()})
    inside = any(q.start(1) < start - 1 and end + 1 < q.end(1) for q in QUOTED.finditer(text))
    if inside and (rng.random() < 0.3 or not others):
        return text[:start].rstrip() + text[end:]
    if not others:
        return None
    return text[:start] + rng.choice(others) + text[end:]


def quotation_to_another(rng: Random, sentence: EvidenceSentence, source: Source) -> str | None:
    """A quotation given to another person of the article."""
    text = sentence.text
    if not QUOTED.search(text):
        return None
    quotes = [q.span(1) for q in QUOTED.finditer(text)]
    for a, b in names_in(text):
        if any(x <= a < y for x, y in quotes):
            continue
        speaks = re.match(rf"(?: (?:{_SAID})\b)", text[b:]) or re.search(rf"\b(?:{_SAID}) $", text[:a])
        if not speaks:
            continue
        other = other_name(rng, source.text, [text[x:y] for x, y in names_in(text)])
        if other:
            return text[:a] + other + text[b:]
    return None


def attribution_dropped(_rng: Random, sentence: EvidenceSentence, _source: Source) -> str | None:
    """What someone said made plain fact."""
    first = re.search(r"[\"“]", sentence.text)
    if first and re.search(r"\b(?:I|we|We|I'm|my|our)\b", sentence.text):
        return None  # without its marks it would be no claim at all
    text = re.sub(r'[“”"]', "", sentence.text)
    end = re.match(rf"^(.{{25,}}?),? (?:[A-Z][\w.-]+ ){{1,3}}(?:{_SAID})(?: [A-Z]\w+)?\.$", text)
    end = end or re.match(rf"^(.{{25,}}?), (?:{_SAID}) (?:the |an? )?(?:[\w.-]+ ){{0,4}}[\w.-]+\.$", text)
    end = end or re.match(
        rf"^(.{{25,}}?), (?:the |an? |one |some |two )?(?:[a-z-]+ ){{1,3}}(?:{_SAID})\.$", text
    )
    end = end or re.match(r"^(.{25,}?),? according to [^,]{3,60}\.$", text)
    if end:
        return end.group(1).rstrip(",") + "."
    start = re.match(rf"^(?:[^,]{{3,50}}) (?:{_SAID})(?: \w+)? that (.{{25,}})$", text)
    start = start or re.match(r"^According to [^,]{3,60}, (.{25,})$", text)
    if start and not re.match(r"(?:he|she|they|it|his|her|their)\b", start.group(1)):
        return capital(start.group(1))
    return None


def has_verb(text: str) -> bool:
    """Whether a text has a word that can be a finite verb."""
    return any("VERB" in part_of_speech(w) or "AUX" in part_of_speech(w) for w in re.findall(r"[a-z]+", text))
