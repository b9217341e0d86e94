"""Changed sentences and faithful ones, for training a checker on what news sentences get wrong.

Each way takes a sentence and returns a changed one, or None when there is nothing of its kind to change. A
mutation makes a sentence that its source contradicts or no longer supports; a paraphrase keeps its meaning,
so that a checker does not learn that changed means wrong.
"""

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from training.alter import ANTONYMS
from training.checker_sets import CONTRADICTED, NOT_SUPPORTED, SUPPORTED, UNSUPPORTED
from training.paraphrase import FIRST_SAID, LAST_SAID, MONTHS, paraphrased, swap_one

_NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?:,\d{3})+(?![\w,])|(?<![\w.,-])\d+(?:\.\d+)?(?![\w,.]\w)")
_MONTH = re.compile(rf"\b({'|'.join(MONTHS)})\b(?= \d|,| of| in)")
_WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_WEEKDAY = re.compile(rf"\b({'|'.join(_WEEKDAYS)})\b")
_NAME = re.compile(r"(?<![.!?] )(?<!^)\b[A-Z][a-z]+(?: [A-Z][a-z]+)*\b")
_QUOTED = re.compile(r'["“]([^"“”]{12,})["”]')
_AUXILIARY = re.compile(r"\b(is|are|was|were|will|would|can|could|has|have|had|should|must)\b (?!not\b|n't)")
_MODALS = {"will": "might", "is": "may be", "are": "may be", "was": "may have been", "were": "may have been"}
_SURE = {
    "may": "will",
    "might": "will",
    "could": "will",
    "allegedly ": "",
    "reportedly ": "",
    "possibly ": "",
}
_QUALIFIERS = {
    "some": "all",
    "many": "all",
    "most": "all",
    "several": "all",
    "few": "many",
    "at least": "at most",
    "more than": "fewer than",
    "less than": "more than",
    "nearly": "more than",
    "almost": "more than",
    "up to": "at least",
    "often": "always",
    "sometimes": "always",
    "partly": "entirely",
    "about half": "nearly all",
}
_TIME = re.compile(r",? (?:after|when|while|and|as) (?=(?:he|she|it|they|we) )")


@dataclass(frozen=True, slots=True)
class Mutation:
    """A changed sentence, the label it has against its source, and the class of the change."""

    text: str
    label: int
    kind: str


class Mutator:
    """Changes sentences, drawing names from a pool of other sentences.

    Args:
        sentences: where names and figures are drawn from.
    """

    def __init__(self, sentences: Sequence[str]) -> None:
        self._names = sorted({name for text in sentences for name in _NAME.findall(text)})
        self._ways: Mapping[str, tuple[Callable[[str, random.Random], str | None], int]] = {
            "figure": (_figure, CONTRADICTED),
            "date": (_date, CONTRADICTED),
            "name": (self._name, NOT_SUPPORTED),
            "role": (_role, NOT_SUPPORTED),
            "qualifier": (_qualifier, NOT_SUPPORTED),
            "quote": (_quote, NOT_SUPPORTED),
            "speaker": (self._speaker, NOT_SUPPORTED),
            "negation": (_negation, CONTRADICTED),
            "antonym": (_antonym, CONTRADICTED),
            "modality": (_modality, NOT_SUPPORTED),
            "cause": (_cause, UNSUPPORTED),
        }

    def mutate(self, text: str, rng: random.Random, kind: str | None = None) -> Mutation | None:
        """Return a change of `kind`, or of a random kind that applies; None when none does."""
        kinds = [kind] if kind else rng.sample(list(self._ways), len(self._ways))
        for one in kinds:
            way, label = self._ways[one]
            changed = way(text, rng)
            if changed is not None and changed != text:
                return Mutation(changed, label, one)
        return None

    def paraphrase(self, text: str, rng: random.Random) -> Mutation:
        """Return the sentence with up to two faithful changes."""
        text, kinds = paraphrased(text, rng)
        return Mutation(text, SUPPORTED, kinds)

    def _name(self, text: str, rng: random.Random) -> str | None:
        found = list(_NAME.finditer(text))
        if not found:
            return None
        old, new = rng.choice(found), rng.choice(self._names)
        if new in text or old[0] in new or len(new.split()) != len(old[0].split()):
            return None
        return text[: old.start()] + new + text[old.end() :]

    def _speaker(self, text: str, rng: random.Random) -> str | None:
        match = FIRST_SAID.match(text) or LAST_SAID.match(text)
        if not match:
            return None
        group = 1 if match.re is FIRST_SAID else 4
        others = [
            name for name in _NAME.findall(text) if name not in match[group] and match[group] not in name
        ]
        new = rng.choice(others) if others and rng.random() < 0.6 else rng.choice(self._names)
        return text[: match.start(group)] + new + text[match.end(group) :]


