"""Altered questions that a passage no longer answers.

The ways are those that SQuAD 2.0's writers were found to use (Rajpurkar et al. 2018, table 2): another
entity, another figure, an antonym, a negation. The replacement is drawn from other questions, so that it
reads naturally.
"""

import random
import re

_PAIRS = """
first/last largest/smallest biggest/smallest most/least highest/lowest before/after more/fewer
best/worst oldest/youngest increase/decrease increased/decreased north/south northern/southern
east/west eastern/western earliest/latest win/lose won/lost born/buried began/ended begin/end
start/stop started/stopped opened/closed bought/sold buy/sell like/dislike good/bad new/old
long/short accepted/rejected allowed/banned above/below male/female husband/sister wife/brother
father/uncle mother/aunt son/cousin maximum/minimum inside/outside public/private rich/poor
arrive/leave joined/left founded/dissolved built/destroyed supported/opposed gained/lost
"""
ANTONYMS = dict(pair.split("/") for pair in _PAIRS.split())
ANTONYMS |= {opposite: word for word, opposite in ANTONYMS.items() if opposite not in ANTONYMS}
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w'-]*(?: (?:of |the |de )*[A-Z][\w'-]*)*")
_FIGURE = re.compile(r"\b\d[\d,.]*\d\b|\b\d\b")
_WORD = re.compile(r"[a-z]+")
_AUXILIARY = re.compile(r"\b(is|are|was|were|did|does|do|can|could|will|would|has|have|had)\b")


def names_in(question: str) -> list[str]:
    """Return the capitalised names inside a question, its first word left out."""
    return _NAME.findall(question)


def alter(question: str, context: str, names: list[str], rng: random.Random) -> str | None:
    """Return `question` changed so that `context` does not answer it, or None when nothing can change.

    Args:
        question: a question that `context` answers.
        context: the passage.
        names: names of other questions, to draw from.
        rng: the source of chance.
    """
    ways = [_swap_name, _swap_figure, _swap_antonym]
    rng.shuffle(ways)
    if rng.random() < 0.1:
        ways.insert(0, _negate)
    for way in ways:
        changed = way(question, context, names, rng)
        if changed is not None and changed != question:
            return changed
    return None


def _swap_name(question: str, context: str, names: list[str], rng: random.Random) -> str | None:
    found = list(_NAME.finditer(question))
    if not found:
        return None
    old = rng.choice(found)
    inside = [name for name in _NAME.findall(context) if name not in question and old[0] not in name]
    pool = inside if inside and rng.random() < 0.4 else names
    new = rng.choice(pool)
    if new in question or old[0] in new:
        return None
    return question[: old.start()] + new + question[old.end() :]


def _swap_figure(question: str, context: str, _names: list[str], rng: random.Random) -> str | None:
    found = list(_FIGURE.finditer(question))
    if not found:
        return None
    old = rng.choice(found)
    digits = re.sub(r"[,.]", "", old[0])
    if len(digits) == 4 and 1000 < int(digits) < 2100:
        new = str(int(digits) + rng.choice([-40, -12, -7, -3, -2, -1, 1, 2, 3, 5, 11, 30]))
    else:
        new = str(max(1, int(int(digits) * rng.choice([0.3, 0.5, 0.8, 1.5, 2, 3])) + rng.choice([1, 2, 3])))
    if new in context or new == old[0]:
        return None
    return question[: old.start()] + new + question[old.end() :]


def _swap_antonym(question: str, context: str, _names: list[str], rng: random.Random) -> str | None:
    found = [match for match in _WORD.finditer(question) if match[0] in ANTONYMS]
    if not found:
        return None
    old = rng.choice(found)
    new = ANTONYMS[old[0]]
    if new in context:
        return None
    return question[: old.start()] + new + question[old.end() :]


def _negate(question: str, _context: str, _names: list[str], _rng: random.Random) -> str | None:
    old = _AUXILIARY.search(question)
    if not old or " not " in question or "n't" in question:
        return None
    if old[0] in {"did", "does", "do"}:  # "did Anna buy" has its "not" after the subject
        words = question[old.end() :].split(" ")
        if len(words) < 3:
            return None
        return question[: old.end()] + " ".join([*words[:2], "not", *words[2:]])
    return question[: old.end()] + " not" + question[old.end() :]
