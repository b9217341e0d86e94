"""Cause: a claim may join two facts by "because" only where the text does, and in the text's direction."""

import re
from collections.abc import Iterator

from app.verify.case import Case
from app.verify.finding import Finding, contradicted, unsupported
from app.verify.lexicon import CAUSAL, STRONG_CAUSAL
from app.verify.reading import Reading

_WEAK = re.compile(CAUSAL, re.I)
_STRONG = re.compile(STRONG_CAUSAL, re.I)
_FORWARD = re.compile(
    r"therefore|thus|hence|consequently|led|lead|caus|trigger|prompt|which\sis|that\sis|spark|forc|result(?:s|ed|ing)?\sin"
    r"|as\sa\s(?:direct\s)?result(?!\sof)|so\b",
    re.I,
)
"""Words whose cause stands before them; behind all others it follows."""
_PURPOSE = re.compile(r"\bso\sthat\b|\bin\sorder\sto\b", re.I)


def check_cause(case: Case) -> Iterator[Finding]:
    """Yield a finding when the claim says why, and no cited sentence joins both sides so by a cause."""
    for match in _STRONG.finditer(case.claim.text):
        if case.claim.in_quote(match.start()) or _is_plan(case.claim.text, match):
            continue
        effect, cause = _sides(case.claim, match)
        found: list[dict[int, set[int]]] = [{}, {}]
        for word, place in zip(case.claim.words, case.alignment.places, strict=True):
            if place is None:
                continue
            for side, (start, end) in enumerate((effect, cause)):
                if start <= word.start < end:
                    found[side].setdefault(place.sentence, set()).add(place.word)
        shared = found[0].keys() & found[1].keys()
        whole = shared or (set() if found[0] and found[1] else found[0].keys() | found[1].keys())
        joined = [
            _joined(case.cited[s], found[0].get(s, set()), found[1].get(s, set())) for s in sorted(whole)
        ]
        if any(way == "so" for way in joined):
            continue
        if "reversed" in joined:
            yield contradicted("cause", f"The cited text has “{match.group()}” the other way round.")
        else:
            yield unsupported("cause", f"The cited text does not say “{match.group()}”.")
        return


def _is_plan(text: str, match: re.Match[str]) -> bool:
    """Whether "due to" announces an event: "talks are due to resume"."""
    return match.group().lower().startswith("due") and bool(
        re.search(r"\b(?:is|are|was|were|be)\s$", text[: match.start()])
        and re.match(r"\s(?!the\b|an?\b)[a-z]+\b(?!ing)", text[match.end() :])
        and not re.match(r"\s\w+s?(?:,|\.|$)", text[match.end() :])
    )


def _sides(reading: Reading, match: re.Match[str]) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the spans of effect and cause around a causal word."""
    text = reading.text
    before, after = (0, match.start()), (match.end(), len(text))
    if _FORWARD.match(match.group()):
        return after, before
    if not re.search(r"\w", text[: match.start()]):  # "Because of the storm, ferries stopped"
        comma = text.find(",", match.end())
        if comma != -1:
            return (comma, len(text)), (match.end(), comma)
    return before, after


def _joined(reading: Reading, effect: set[int], cause: set[int]) -> str:
    """Return how a sentence joins the words of both sides by a cause: "so", "reversed" or "" for not at
    all."""
    if not effect or not cause:
        return "so" if _WEAK.search(reading.text) else ""
    way = ""
    for match in _WEAK.finditer(reading.text):
        if _is_plan(reading.text, match):
            continue
        result, reason = _sides(reading, match)
        if _PURPOSE.match(match.group()):
            result, reason = (0, match.start()), (match.end(), len(reading.text))
        right = _share(reading, effect, result) + _share(reading, cause, reason)
        wrong = _share(reading, effect, reason) + _share(reading, cause, result)
        if right >= wrong and _share(reading, effect, result) and _share(reading, cause, reason):
            return "so"
        if _share(reading, effect, reason) and _share(reading, cause, result):
            way = "reversed" if wrong > 1.5 else way
    return way


def _share(reading: Reading, words: set[int], span: tuple[int, int]) -> float:
    return sum(span[0] <= reading.words[w].start < span[1] for w in words) / len(words)
