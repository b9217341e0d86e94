"""Countries by their names, and which one an article speaks of."""

from collections.abc import Sequence
from functools import lru_cache

from app.names import Name, same_tokens

Tokens = tuple[str, ...]


def is_country(tokens: Tokens) -> bool:
    """Whether a name is that of a country, territory or its people."""
    return bool(_named(tokens))


def speak_of_one(names: Sequence[Name], asked: Sequence[Name]) -> bool:
    """Whether a text's names tell of one country alone, and the question's of it too.

    Args:
        names: of the text.
        asked: of the question.
    """
    found = [told for name in names if (told := _named(name.tokens))]
    common = frozenset.intersection(*found) if found else frozenset[Tokens]()
    return any(_named(name.tokens) & common for name in asked if not _is_part(name.tokens))


def _is_part(tokens: Tokens) -> bool:
    """Whether a name is only one of a country's words, or holds one: "United", "Jordan Smith"."""
    return any(set(tokens) < set(country) or set(tokens) > set(country) for country in _named(tokens))


@lru_cache(maxsize=4096)
def _named(tokens: Tokens) -> frozenset[Tokens]:
    """The countries that a name may be: "American" names three territories besides the United States."""
    return frozenset(country for country in _countries() if same_tokens(tokens, country))


@lru_cache(maxsize=1)
def _countries() -> tuple[Tokens, ...]:
    """The names of countries and territories by Unicode's CLDR."""
    from babel import Locale

    return tuple(tuple(name.lower().split()) for name in Locale("en").territories.values())
