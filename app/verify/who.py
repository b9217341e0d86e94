"""Names: each must stand in the cited text, or be whom its pronoun or short form means."""

import re
from collections.abc import Iterator

from app.names import TITLES, Name, same_name
from app.verify.case import Case
from app.verify.finding import Finding, unsupported
from app.verify.reading import Reading

_PRONOUN = re.compile(
    r"\b(?:he|she|they|him|her|them|his|hers|their|theirs|it|its|this|these|that|those|we|our|i|my)\b", re.I
)
_ROLE = re.compile(r"\b(?:the|a|an)\s(?:\w+\s){0,2}?[a-z]{3,}")


def check_names(case: Case) -> Iterator[Finding]:
    """Yield a finding for each name of the claim that the cited text does not mention."""
    for name in case.claim.names:
        if any(_mentions(reading, name) for reading in case.cited):
            continue
        if any(
            _PRONOUN.search(reading.text) and any(_mentions(near, name) for near in around)
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


def _mentions(reading: Reading, name: Name) -> bool:
    if any(same_name(name, other) for other in reading.names):
        return True
    words = {word.lower.replace(".", "") for word in reading.words}
    tokens = [token for token in name.tokens if token not in TITLES]
    return all(_has(words, token) for token in tokens)


def _has(words: set[str], token: str) -> bool:
    return token in words or all(part in words for part in re.split(r"[-.']", token) if part)


def _shares_word(one: Name, other: Name) -> bool:
    return bool(set(one.tokens) & set(other.tokens))
