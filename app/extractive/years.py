"""Years that a text speaks of."""

import re

_OF_YEAR = re.compile(
    r"(?<!since\s)(?<!after\s)(?<!before\s)(?<!until\s)(?<!from\s)(?<!than\sin\s)(?<!over\s)"
    r"\b(1[5-9]\d\d|20\d\d)\b(?!,\d|\.\d)",
    re.IGNORECASE,
)


def years_of(text: str) -> set[str]:
    """Return the years of which a text tells, not those that only bound or compare: "since 2007"."""
    return set(_OF_YEAR.findall(text))
