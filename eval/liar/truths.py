"""Faithful claims: the sentence itself, or said otherwise by rules that keep its sense."""

import re
from dataclasses import replace
from functools import lru_cache
from importlib import resources
from random import Random

from app.evidence import EvidenceSentence
from eval.liar.claims import LiarClaim, Source
from eval.liar.english import NUMBER_WORDS, capital, inflected, lemma, names_in, small

_ADVERBIAL = re.compile(r"^(?:On|In|At|After|Before|During|Since|Last|Earlier|Over) [^,]{3,50}, ")
_TRAILING = re.compile(
    r"^(.{20,}) ((?:on|since|until) (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|last (?:week|month|"
    r"year)|in (?:19|20)\d\d)\.$"
)


@lru_cache(maxsize=1)
def _synonyms() -> dict[str, str]:
    lines = resources.files("eval.liar").joinpath("synonyms.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines if line and not line.startswith("#"))


def verbatim(_rng: Random, sentence: EvidenceSentence, _source: Source) -> str:
    """The sentence as it stands."""
    return sentence.text


def synonyms(rng: Random, sentence: EvidenceSentence, _source: Source) -> str | None:
    """One or two words made others of the same sense, outside quotation marks."""
    text = sentence.text
    if re.search(r"[\"“]", text):
        return None
    spots = []
    others = _synonyms()
    for match in re.finditer(r"\b[a-z]{3,}\b", text):
        word = match.group()
        new = others.get(word)
        base = lemma(word, "VERB")
        if new is None and base in others and base != word and " " not in others[base]:
            tag = "VBD" if word == inflected(base, "VBD") else "VBZ" if word == inflected(base, "VBZ") else ""
            new = inflected(others[base], tag) if tag else None
        if new and not new.endswith("-") and new != "too":
            spots.append((*match.span(), new))
    if not spots:
        return None
    for start, end, new in sorted(rng.sample(spots, min(len(spots), 2)), reverse=True):
        text = text[:start] + new + text[end:]
    return text


def adverbial_moved(_rng: Random, sentence: EvidenceSentence, _source: Source) -> str | None:
    """A time or place moved from the front to the end, or the other way."""
    text = sentence.text
    if re.search(r"[\"“]", text):
        return None
    lead = _ADVERBIAL.match(text)
    if lead and text.endswith(".") and text.count(",") == 1:
        rest = text[lead.end() :]
        return f"{capital(rest[:-1])} {lead.group()[:1].lower()}{lead.group()[1:-2]}."
    trail = _TRAILING.match(text)
    if trail and not re.search(r",|\b(?:that|who|which|and|but)\b", trail.group(1)):
        return f"{capital(trail.group(2))}, {small(trail.group(1))}."
    return None


def passive(_rng: Random, sentence: EvidenceSentence, _source: Source) -> str | None:
    """ "X struck Y …" made "Y was struck by X …", for names and short noun phrases."""
    text = sentence.text
    match = re.match(
        r"^((?:The |An? )?(?:[A-Z][\w-]+ ?){1,3}|The [a-z]+ )\s?([a-z]+ed) ((?:the|an?|his|her|its|"
        r"their) [a-z]+|"
        r"(?:[A-Z][\w-]+ ?){1,3})((?: (?:on|in|at|after|for|during|last) [^,;\"“]{3,60})?)\.$",
        text,
    )
    if not match:
        return None
    agent, verb, patient, rest = (part.strip() for part in match.groups())
    base = lemma(verb, "VERB")
    if base is None or verb != inflected(base, "VBD") or patient.split()[0] in ("his", "her", "its", "their"):
        return None
    agent = small(agent)
    return f"{capital(patient)} was {inflected(base, 'VBN')} by {agent}{' ' + rest if rest else ''}."


def merged(rng: Random, sentence: EvidenceSentence, source: Source) -> LiarClaim | None:
    """Two sentences of the article in one."""
    others = [s for s in source.sentences if s.label != sentence.label and len(s.text.split()) <= 25]
    if not others or len(sentence.text.split()) > 25:
        return None
    other = rng.choice(others)
    if re.search(r"[\"“?!]|^(?:But|And|So|Because|Yet|Or|Nor|Breaking)\b", other.text) or re.search(
        r"[\"“?!]", sentence.text
    ):
        return None
    link = rng.choice([", and ", "; ", ", while "])
    text = sentence.text.rstrip(".") + link + small(other.text)
    return LiarClaim(kind="merged", faithful=True, text=text, cited=(sentence, other))


def number_words(rng: Random, sentence: EvidenceSentence, _source: Source) -> str | None:
    """Digits made words, or words digits."""
    text = sentence.text
    if re.search(r"[\"“]", text):
        return None
    spots = list(
        re.finditer(
            r"(?<![\w.,$€£:#-])(\d{1,2})(?= [a-z]{3,})(?! (?:percent|million|billion|p\.m|a\.m))", text
        )
    )
    spots = [
        m for m in spots if 2 <= int(m.group()) <= 20 and not re.search(r"[A-Z][a-z.]+ $", text[: m.start()])
    ]
    if spots:
        spot = rng.choice(spots)
        return text[: spot.start()] + NUMBER_WORDS[int(spot.group()) - 2] + text[spot.end() :]
    words = list(re.finditer(rf"(?<!-)\b({'|'.join(NUMBER_WORDS)})\b(?!-| \w+ty)", text))
    if not words:
        return None
    spot = rng.choice(words)
    return text[: spot.start()] + str(NUMBER_WORDS.index(spot.group()) + 2) + text[spot.end() :]


def shortened_name(rng: Random, sentence: EvidenceSentence, _source: Source) -> str | None:
    """A full name made the last name alone."""
    text = sentence.text
    spans = [(a, b) for a, b in names_in(text, longest=2) if " " in text[a:b]]
    spans = [(a, b) for a, b in spans if _is_person(text, a, b) and not re.search(r"[\"“]", text)]
    if not spans:
        return None
    a, b = rng.choice(spans)
    return text[:a] + text[a:b].split()[-1] + text[b:]


def _is_person(text: str, a: int, b: int) -> bool:
    says = re.match(
        r"(?:'s|’s)? (?:said|says|told|has|had|was|is|announced|wrote|added|won|called|argued|asked)\b",
        text[b:],
    )
    return bool(says) and not re.search(r"[A-Z][\w.]* $|\bthe $", text[:a])


def clause_cut(_rng: Random, sentence: EvidenceSentence, _source: Source) -> str | None:
    """A relative clause or a participle between commas, or after the last one, left out."""
    text = sentence.text
    if re.search(r"[\"“:;]", text):
        return None
    inner = re.match(
        r"^(.{12,}?), (?:who|which|whose) [^,]{8,80}, ((?:[a-z]+ed|said|is|was|has|had|will|are|"
        r"were) .{15,})$",
        text,
    )
    if inner:
        return f"{inner.group(1)} {inner.group(2)}"
    last = re.match(
        r"^([^,]{40,}), (?:which|where|a|the|making|including|leaving|bringing|using|giving) [^,]{8,120}\.$",
        text,
    )
    if last and not re.search(
        r"\b(?:said|says|announced|reports?|reported|told|claimed|according|wrote)\b",
        text[len(last.group(1)) :],
    ):
        return f"{last.group(1)}."
    return None


def told_twice(rng: Random, sentence: EvidenceSentence, source: Source) -> str | None:
    """Two of the other ways at once."""
    ways = [synonyms, adverbial_moved, number_words, shortened_name, clause_cut]
    rng.shuffle(ways)
    text, done = sentence.text, 0
    for way in ways:
        result = way(rng, replace(sentence, text=text), source)
        if result is not None:
            text, done = result, done + 1
        if done == 2:
            return text
    return None


def reworded(rng: Random, sentence: EvidenceSentence, source: Source) -> EvidenceSentence:
    """Return the sentence said in one other way, or itself where none fits; for lies told in other words."""
    ways = [synonyms, adverbial_moved, number_words, shortened_name, passive, clause_cut]
    rng.shuffle(ways)
    for way in ways:
        result = way(rng, sentence, source)
        if result is not None:
            return replace(sentence, text=result)
    return sentence


def speaker_first(_rng: Random, sentence: EvidenceSentence, _source: Source) -> str | None:
    """ "…," X said. made X said: "…"."""
    match = re.match(r"^([“\"][^“”\"]{15,}),([”\"]) ([A-Z][\w .'’-]{2,40}? said)\.$", sentence.text)
    return f"{match.group(3)}, {match.group(1)}.{match.group(2)}" if match else None
