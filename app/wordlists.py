"""Word lists written as one string of words."""


def word_list(words: str) -> list[str]:
    """Return the words of `words`, split at white space."""
    return words.split()


def word_set(words: str) -> frozenset[str]:
    """Return the words of `words` as a set."""
    return frozenset(words.split())
