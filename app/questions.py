"""Says whether a question can be asked at all."""

import unicodedata

from index.errors import InputError

MAX_WORDS = 400
MAX_CHARACTERS = 4_000


def checked_question(question: str) -> str:
    """Return `question` on one line, without characters that show nothing.

    Raises:
        InputError: it is empty, holds no letter or digit, or is too long to be a question.
    """
    if not question.strip():
        raise InputError("the question is empty", hint="Ask about something that the articles may tell")
    words = question.split()
    if len(words) > MAX_WORDS or len(question) > MAX_CHARACTERS:
        size = f"{len(words):,} words" if len(words) > MAX_WORDS else f"{len(question):,} characters"
        raise InputError(
            f"the question is {size} long",
            hint=f"Ask in a sentence or two, of at most {MAX_WORDS} words and {MAX_CHARACTERS:,} characters",
        )
    plain = " ".join("".join(_visible(char) for char in question).split())
    if not any(char.isalnum() for char in plain):
        raise InputError("the question holds no word", hint="Ask about something that the articles may tell")
    return plain


def _visible(char: str) -> str:
    """Return `char`, a space for a control character, nothing for a surrogate or an invisible sign."""
    category = unicodedata.category(char)
    if category == "Cc":
        return " "
    # U+200C and U+200D join or part letters in Persian, Hindi and other scripts: they belong to the words.
    return "" if category == "Cs" or (category == "Cf" and char not in "\u200c\u200d") else char
