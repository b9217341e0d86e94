"""Names with numbers: where Halo-3 was spoken of last, what "the satellite" cost is not Halo-2's price."""

import calendar
import re
from collections.abc import Iterator

_NUMBERED = re.compile(r"\b([A-Z][A-Za-z]+)[-\s]?(\d{1,4}|[IVX]{1,5})(?![\w,.:%]?\d|\w|%)")

_MONTHS = frozenset(name.lower() for name in (*calendar.month_name, *calendar.month_abbr) if name)


def is_of_sibling(question: str, before: str, sentence: str) -> bool:
    """Whether a sentence speaks of another of the same name and another number.

    Args:
        question: names one, such as "Halo-2"; if none, nothing is of a sibling.
        before: the text before the sentence.
        sentence: what may answer; the one that it names itself counts, else the one named last before it.
    """
    for stem, number in _numbered(question):
        own = [told for name, told in _numbered(sentence) if name == stem]
        last = own or [told for name, told in _numbered(before) if name == stem][-1:]
        if last and number not in last:
            return True
    return False


def _numbered(text: str) -> Iterator[tuple[str, str]]:
    for match in _NUMBERED.finditer(text):
        if match[1].lower() not in _MONTHS:
            yield match[1].lower(), match[2]
