"""All that the checks need to know of one sentence, read once."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from app.names import Name, find_names
from app.quantities import Quantity, find_quantities
from app.times import TimeMention, find_times
from app.verify.speech import Attribution, find_attributions
from app.words import Word, words_of

_BREAK = re.compile(
    r"[;:]|\s-\s|--|\b(?:but|although|though|while|whereas|which|who|whose|because)\b|\.\s", re.I
)


@dataclass(frozen=True)
class Quote:
    """Words between quotation marks: `text[start:end]`, the marks not included."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Reading:
    """One sentence read.

    Args:
        text: the sentence with plain quotation marks, offsets as in the original.
        published: day of publication that its dates count from.
        known: names of the text around it.
    """

    text: str
    published: date | None = None
    known: tuple[Name, ...] = ()

    @cached_property
    def words(self) -> list[Word]:
        """Words in order."""
        return words_of(self.text)

    @cached_property
    def times(self) -> list[TimeMention]:
        """Dates and times."""
        return find_times(self.text, self.published)

    @cached_property
    def quantities(self) -> list[Quantity]:
        """Figures that are not part of a date or a name."""
        skip = [(t.start, t.end) for t in self.times if not t.key[:1].isdigit() or t.kind != "relative"]
        skip += [(n.start, n.end) for n in self.names if re.search(r"[A-Za-z]", n.text) and " " in n.text]
        return find_quantities(self.text, skip)

    @cached_property
    def names(self) -> list[Name]:
        """Names, calendar words left out."""
        return find_names(self.text, self.known)

    @cached_property
    def quotes(self) -> list[Quote]:
        """Quoted stretches; an opened quotation that is never closed runs to the end."""
        found = []
        for match in re.finditer(r'"([^"]+)("|$)', self.text):
            found.append(Quote(match.start(1), match.end(1), match.group(1)))
        for match in re.finditer(r"(?<![\w'])'([^']+(?:'\w[^']*)*)'(?!\w)", self.text):
            if not any(q.start <= match.start() < q.end for q in found) and " " in match.group(1):
                found.append(Quote(match.start(1), match.end(1), match.group(1)))
        return found

    @cached_property
    def attributions(self) -> list[Attribution]:
        """Who says what in it."""
        return find_attributions(self.text)

    @cached_property
    def name_at(self) -> dict[int, Name]:
        """Names by the index of each word that they cover."""
        table = {}
        for name in self.names:
            for i, word in enumerate(self.words):
                if name.start <= word.start < name.end:
                    table[i] = name
        return table

    @cached_property
    def breaks(self) -> list[int]:
        """Offsets at which a new clause may begin."""
        return [match.start() for match in _BREAK.finditer(self.text)]

    def same_clause(self, a: int, b: int) -> bool:
        """Whether no clause break stands between two offsets."""
        low, high = min(a, b), max(a, b)
        return not any(low <= at < high for at in self.breaks)

    def in_quote(self, offset: int) -> bool:
        """Whether an offset lies inside quotation marks."""
        return any(q.start <= offset < q.end for q in self.quotes)
