"""One claim with the sentences that it cites, as every check receives it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from app.evidence import EvidenceSentence
from app.names import find_names
from app.times import published_day
from app.verify.align import Alignment, align
from app.verify.lexicon import SPEECH_VERBS, is_verb_of
from app.verify.reading import Reading
from app.verify.verbatim import straight


@dataclass(frozen=True)
class Case:
    """A claim and its cited text, read and aligned.

    Args:
        claim: the claim.
        cited: the cited sentences, in the order given.
        around: for each cited sentence, its neighbours and title; they say who "he" is and support nothing.
        alignment: where the claim's words stand in `cited`.
    """

    claim: Reading
    cited: tuple[Reading, ...]
    around: tuple[tuple[Reading, ...], ...]
    alignment: Alignment

    @property
    def near(self) -> list[Reading]:
        """All neighbours and titles."""
        return [reading for group in self.around for reading in group]

    @cached_property
    def tells_speech(self) -> bool:
        """Whether the cited text has any verb that can hand a statement to someone."""
        return any(is_verb_of(word.lower, SPEECH_VERBS) for reading in self.cited for word in reading.words)

    def means(self, i: int) -> bool:
        """Whether claim word `i` surely stands for its place: words beside it go along, or the text has it
        once and one of them does."""
        place = self.alignment.places[i]
        if place is None:
            return False
        if self.alignment.in_company(i):
            return True
        words = self.cited[place.sentence].words
        return sum(bool(word.keys & words[place.word].keys) for word in words) == 1


def read_case(claim: str, cited: Sequence[EvidenceSentence]) -> Case:
    """Read a claim and what it cites; dates count from each article's publication, the claim's from the
    first's."""
    days = [published_day(sentence.article.published_at) for sentence in cited]
    readings, around = [], []
    for sentence, day in zip(cited, days, strict=True):
        near = [straight(t) for t in (sentence.before, sentence.after, sentence.article.title) if t]
        known = tuple(name for text in near for name in find_names(text))
        readings.append(Reading(straight(sentence.text), day, known))
        around.append(tuple(Reading(text, day) for text in near))
    known = tuple(n for r in readings for n in r.names) + tuple(n for r in readings for n in r.known)
    reading = Reading(straight(claim), days[0] if days else None, known)
    return Case(reading, tuple(readings), tuple(around), align(reading, readings))
