"""Figures that count what a question asks to have counted: the same noun, or one near it in meaning."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.extractive.reading import ReadSentence
from app.extractive.tolls import counts_behind
from app.quantities import Quantity
from app.question import Question, Wanted
from app.wordlists import word_set
from app.words import is_past_form
from index.embedding.base import Embedder

PHRASE_WORDS = 7  # of the text after a figure that say what it counts and of whom
NOUN_NEAR = 0.38  # least cosine of the nouns: "strikes" and "attacks" have 0.44, "attacks" and "bases" 0.25
PHRASE_NEAR = 0.45  # least cosine of the question with figure and what follows it
VERB_NEAR = 0.60  # least cosine of a noun with a verb of the question: "deaths" and "killed" have 0.70
PEOPLE = word_set("people persons person victims deaths dead casualties fatalities lives")
_SOURCES = re.compile(  # "two people with knowledge of the plan" tell, and are not told of
    r"\s(?:\w+\s){0,2}(?:people|persons|officials|sources|witnesses|diplomats|aides|employees)\s"
    r"(?:(?:with\s(?:\w+\s)?knowledge|familiar|briefed|close\sto|who\s(?:asked|spoke|were|had|have)\s(?:not|on|briefed))\b)",
    re.IGNORECASE,
)
_WORDS = re.compile(r"\S+")
_JOINT = re.compile(r"[,;:]\s|\b(?:and|but|while|as)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure that answers "how many".

    Args:
        quantity: the figure.
        exact: whether it counts the noun of the question, in any form.
        nearness: 1 if exact, else the mean cosine of nouns and phrases.
    """

    quantity: Quantity
    exact: bool
    nearness: float


def find_counted(
    question: Question, sentences: Sequence[ReadSentence], embedder: Embedder | None
) -> list[list[Counted]]:
    """Return for each sentence the figures that count what is asked, nearest first.

    Args:
        question: asks for a count or an amount; for any other the lists are empty.
        sentences: where to look.
        embedder: compares nouns and phrases that differ in their words; they do not count when None.
    """
    found: list[list[Counted]] = [[] for _ in sentences]
    if question.wanted not in (Wanted.COUNT, Wanted.AMOUNT) or not question.focus:
        return found
    unsure: list[tuple[int, Quantity, str]] = []
    for i, sentence in enumerate(sentences):
        beside = _beside_verb(question, sentence)
        for quantity in sentence.quantities:
            if beside is not None and quantity is not beside and quantity.unit != "%":
                continue
            if _SOURCES.match(sentence.text, quantity.end):
                continue
            if quantity.unit == "ordinal" or (quantity.unit == "%") != _asks_share(question):
                continue
            named = any(keys & question.focus[-1].keys for keys in quantity.noun)
            if named or counts_behind(question, sentence, quantity, is_of_people=counts_people(question)):
                found[i].append(Counted(quantity, True, 1.0))
            elif quantity.noun:
                unsure.append((i, quantity, _phrase(sentence.text, quantity)))
    if unsure and embedder is not None:
        for (i, quantity, _), nearness in zip(unsure, _nearness(question, unsure, embedder), strict=True):
            if nearness:
                found[i].append(Counted(quantity, False, nearness))
    for figures in found:
        figures.sort(key=lambda counted: -counted.nearness)
    return found


def counts_people(question: Question) -> bool:
    """Whether a question counts people, whoever they are."""
    return bool(question.focus) and question.focus[-1].lower in PEOPLE


def _beside_verb(question: Question, sentence: ReadSentence) -> Quantity | None:
    """Return the figure that stands with the question's own verb, which says what happened to how many: of
    "killed one guard and injured 18" the one. None where there is no choice, or nothing tells."""
    figures = [quantity for quantity in sentence.quantities if quantity.unit != "ordinal"]
    verbs = [word for word in question.content if is_past_form(word.lower) and word not in question.focus]
    places = [word.start for word in sentence.words if any(word.keys & verb.keys for verb in verbs)]
    if len(figures) < 2 or not places:
        return None
    near = [
        (abs(quantity.start - place), quantity.start, quantity)
        for quantity in figures
        for place in places
        if not _JOINT.search(sentence.text[min(quantity.end, place) : max(quantity.start, place)])
    ]
    return min(near)[2] if near else None


def _nearness(
    question: Question, unsure: Sequence[tuple[int, Quantity, str]], embedder: Embedder
) -> list[float]:
    """Return how near each figure is to counting what is asked, 0 where it counts something else.

    Its noun must be nearer to the noun of the question than to any other word there: of "attacks on troops",
    "strikes" are attacks, but "soldiers" are troops. Or it names what the question's verb brings about:
    "deaths" count who was "killed".
    """
    head = question.focus[-1]
    others = [word.lower for word in question.content if not word.keys & head.keys]
    verbs = [i for i, other in enumerate(others, 1) if is_past_form(other)]
    nouns = list(dict.fromkeys(quantity.noun_text for _, quantity, _ in unsure))
    vectors = embedder.embed([head.lower, *others, *nouns])
    asked = 1 + len(others)
    # Of the nouns that may count it: embedding takes the time, so only they go on.
    best: dict[str, float] = {}
    for noun, words in zip(nouns, vectors[asked:] @ vectors[:asked].T, strict=True):
        is_noun = words[0] >= NOUN_NEAR and words[0] == words.max()
        if is_noun or any(words[i] >= VERB_NEAR for i in verbs):
            best[noun] = float(max(words[[0, *verbs]]))
    phrases = list(dict.fromkeys(phrase for _, quantity, phrase in unsure if quantity.noun_text in best))
    if not phrases:
        return [0.0] * len(unsure)
    vectors = embedder.embed([question.text, *phrases])
    by_phrase = dict(zip(phrases, (vectors[1:] @ vectors[0]).tolist(), strict=True))
    return [
        (best[quantity.noun_text] + by_phrase[phrase]) / 2
        if quantity.noun_text in best and by_phrase[phrase] >= PHRASE_NEAR
        else 0.0
        for _, quantity, phrase in unsure
    ]


def _asks_share(question: Question) -> bool:
    return bool(
        re.search(r"\bper\s?cent|\bpercentage|\bshare\b|\bproportion\b", question.text, re.IGNORECASE)
    )


def _phrase(text: str, quantity: Quantity) -> str:
    ends = [match.end() for match in _WORDS.finditer(text, quantity.end)][:PHRASE_WORDS]
    return text[quantity.start : ends[-1] if ends else quantity.end]
