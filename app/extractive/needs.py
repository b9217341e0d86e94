"""What a sentence must hold to answer a question at all: the role, figure, age, year or price asked for."""

import re
from collections.abc import Sequence
from dataclasses import replace

from app.extractive.answer_words import focus_in
from app.extractive.coming import tells_of_next
from app.extractive.countries import is_country
from app.extractive.deeds import tells_of_deed
from app.extractive.directions import runs_against
from app.extractive.groups import are_people, holds_group
from app.extractive.harmed import all_harmed, asks_harmed, asks_present, tells_of_one
from app.extractive.holders import is_anothers
from app.extractive.lengths import holds_length
from app.extractive.matching import names_held
from app.extractive.peoples import holds_people
from app.extractive.reading import ReadSentence
from app.extractive.titled import tells_office
from app.extractive.years import years_of
from app.quantities import Quantity
from app.question import Question, Wanted
from app.verify.lexicon import SPEECH_VERBS, is_verb_of
from app.wordlists import word_set
from app.words import Word, lemmas

_OTHERWISE = {
    role: word_set(words)
    for role, words in {
        "author": "write",
        "boss": "lead head run chief",
        "ceo": "executive",
        "chief": "lead head run",
        "executive": "ceo",
        "head": "lead run chief leader",
        "leader": "head",
    }.items()
}
MADE_FROM = 5  # least letters of a word from which others are taken to be made
_POSSESSIVE = re.compile(r"['’]s?\s")
_NAMED_BEFORE = re.compile(r"[A-Z][\w'’-]+,?\s(?:(?:are|were|as|the|both|joint|former)\s)*$")
_NAMED_BEHIND = re.compile(r"(?:\s(?:of|from|in|for|at)\s[^.;:]{1,60}?,)?\s[A-Z]")
_UNCOUNTED = word_set("no none nobody nothing never several many few single both couple once twice pair half")
_ASKS_AGE = re.compile(
    r"\bhow\sold\b|\b(?:what|which)\s(?:is|was|are|were)\b.{0,30}\bages?\b|\bat\swhat\sage\b", re.IGNORECASE
)
_AGE = re.compile(
    r"\b(?:years?|months?|weeks?|days?)[-\s]old\b|\bage[ds]?\b|\b(?:years?|months?)\sof\sage\b"
    r"|[,(]\s?\d{1,3}\s?(?=[,.;)])"  # "Ola Rand, 41, said"
    r"|\b(?:is|was|turned|turns|at|be)\s\d{1,3}(?=[,.;]|\s(?:and|when|on|in|this|next|last)\b)"
    r"|\b(?:born|birth\w*|century|centuries|centenar\w+|(?:\w+teen|\w+t)(?:ies|ager?s?))\b"
    r"|\b(?:built|founded|established|made|dates?|dating|opened|(?:is|was|are|were)\sfrom)\b.{0,30}\b[12]\d{3}\b",
    re.IGNORECASE,
)
_AGE_ASIDE = re.compile(r",\s(\d{1,3})(?=,\s)")  # "Ola Rand, 41, said"
_ASKS_PRICE = re.compile(
    r"\bwhat(?:['’]s|\s(?:is|was|are|were))\s(?:the\s|an?\s)?(?:\w+\s){0,2}?(?:price|cost|salary|wage|fee|budget)s?\b"
    r"|\bhow\smuch\b(?!\s(?:more|less|higher|lower|of)\b).{0,80}\b(?:costs?|earn(?:s|ed)?|pa(?:y|ys|id)|charge[sd]?|owe[sd]?|spends?|spent)\b",
    re.IGNORECASE,
)
_FREE = word_set("free nothing gratis few several many half double twice")
_SPEAKING = SPEECH_VERBS | word_set(
    "speak talk demand reject refuse threaten thank apologise apologize appeal want defend oppose welcome"
)
_ASKS_SPEECH = re.compile(
    r"\bwhat\s(?:did|does|do|has|have|had)\s(?:[\w'’.-]+\s){1,6}?(?:said|say|tell|told|announced?|promised?|claim(?:ed)?)"
    r"(?=\W*$|\s(?:about|of|on|to|after|when|at|before|during|in|regarding|concerning)\b)",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    r"[\"“”«»]|``|\b(?:according\sto|statements?|speech|interview|remarks?|comments?|words?|letter|view)\b",
    re.IGNORECASE,
)


def holds_role(question: Question, sentence: ReadSentence, *, at_home: bool = False) -> bool:
    """Whether a sentence can tell who holds the role that is asked for.

    "Who is the mayor of Port Vell?" is not answered where no mayor is spoken of, or not of Port Vell: in the
    sentence, beside it or in its article's title. Any other question asks for no role. In an article of one
    country its name need not stand there: "Prime Minister Ola Rand" is that country's.
    """
    if not question.role:
        return True
    around = _around(sentence)
    told = any(
        _speaks_of(question, text) and not is_anothers(question, text, at_home=at_home) for text in around
    )
    if at_home:
        question = replace(question, names=tuple(n for n in question.names if not is_country(n.tokens)))
    return told and names_held(question, around) == 1.0


def _speaks_of(question: Question, sentence: ReadSentence) -> bool:
    """Whether a sentence holds the focus, or a word of the same deed: "leadership" or "led" for "leader"."""
    head = question.focus[-1].lower
    named = focus_in(question, sentence)
    deeds = _deeds_of(head)
    return any(
        (
            word in named
            and not _POSSESSIVE.match(sentence.text, word.end)  # "the mayor's office" names no mayor
            and not _names_nobody(head, word, sentence.text)
        )
        or (len(head) >= MADE_FROM and word.lower.startswith(head) and word not in named)
        or word.lower in deeds
        or not deeds.isdisjoint(lemmas(word.lower).get("VERB", ()))
        for word in sentence.words
    )


