"""Which sentences to show, and when to show none."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.extractive.merging import Group
from app.question import Question, Wanted

ONE_FACT = frozenset(
    (Wanted.COUNT, Wanted.AMOUNT, Wanted.PERSON, Wanted.PLACE, Wanted.TIME, Wanted.WHICH, Wanted.YES_NO)
)


@dataclass(frozen=True, slots=True)
class Choice:
    """When a sentence is shown; probabilities are those of `SentenceScore`.

    Args:
        answer_at: least probability of the best sentence; below it the answer abstains. From 0.30 to 0.50
            the questions that `training/reading_scorer.py` fits on are told apart equally well.
        more_at: least probability of any further sentence.
        more_share: least share of the best sentence's probability of any further one.
        figures_among: how many of the best sentences are looked through for figures that differ. Another
            article's figure is worth showing although it is said in other words, which makes it unlikely.
        people_share: least share of the best sentence's probability of one with such a figure, where people
            are counted: those of any other matter are people too.
        most_facts: most sentences for a question that one fact answers.
        most_aspects: most sentences for any other.
        most_figures: most articles whose figures are set side by side.
    """

    answer_at: float = 0.35
    more_at: float = 0.10
    more_share: float = 0.60
    figures_among: int = 8
    people_share: float = 0.35
    most_facts: int = 2
    most_aspects: int = 3
    most_figures: int = 6


def choose(question: Question, groups: Sequence[Group], choice: Choice) -> list[Group]:
    """Return the sentences to show, most direct first; none when the best is too unlikely to answer.

    A further sentence is left out where it gives the same answering words as one before it.
    """
    if not groups or groups[0].best.score.score < choice.answer_at:
        return []
    top = groups[0].best.score.score
    most = choice.most_facts if question.wanted in ONE_FACT else choice.most_aspects
    chosen = [groups[0]]
    given = {groups[0].best.answer_text} - {""}
    for group in groups[1:]:
        score, answer = group.best.score.score, group.best.answer_text
        if len(chosen) >= most or score < max(choice.more_at, choice.more_share * top):
            break
        if answer and answer in given:
            continue
        chosen.append(group)
        given.add(answer)
    return chosen
