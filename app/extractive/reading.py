"""A sentence of the evidence, read once: its words, and on demand its figures, names and times.

Scorer, answerer and the finder of sides each look at the same sentences, and so do other questions: what was
read out of a text is kept for a while, since it depends on nothing else.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache

from app.evidence import EvidenceSentence
from app.names import Name, find_names
from app.quantities import Quantity, find_quantities
from app.times import TimeMention, find_times
from app.words import Word, words_of

KEPT = 4_096  # texts
LONG = 4  # letters from which on a word may make a compound: ship, warship


@dataclass(frozen=True)
class ReadSentence:
    """One sentence with what was read out of it; offsets count from the sentence's start."""

    source: EvidenceSentence

    @property
    def text(self) -> str:
        """The sentence's exact characters."""
        return self.source.text

    @cached_property
    def words(self) -> list[Word]:
        """Its words and numbers."""
        return words_of(self.text)

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of all its words, see `app.words.keys_of`."""
        return frozenset[str]().union(*(word.keys for word in self.words))

    @cached_property
    def long_words(self) -> str:
        """Its words of content with LONG letters or more, in lower case, one space between."""
        return " ".join(word.lower for word in self.words if len(word.lower) >= LONG and word.content)

    @cached_property
    def times(self) -> list[TimeMention]:
        """The dates and times that it mentions."""
        return list(_times(self.text))

    @cached_property
    def quantities(self) -> list[Quantity]:
        """Its figures, those of dates left out."""
        return list(_quantities(self.text))

    @cached_property
    def names(self) -> list[Name]:
        """The names that it mentions."""
        return list(_names(self.text))


@lru_cache(maxsize=KEPT)
def _times(text: str) -> tuple[TimeMention, ...]:
    return tuple(find_times(text))


@lru_cache(maxsize=KEPT)
def _quantities(text: str) -> tuple[Quantity, ...]:
    return tuple(find_quantities(text, [(t.start, t.end) for t in _times(text)]))


@lru_cache(maxsize=KEPT)
def _names(text: str) -> tuple[Name, ...]:
    return tuple(find_names(text))
