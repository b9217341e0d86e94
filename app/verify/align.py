"""Which word of the cited text each word of a claim comes from."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.names import same_tokens
from app.verify.lexicon import synonym_keys
from app.verify.reading import Reading

_WINDOW = 4
_COMPANY = 6


@dataclass(frozen=True, slots=True)
class Place:
    """A word of the cited text: sentence number and word number, and how well it matches (1 exact, 0.6
    synonym)."""

    sentence: int
    word: int
    weight: float


@dataclass(frozen=True)
class Alignment:
    """For each word of the claim, its place in the cited text, or None."""

    places: tuple[Place | None, ...]

    def back(self, sentence: int) -> dict[int, int]:
        """Return, for one cited sentence, the claim's word by the cited word."""
        return {p.word: i for i, p in enumerate(self.places) if p is not None and p.sentence == sentence}

    def in_company(self, i: int, wanted: int = 2) -> bool:
        """Whether words beside claim word `i` stand beside its place too, so that both speak of one thing.

        Args:
            i: number of a placed word of the claim.
            wanted: how many neighbours must.
        """
        place = self.places[i]
        if place is None:
            return False
        near = 0
        for k in range(max(0, i - _COMPANY), min(len(self.places), i + _COMPANY + 1)):
            other = self.places[k]
            if k != i and other is not None and other.sentence == place.sentence:
                near += abs(other.word - place.word) <= _COMPANY + 2
        return near >= min(wanted, sum(1 for p in self.places if p is not None) - 1)


def align(claim: Reading, cited: Sequence[Reading]) -> Alignment:
    """Place each content word of `claim` in `cited`: same keys first, then synonyms, nearest to its
    neighbours' places."""
    by_key: dict[str, list[tuple[int, int]]] = {}
    for s, reading in enumerate(cited):
        for j, other in enumerate(reading.words):
            if other.content:
                for key in other.keys:
                    by_key.setdefault(key, []).append((s, j))
    options = [_options(claim, i, cited, by_key) for i in range(len(claim.words))]
    return Alignment(tuple(_best(options, i) for i in range(len(options))))


def _options(
    claim: Reading, i: int, cited: Sequence[Reading], by_key: dict[str, list[tuple[int, int]]]
) -> list[Place]:
    word = claim.words[i]
    if not word.content:
        return []
    exact = {spot for key in word.keys for spot in by_key.get(key, ())}
    found = [Place(s, j, 1.0) for s, j in sorted(exact)]
    if i in claim.name_at:
        found += [
            Place(s, j, 0.9)
            for s, reading in enumerate(cited)
            for j in reading.name_at
            if (s, j) not in exact and _same_name_word(claim, i, reading, j)
        ]
    alike = {spot for key in synonym_keys(word.keys) for spot in by_key.get(key, ())} - exact
    return found + [Place(s, j, 0.6) for s, j in sorted(alike)]


def _same_name_word(claim: Reading, i: int, cited: Reading, j: int) -> bool:
    one, other = claim.name_at.get(i), cited.name_at.get(j)
    return one is not None and other is not None and same_tokens(one.tokens, other.tokens)


def _best(options: list[list[Place]], i: int) -> Place | None:
    if not options[i]:
        return None
    if len(options[i]) == 1:
        return options[i][0]

    def fit(place: Place) -> float:
        score = 3.0 * place.weight
        for k in range(max(0, i - _WINDOW), min(len(options), i + _WINDOW + 1)):
            if k == i:
                continue
            distances = [
                abs((o.word - place.word) - (k - i)) for o in options[k] if o.sentence == place.sentence
            ]
            if distances:
                score += 1.0 / (1.0 + min(distances))
        return score

    return max(options[i], key=fit)