def _figure(text: str, rng: random.Random) -> str | None:
    found = [m for m in _NUMBER.finditer(text) if not re.fullmatch(r"(?:19|20)\d\d", m[0])]
    if not found:
        return None
    old = rng.choice(found)
    value = float(old[0].replace(",", ""))
    new = value * rng.choice([0.1, 0.5, 0.8, 0.9, 1.1, 1.2, 2, 10]) + rng.choice([0, 1, 2])
    if "." in old[0]:
        shown = f"{new:.{len(old[0].split('.')[1])}f}"
    else:
        shown = f"{max(1, round(new)):,}" if "," in old[0] else str(max(1, round(new)))
    return None if shown in text else text[: old.start()] + shown + text[old.end() :]


def _date(text: str, rng: random.Random) -> str | None:
    years = list(re.finditer(r"\b(?:1[5-9]|20)\d\d\b", text))
    ways = []
    if years:
        match = rng.choice(years)
        ways.append((match, str(int(match[0]) + rng.choice([-10, -3, -2, -1, 1, 2, 4, 10]))))
    for pattern, pool in ((_MONTH, MONTHS), (_WEEKDAY, _WEEKDAYS)):
        match = pattern.search(text)
        if match:
            ways.append((match, rng.choice([one for one in pool if one != match[0]])))
    if not ways:
        return None
    match, new = rng.choice(ways)
    return text[: match.start()] + new + text[match.end() :]


def _role(text: str, rng: random.Random) -> str | None:
    """Swap two names of the sentence: who did it to whom."""
    found = list(_NAME.finditer(text))
    if len(found) < 2:
        return None
    a, b = sorted(rng.sample(found, 2), key=lambda m: m.start())
    between = text[a.end() : b.start()]
    if a[0] in b[0] or b[0] in a[0] or re.fullmatch(r",? (?:and|or) |, ", between) or len(between) < 6:
        return None
    return text[: a.start()] + b[0] + between + a[0] + text[b.end() :]


def _qualifier(text: str, rng: random.Random) -> str | None:
    return swap_one(text, _QUALIFIERS, rng)


def _quote(text: str, rng: random.Random) -> str | None:
    match = _QUOTED.search(text)
    if not match:
        return None
    inside = _antonym(match[1], rng) or _negation(match[1], rng)
    return text[: match.start(1)] + inside + text[match.end(1) :] if inside else None


def _negation(text: str, rng: random.Random) -> str | None:
    if re.search(r"\b(?:not|never|no)\b", text):
        return (
            re.sub(r"\b(?:not|never) ", "", text, count=1) if " not " in text or " never " in text else None
        )
    found = list(_AUXILIARY.finditer(text))
    if not found:
        return None
    match = rng.choice(found[:2])
    return text[: match.end(1)] + " not" + text[match.end(1) :]


def _antonym(text: str, rng: random.Random) -> str | None:
    return swap_one(text, ANTONYMS, rng)


def _modality(text: str, rng: random.Random) -> str | None:
    return swap_one(text, _SURE, rng) or (swap_one(text, _MODALS, rng) if rng.random() < 0.3 else None)


def _cause(text: str, rng: random.Random) -> str | None:
    match = _TIME.search(text[20:-20])
    if not match:
        return None
    new = rng.choice([" because ", " and as a result ", " and therefore "])
    return text[: 20 + match.start()] + new + text[20 + match.end() :]
