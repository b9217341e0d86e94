"""Turns questions into training examples: windows of whole sentences, and passages that do not answer."""

import random
import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

from training.alter import alter, names_in
from training.reader_sets import Question

TITLED = 0.5
"""How often a passage whose article's title is known begins with it, as `_titled` writes it."""
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘(]*[A-Z0-9])")


@dataclass(frozen=True, slots=True)
class Example:
    """A question, the passage to read and the answers' offsets in it; empty `answers`: it does not answer."""

    question: str
    passage: str
    answers: tuple[tuple[int, int], ...]


def sentences(text: str) -> list[tuple[int, int]]:
    """Return rough sentence spans that cover `text`."""
    cuts = [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]
    return [(a, b) for a, b in pairwise(cuts) if a < b]


class ExampleMaker:
    """Makes a fresh example of a question each time it is asked for.

    Args:
        questions: all training questions, from which no-answer passages and names are drawn.
    """

    def __init__(self, questions: list[Question]) -> None:
        self._contexts = sorted({q.context for q in questions})
        self._numbers = {context: number for number, context in enumerate(self._contexts)}
        self._answers: dict[int, set[str]] = defaultdict(set)
        self._titles: dict[int, str] = {}
        self._by_group: dict[str, list[int]] = defaultdict(list)
        self._by_source: dict[str, list[int]] = defaultdict(list)
        names: set[str] = set()
        seen: set[int] = set()
        self._postings: dict[str, list[int]] = defaultdict(list)
        for q in questions:
            number = self._numbers[q.context]
            names.update(names_in(q.question))
            if number not in seen:
                seen.add(number)
                self._titles[number] = q.title
                self._by_group[q.group].append(number)
                self._by_source[q.source].append(number)
                for word in set(_words(q.context)):
                    self._postings[word].append(number)
        self._names = sorted(names)

    def make(self, q: Question, rng: random.Random, *, limit: int, none_share: float) -> Example:
        """Return an example of at most about `limit` characters of passage.

        Args:
            q: the question.
            rng: the source of chance.
            limit: characters of the passage, about; the answer's sentence is always kept.
            none_share: how often the passage should not answer.
        """
        example = self._without_answer(q, rng, limit) if rng.random() < none_share else None
        if example is None:
            example = self._with_answer(q, rng, limit)
        return example

    def _with_answer(self, q: Question, rng: random.Random, limit: int) -> Example:
        context, shift = q.context, 0
        if q.source == "qamr" and limit > 200:
            context, shift = self._joined(q, rng)
        answers = tuple((a + shift, b + shift) for a, b in q.answers)
        window = _window(context, answers, limit, rng)
        inside = tuple(
            (a - window[0], b - window[0]) for a, b in answers if window[0] <= a and b <= window[1]
        )
        return _titled(Example(q.question, context[window[0] : window[1]], inside), q.title, rng)

    def _joined(self, q: Question, rng: random.Random) -> tuple[str, int]:
        """Put a single sentence among others of its document, or of its set, at a random place."""
        own = self._numbers[q.context]
        near = [n for n in self._by_group[q.group] if n != own]
        pool = near if near and rng.random() < 0.7 else self._by_source[q.source]
        wanted = rng.choice([0, 1, 2, 3, 4])
        texts = [self._contexts[n] for n in {rng.choice(pool) for _ in range(wanted)} - {own}]
        place = rng.randint(0, len(texts))
        before = " ".join(texts[:place])
        start = len(before) + 1 if before else 0
        return " ".join([*texts[:place], q.context, *texts[place:]]), start

    def _without_answer(self, q: Question, rng: random.Random, limit: int) -> Example | None:
        roll = rng.random()
        if roll < 0.5:
            altered = self.altered(q, rng, limit=limit)
            if altered is not None:
                return altered
        elif roll < 0.7 and q.source != "qamr":  # the paragraph without the sentence that answers
            kept = [
                q.context[a:b]
                for a, b in sentences(q.context)
                if not any(a < y and x < b for x, y in q.answers)
            ]
            text = "".join(kept)
            words = {q.context[a:b].lower() for a, b in q.answers}
            if len(text) > 150 and not any(word in text.lower() for word in words):
                window = _window(text, (), limit, rng)
                return _titled(Example(q.question, text[window[0] : window[1]], ()), q.title, rng)
        return self._near(q, rng, limit)

    def altered(self, q: Question, rng: random.Random, *, limit: int) -> Example | None:
        """Return the question changed so that its own paragraph does not answer it, None if it has nothing
        to change."""
        changed = alter(q.question, q.context, self._names, rng)
        if changed is None:
            return None
        window = _window(q.context, q.answers, limit, rng)
        return _titled(Example(changed, q.context[window[0] : window[1]], ()), q.title, rng)

    def _near(self, q: Question, rng: random.Random, limit: int) -> Example | None:
        """Take a passage that shares the question's rarest words and holds none of its answers."""
        scores: dict[int, float] = defaultdict(float)
        for word in set(_words(q.question)):
            posting = self._postings.get(word, ())
            if len(posting) < 1500:
                for number in posting:
                    scores[number] += 1.0 / (1 + len(posting)) ** 0.5
        words = {q.context[a:b].lower() for a, b in q.answers}
        own = self._numbers.get(q.context)
        best = sorted((n for n in scores if n != own), key=lambda n: -scores[n])[:6]
        best = [n for n in best if not any(word in self._contexts[n].lower() for word in words)]
        if not best:
            return None
        number = rng.choice(best)
        text = self._contexts[number]
        window = _window(text, (), limit, rng)
        return _titled(Example(q.question, text[window[0] : window[1]], ()), self._titles[number], rng)


def _titled(example: Example, title: str, rng: random.Random) -> Example:
    """Put the title of the passage's article before it, now and then."""
    if not title or rng.random() >= TITLED:
        return example
    shift = len(title) + 2
    answers = tuple((a + shift, b + shift) for a, b in example.answers)
    return Example(example.question, f"{title}: {example.passage}", answers)


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"\w+", text.lower()) if len(word) > 2]


def _window(
    text: str, answers: tuple[tuple[int, int], ...], limit: int, rng: random.Random
) -> tuple[int, int]:
    """Return a run of whole sentences of about `limit` characters that holds one of the answers."""
    if len(text) <= limit:
        return 0, len(text)
    spans = sentences(text)
    if answers:
        start, end = rng.choice(answers)
        first = max(i for i, (a, _) in enumerate(spans) if a <= start)
        last = min(i for i, (_, b) in enumerate(spans) if b >= end)
    else:
        first = last = rng.randrange(len(spans))
    while True:
        left = first > 0 and spans[last][1] - spans[first - 1][0] <= limit
        right = last + 1 < len(spans) and spans[last + 1][1] - spans[first][0] <= limit
        if left and (not right or rng.random() < 0.5):
            first -= 1
        elif right:
            last += 1
        else:
            return spans[first][0], spans[last][1]
