"""Which words of a question a text holds, forms and aliases of them included."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.extractive.rarity import WordRarity
from app.extractive.reading import LONG, ReadSentence
from app.names import same_name
from app.question import Question
from app.words import Word

AFFIX_MATCH = 0.5  # what a word counts of which only a compound is there: ship, warship


@dataclass(frozen=True, slots=True)
class WeighedQuestion:
    """A question with the weight of each of its content words; the weights sum to 1."""

    question: Question
    words: tuple[Word, ...]
    weights: tuple[float, ...]

    @property
    def rarest(self) -> int:
        """Position of the weightiest word."""
        return max(range(len(self.weights)), key=self.weights.__getitem__) if self.weights else 0


def weigh(question: Question, rarity: WordRarity) -> WeighedQuestion:
    """Return the question's content words, each once, weighed by how rare they are."""
    words: list[Word] = []
    for word in question.content:
        if not any(word.keys & other.keys for other in words):
            words.append(word)
    raw = [max(rarity.of(word), 0.1) for word in words]
    total = sum(raw) or 1.0
    return WeighedQuestion(question, tuple(words), tuple(weight / total for weight in raw))


def matches(asked: WeighedQuestion, sentence: ReadSentence) -> list[float]:
    """Return for each content word 1 if the sentence holds it, less if only a compound of it, else 0."""
    named = _named(asked.question, sentence)
    found = []
    for word in asked.words:
        if word.keys & sentence.keys or word.start in named:
            found.append(1.0)
        else:
            found.append(AFFIX_MATCH if _compound(word, sentence) else 0.0)
    return found


def cover(asked: WeighedQuestion, found: Sequence[float]) -> float:
    """Return the matched share of the question's weight."""
    return sum(weight * match for weight, match in zip(asked.weights, found, strict=True))


def together(*found: Sequence[float]) -> list[float]:
    """Return the better match of each word."""
    return [max(column) for column in zip(*found, strict=True)]


def names_held(question: Question, sentences: Iterable[ReadSentence]) -> float:
    """Return the share of the question's names that the sentences mention; 1 when it has none."""
    if not question.names:
        return 1.0
    mentions = [name for sentence in sentences for name in sentence.names]
    held = sum(any(same_name(name, mention) for mention in mentions) for name in question.names)
    return held / len(question.names)


def _named(question: Question, sentence: ReadSentence) -> set[int]:
    """Starts of the question's words that stand in a name which the sentence mentions too."""
    starts: set[int] = set()
    for name in question.names:
        if any(same_name(name, mention) for mention in sentence.names):
            starts.update(w.start for w in question.words if name.start <= w.start < name.end)
    return starts


def _compound(word: Word, sentence: ReadSentence) -> bool:
    short = word.lower
    if len(short) < LONG or not word.content:
        return False
    whole = short.removesuffix("s")
    if whole not in sentence.long_words and not any(
        short[start:] in sentence.long_words for start in range(len(short) - LONG + 1)
    ):
        return False  # nearly always, and quickly told
    return any(
        other.endswith((short, whole)) or other.startswith(short) or short.endswith(other)
        for other in sentence.long_words.split()
    )
