"""Notices a sentence that is in another language than the text around it.

An article is in one language. A sentence in another, outside quotation marks, was put there by someone else,
and rules for one language cannot read what it asks for.
"""

import re
import unicodedata
from collections.abc import Sequence

from app.words import FUNCTION_WORDS, parts_of_speech

_WORD = re.compile(r"(?<![\w'’-])[^\W\d_]+(?:['’-][^\W\d_]+)*")
FEWEST = 5
"""Words that a sentence must have to be told."""
_STRANGE, _AT_HOME = 0.6, 0.34
"""Share of words that are no English: of a foreign sentence at least, of an English text at most."""


def is_foreign(text: str, around: Sequence[str]) -> bool:
    """Whether `text` is not English, or not in its letters, while what stands around it is.

    Args:
        text: one sentence.
        around: the sentences beside it; without any, nothing is foreign.
    """
    home = " ".join(around)
    at_home = _strange(home)
    if at_home is None or at_home > _AT_HOME:
        return False
    if _latin(home) > 0.9 and _latin(text) < 0.5:
        return True
    strange = _strange(text)
    return strange is not None and strange >= _STRANGE


def is_in_other_letters(claim: str, cited: Sequence[str]) -> bool:
    """Whether a claim is mostly not in Latin letters while what it cites mostly is."""
    return _latin(claim) < 0.5 < _latin(" ".join(cited))


def _latin(text: str) -> float:
    """Return the share of letters that are Latin; 1 without letters."""
    letters = [char for char in text if char.isalpha()]
    latin = sum(char.isascii() or "LATIN" in unicodedata.name(char, "") for char in letters)
    return latin / len(letters) if letters else 1.0


def _strange(text: str) -> float | None:
    """Return the share of lower-case words that no English dictionary holds, None when there are too few."""
    words = [word.lower() for word in _WORD.findall(text) if word[0].islower()]
    if len(words) < FEWEST:
        return None
    return sum(not _is_english(word) for word in words) / len(words)


def _is_english(word: str) -> bool:
    plain = re.split(r"['’-]", word)
    return all(not part or part in FUNCTION_WORDS or bool(parts_of_speech(part)) for part in plain)
