"""Names with numbers: where Halo-3 was spoken of last, what "the satellite" cost is not Halo-2's price."""

import calendar
import re
from collections.abc import Sequence

_NUMBERED = re.compile(r"\b([A-Z][A-Za-z]+)[-\s]?(\d{1,4}|[IVX]{1,5})(?![\w,.:%]?\d|\w|%)")

_MONTHS = frozenset(name.lower() for name in (*calendar.month_name, *calendar.month_abbr) if name)


def is_of_sibling(asked: Sequence[tuple[str, str]], before: str, sentence: str) -> bool:
    """Whether a sentence speaks of another of the same name and another number.

    Args:
        asked: the question's, as `numbered` returns them; if none, nothing is of a sibling.
        before: the text before the sentence.
        sentence: what may answer; the one that it names itself counts, else the one named last before it.
    """
    for stem, number in asked:
        own = [told for name, told in numbered(sentence) if name == stem]
        last = own or [told for name, told in numbered(before) if name == stem][-1:]
        if last and number not in last:
            return True
    return False


def numbered(text: str) -> list[tuple[str, str]]:
    """Return the names with a number behind them, in order: the name in lower case, and the number."""
    found = ((match[1].lower(), match[2]) for match in _NUMBERED.finditer(text))
    return [(stem, number) for stem, number in found if stem not in _MONTHS]