def _names_nobody(role: str, word: Word, text: str) -> bool:
    """Whether a word is the plural of a role without names at it: "leaders of these groups met"."""
    return word.lower == role + "s" and not (
        _NAMED_BEFORE.search(text[: word.start]) or _NAMED_BEHIND.match(text, word.end)
    )


def _deeds_of(role: str) -> frozenset[str]:
    """Return the verbs, and other names, of what the holder of a role does: "own" of an owner."""
    made = {role[:-2], role[:-1], role[:-3]} if role.endswith(("er", "or")) else set[str]()
    made -= {"may"}  # which no mayor does
    return frozenset(word for word in made if len(word) > 2) | _OTHERWISE.get(role, frozenset())


def is_about(question: Question, sentence: ReadSentence) -> bool:
    """Whether a sentence with its surroundings holds a third of what the question says besides its focus."""
    rest = [w for w in question.content if not any(w.keys & focus.keys for focus in question.focus[-1:])]
    around = _around(sentence)
    named = [name for name in question.names if names_held(replace(question, names=(name,)), around)]
    held = [
        any(word.keys & text.keys for text in around) or any(n.start <= word.start < n.end for n in named)
        for word in rest
    ]
    return 3 * sum(held) >= len(rest)


def _around(sentence: ReadSentence) -> list[ReadSentence]:
    """The sentence, those beside it, and its article's title."""
    source = sentence.source
    texts = (source.article.title, source.before, source.after)
    return [sentence, *(ReadSentence(replace(source, text=text)) for text in texts)]


def holds_count(question: Question, sentence: ReadSentence) -> bool:
    """Whether a sentence can tell how many: it holds a figure, or a word for one, such as "several"."""
    if question.wanted is not Wanted.COUNT or any(word.lower == "often" for word in question.words):
        return True
    ages = {match.start(1) for match in _AGE_ASIDE.finditer(sentence.text)}
    figures = [q for q in sentence.quantities if q.unit != "ordinal" and q.start not in ages]
    if figures and (asks_present(question) or _counts_things(question, figures)):
        return not all_harmed(sentence.text, figures)
    if asks_harmed(question) and tells_of_one(sentence.text):
        return True
    return bool(figures) or any(
        word.lower in _UNCOUNTED or (word.text.isdigit() and word.start not in ages)
        for word in sentence.words
    )


def _counts_things(question: Question, figures: Sequence[Quantity]) -> bool:
    """Whether a question counts what is no group of people, by its word, and no figure counts it by that."""
    if not question.focus or asks_harmed(question):
        return False
    head = question.focus[-1]
    named = any(keys & head.keys for figure in figures for keys in figure.noun)
    return head.text.islower() and not named and not are_people(head.lower)


def holds_age(question: Question, sentence: ReadSentence) -> bool:
    """Whether a sentence can tell how old: it holds an age, or when somebody was born or something made."""
    return not _ASKS_AGE.search(question.text) or bool(_AGE.search(sentence.text))


def holds_year(question: Question, sentence: ReadSentence) -> bool:
    """Whether a sentence can give the figure of the year that is asked for: it names that year, or none."""
    is_figure = question.wanted in (Wanted.COUNT, Wanted.AMOUNT)
    if not is_figure and not (
        question.wanted is Wanted.WHICH and sentence.quantities
    ):  # "What was the turnout …"
        return True
    asked, told = years_of(question.text), years_of(sentence.text)
    return not asked or not told or bool(asked & told)


def holds_price(question: Question, sentence: ReadSentence) -> bool:
    """Whether a sentence can tell a price: it holds a figure that is no share, or says that it is free."""
    if not _ASKS_PRICE.search(question.text):
        return True
    figures = any(quantity.unit not in ("%", "ordinal") for quantity in sentence.quantities)
    return figures or any(word.lower in _FREE for word in sentence.words)


def holds_speech(question: Question, sentence: ReadSentence) -> bool:
    """Whether a sentence can tell what somebody said: it quotes, hands a statement to someone, or stands in a
    quotation that the sentence before opens."""
    if not _ASKS_SPEECH.search(question.text):
        return True
    if any(is_verb_of(word.lower, _SPEAKING) for word in sentence.words):
        return True
    before = sentence.source.before
    opened = before.rfind("“") > before.rfind("”") or before.count('"') % 2 == 1
    return opened or _SPOKEN.search(sentence.text) is not None


_NEEDS = (
    tells_office,
    holds_count,
    holds_age,
    holds_year,
    holds_price,
    holds_speech,
    holds_length,
    holds_group,
    holds_people,
    tells_of_deed,
    tells_of_next,
)


def can_answer(question: Question, sentence: ReadSentence, *, at_home: bool = False) -> bool:
    """Whether a sentence holds what every answer to such a question must: a role, a figure, a year; and is
    not of others, or told the other way round.

    Args:
        question: what is asked.
        sentence: what may answer it.
        at_home: whether its article speaks of the asked country and no other.
    """
    held = all(holds(question, sentence) for holds in _NEEDS)
    if not held or not holds_role(question, sentence, at_home=at_home):
        return False
    return not is_anothers(question, sentence, at_home=at_home) and not runs_against(question, sentence)
