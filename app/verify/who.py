"""Names: each must stand in the cited text, or be whom its pronoun or short form means."""

import re
from collections import Counter
from collections.abc import Iterator

from app.names import TITLES, Name, same_name
from app.verify.case import Case
from app.verify.finding import Finding, unsupported
from app.verify.lexicon import synonyms
from app.verify.reading import Reading
from app.wordlists import word_set
from app.words import FUNCTION_WORDS, keys_of

_PRONOUN = re.compile(
    r"\b(?:he|she|they|him|her|them|his|hers|their|theirs|it|its|this|these)\b|\bI\b|\b(?:my|we|our)\b", re.I
)
_SLACK = 1
"""Words that may stand between the parts of a name, such as an initial."""
_COURTESY = word_set(
    "mr mrs ms miss dr prof professor sir lord lady dame of the for and former hon rev gen col lt sen gov rep"
)
_CASES = {
    "him": "he",
    "his": "he",
    "her": "she",
    "hers": "she",
    "them": "they",
    "their": "they",
    "theirs": "they",
}
_CASES |= {"its": "it", "these": "this", "my": "i", "our": "we"}


def check_names(case: Case) -> Iterator[Finding]:
    """Yield a finding for each name of the claim that the cited text does not mention."""
    mine = _pronouns(case.claim)
    for name in case.claim.names:
        if any(_mentions(reading, name) for reading in case.cited):
            if strange := _strange_title(case, name):
                yield unsupported("title", f"The cited text does not call “{name.text}” “{strange}”.")
            continue
        if any(
            _pronouns(reading) - mine and any(_mentions(near, name) for near in around)
            for reading, around in zip(case.cited, case.around, strict=True)
        ):
            continue
        if any(
            any(_shares_word(name, n) for n in reading.names)
            and any(_mentions(near, name) for near in around)
            for reading, around in zip(case.cited, case.around, strict=True)
        ):
            continue
        yield unsupported("name", f"“{name.text}” is not named in the cited text.")


def _strange_title(case: Case, name: Name) -> str:
    """Return a title that the claim gives to a name and that stands nowhere around it in the text."""
    tokens = [word.strip(".,'").lower() for word in name.text.split()]
    titles = [t for t in tokens if t in TITLES and t not in _COURTESY and t not in name.tokens]
    words = [w.keys for r in (*case.cited, *case.near) for w in r.words]
    return next((t for t in titles if not any(_means(keys_of(t), keys) for keys in words)), "")


def _means(title: frozenset[str], keys: frozenset[str]) -> bool:
    return bool(title & keys) or synonyms(title, keys)


def _mentions(reading: Reading, name: Name) -> bool:
    if any(same_name(name, other) for other in reading.names):
        return True
    tokens = [
        part for token in name.tokens if token not in TITLES for part in re.split(r"[-.']", token) if part
    ]
    words = [word.lower.replace(".", "") for word in reading.words]
    if len(tokens) == 1 and name.text.isupper() and _spelt_out(tokens[0], words):
        return True
    width = len(tokens) + _SLACK
    return any(
        all(token in words[i : i + width] for token in tokens)
        for i, word in enumerate(words)
        if not tokens or word == tokens[0]
    )


def _spelt_out(acronym: str, words: list[str]) -> bool:
    """Whether words in a row begin with an acronym's letters: "gross domestic product" for GDP."""
    letters = "".join(word[0] for word in words if word not in FUNCTION_WORDS)
    return len(acronym) > 1 and (acronym in letters or acronym in "".join(word[0] for word in words))


def _pronouns(reading: Reading) -> Counter[str]:
    """Count the words of a sentence that can stand for a name, quotations left out."""
    found = (m for m in _PRONOUN.finditer(reading.text) if not reading.in_quote(m.start()))
    return Counter(_CASES.get(m.group().lower(), m.group().lower()) for m in found)


def _shares_word(one: Name, other: Name) -> bool:
    return bool(set(one.tokens) & set(other.tokens))
