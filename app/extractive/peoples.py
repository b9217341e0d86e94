"""Whose people a figure counts: where Norlanders are asked for, "three Sudlandic soldiers" are others."""

from app.extractive.groups import are_people
from app.extractive.reading import ReadSentence
from app.names import same_tokens
from app.question import Question, Wanted


def holds_people(question: Question, sentence: ReadSentence) -> bool:
    """Whether a sentence's figures may count the people that a question names: "How many Norlanders …".

    They do not where each figure that says whose people it counts says another's.
    """
    if question.wanted is not Wanted.COUNT or not question.focus:
        return True
    start, end = question.focus[0].start, question.focus[-1].end
    asked = [name.tokens for name in question.names if start <= name.start < end]
    counted = [figure.noun_text.split() for figure in sentence.quantities if figure.noun_text]
    told = [
        (word.lower(),)
        for words in counted
        if words[-1][0].isupper() or are_people(words[-1].lower())
        for word in words
        if word[0].isupper()
    ]
    return not (asked and told) or any(same_tokens(one, other) for one in asked for other in told)
