"""Faithful changes of news sentences: said in another order, in other words, or with less."""

import random
import re
from collections.abc import Callable, Mapping

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_SAID = r"(?:said|told|says|stated|announced|claimed|added|argued|confirmed|warned)"
LAST_SAID = re.compile(rf'^(["“]?)(.{{20,}}?),(["”]?) (?:{_SAID}) ([A-Z][\w. ]{{2,40}}?)\.$')
FIRST_SAID = re.compile(r"^([A-Z][\w. ]{2,40}?) said (?:that )?(.{20,})\.$")
_DATE = re.compile(rf"\b({'|'.join(MONTHS)}) (\d{{1,2}}), (\d{{4}})\b")
_SYNONYMS = {
    "said": "stated",
    "began": "started",
    "start": "begin",
    "help": "assist",
    "bought": "purchased",
    "about": "approximately",
    "large": "big",
    "however": "but",
    "show": "reveal",
    "near": "close to",
    "while": "whereas",
    "many": "numerous",
    "need": "require",
    "several": "a number of",
    "killed": "slain",
    "show that": "demonstrate that",
    "got": "received",
    "attempt": "try",
    "also": "additionally",
    "children": "kids",
    "buy": "purchase",
    "end": "finish",
    "ended": "finished",
    "did not": "didn't",
    "does not": "doesn't",
    "is not": "isn't",
    "was not": "wasn't",
    "has not": "hasn't",
    "will not": "won't",
    "cannot": "can't",
}
_CARDINALS = {str(n): word for n, word in enumerate("two three four five six seven eight nine".split(), 2)}  # noqa: SIM905
_OPENING = re.compile(
    r"^(?:In|On|At|During|Since|By|Following|According to|However|Meanwhile)\b[^,]{0,40}, (?=[A-Z])"
)
_ENDING = re.compile(r", (?:\w+ing|which|who|where|although|according to) [^\"“”]{8,80}\.$")


def paraphrased(text: str, rng: random.Random) -> tuple[str, str]:
    """Return the sentence with up to two faithful changes, and their names joined by "+"."""
    done: list[str] = []
    for name in rng.sample(list(_WAYS), len(_WAYS)):
        changed = _WAYS[name](text, rng)
        if changed is not None:
            text = changed
            done.append(name)
        if len(done) == 2 or (done and rng.random() < 0.5):
            break
    return text, "+".join(done)


def swap_one(text: str, table: Mapping[str, str], rng: random.Random) -> str | None:
    """Return `text` with one of the table's words, drawn at random, exchanged; None where it has none."""
    found = [word for word in table if re.search(rf"\b{re.escape(word.strip())}\b", text)]
    if not found:
        return None
    word = rng.choice(found)
    return re.sub(
        rf"\b{re.escape(word.strip())}\b" + (" " if word.endswith(" ") else ""), table[word], text, count=1
    )


def _speaker_first(text: str, _: random.Random) -> str | None:
    match = LAST_SAID.match(text)
    if match:
        opening, said, closing, who = match.groups()
        return (
            f"{who} said {opening}{said}{closing}."
            if opening
            else f"{who} said that {said[0].lower()}{said[1:]}."
        )
    match = FIRST_SAID.match(text)
    return f"According to {match[1]}, {match[2]}." if match else None


def _date_order(text: str, _: random.Random) -> str | None:
    return _DATE.sub(r"\2 \1 \3", text, count=1) if _DATE.search(text) else None


def _in_words(text: str, rng: random.Random) -> str | None:
    if "," in text and re.search(r"\b\d{1,3}(?:,\d{3})+\b", text) and rng.random() < 0.7:
        return re.sub(r"\b\d{1,3}(?:,\d{3})+\b", lambda m: m[0].replace(",", ""), text, count=1)
    match = re.search(r"(?<![\w.,$-])([2-9])(?= [a-z])", text)
    return text[: match.start()] + _CARDINALS[match[1]] + text[match.end() :] if match else None


def _synonyms(text: str, rng: random.Random) -> str | None:
    return swap_one(text, _SYNONYMS, rng)


def _less(text: str, rng: random.Random) -> str | None:
    """Leave out what stands in brackets, before the subject, at the end or between commas after a name."""
    ways = [re.sub(r" \([^()]*\)", "", text), _OPENING.sub("", text), _ENDING.sub(".", text)]
    shorter = rng.choice([one for one in ways if one != text] or [text])
    if shorter == text:
        shorter = re.sub(
            r"(?<=[A-Z][a-z])([a-z]*), (?:who|which|the|a|an) [^,.;\"“]{5,60},", r"\1", text, count=1
        )
    return shorter if shorter != text and len(shorter) > 30 else None


_WAYS: Mapping[str, Callable[[str, random.Random], str | None]] = {
    "speaker first": _speaker_first,
    "date order": _date_order,
    "figure in words": _in_words,
    "synonyms": _synonyms,
    "less said": _less,
}
