"""Which sentences to show, and when to show none."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.extractive.answer_words import focus_in
from app.extractive.matching import names_held
from app.extractive.merging import Group
from app.extractive.reading import ReadSentence
from app.question import Question, Wanted


@dataclass(frozen=True, slots=True)
class Choice:
    """When a sentence is shown; probabilities are those of `SentenceScore`.

    Args:
        answer_at: least probability of the best sentence; below it the answer abstains. Chosen on CLAPNQ,
            where it balances answered and unanswered questions (`bench/answering.py`).
        more_at: least probability of any further sentence.
        more_share: least share of the best sentence's probability of any further one.
        figure_share: the same for a sentence whose figure counts what is asked: another article's figure is
            worth showing although it says it in other words.
        most_facts: most sentences for a question that one fact answers.
        most_aspects: most sentences for any other.
    """

    answer_at: float = 0.15
    more_at: float = 0.25
    more_share: float = 0.60
    figure_share: float = 0.05
    most_facts: int = 2
    most_aspects: int = 3
    most_figures: int = 6  # most articles whose figures are set side by side


def holds_role(question: Question, sentence: ReadSentence) -> bool:
    """Whether a sentence can tell who holds the role that is asked for.

    "Who is the mayor of Port Vell?" is not answered where no mayor is spoken of, or not of Port Vell: in the
    sentence, beside it or in its article's title. Any other question asks for no role.
    """
    if question.wanted is not Wanted.PERSON or not question.focus:
        return True
    source = sentence.source
    texts = (source.text, source.article.title, source.before, source.after)
    around = [ReadSentence(replace(source, text=text)) for text in texts]
    return any(focus_in(question, text) for text in around) and names_held(question, around) == 1.0


ONE_FACT = frozenset(
    (Wanted.COUNT, Wanted.AMOUNT, Wanted.PERSON, Wanted.PLACE, Wanted.TIME, Wanted.WHICH, Wanted.YES_NO)
)


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
