"""How rare words are in ordinary English text, so that "mayor" weighs more than "people"."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

from app.words import Word, stem


@dataclass(frozen=True, slots=True)
class WordRarity:
    """Inverse document frequency of words by their stems, from a fixed table.

    The table counts in how many of `paragraphs` paragraphs a stem stands; one that is not in it is taken to
    stand in fewer than the rarest that is. `training/word_rarity.py` makes it.

    Args:
        paragraphs: how many paragraphs were counted.
        counts: paragraphs that hold a stem.
        least: the smallest count in the table.
    """

    paragraphs: int
    counts: Mapping[str, int]
    least: int

    def of(self, word: Word) -> float:
        """Return ln(paragraphs / count) of a word: about 1 for common words, 8 for rare ones."""
        key = stem(word.lower) if word.lower.isalpha() else word.lower
        return math.log(self.paragraphs / self.counts.get(key, self.least / 2))


def load_rarity() -> WordRarity:
    """Return the table that ships with Groundwire."""
    raw = json.loads(
        resources.files("app.extractive").joinpath("word_rarity.json").read_text(encoding="utf-8")
    )
    return WordRarity(raw["paragraphs"], raw["counts"], raw["least"])
