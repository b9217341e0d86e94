"""Wordings and names as runs of tokens."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from eval.matching.tokens import Token, tokenize


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording cut at `...` into parts that must follow one another within one sentence.

    Args:
        parts: the normal forms of each part's tokens.
        text: as written.
    """

    parts: tuple[tuple[str, ...], ...]
    text: str

    @staticmethod
    @lru_cache(maxsize=4096)
    def of(text: str) -> "Wording":
        """Compile a wording; the same ones come back for every answer, so they are kept."""
        parts = [tuple(t.text for t in tokenize(part)) for part in text.replace("…", "...").split("...")]
        return Wording(tuple(p for p in parts if p), text)

    def places(self, tokens: Sequence[Token]) -> Iterator[tuple[int, ...]]:
        """Yield the positions that the wording takes, once for each place where its first part stands."""
        if not self.parts:
            return
        for start in range(len(tokens)):
            place = self._from(tokens, start)
            if place:
                yield place

    def _from(self, tokens: Sequence[Token], start: int) -> tuple[int, ...]:
        taken: list[int] = []
        for number, part in enumerate(self.parts):
            spots = (start,) if number == 0 else range(taken[-1] + 1, len(tokens))
            here = next((at for at in spots if _stands(tokens, at, part)), None)
            if here is None:
                return ()
            taken += range(here, here + len(part))
        same = tokens[taken[0]].sentence == tokens[taken[-1]].sentence
        return tuple(taken) if same else ()


def _stands(tokens: Sequence[Token], at: int, part: Sequence[str]) -> bool:
    return at + len(part) <= len(tokens) and all(tokens[at + i].text == word for i, word in enumerate(part))
