"""Figures: value, unit, qualifier and the thing counted must be the cited text's."""

import re
from collections.abc import Iterator, Sequence

from app.quantities import Bound, Quantity
from app.verify.case import Case
from app.verify.finding import Finding, contradicted, unsupported
from app.verify.lexicon import synonyms
from app.verify.reading import Reading
from app.words import keys_of, lemmas, parts_of_speech

_ALLOWED: dict[Bound, frozenset[Bound]] = {
    Bound.EXACT: frozenset((Bound.EXACT, Bound.ABOUT, Bound.AT_LEAST, Bound.AT_MOST)),
    Bound.ABOUT: frozenset((Bound.ABOUT,)),
    Bound.AT_LEAST: frozenset((Bound.AT_LEAST,)),
    Bound.MORE_THAN: frozenset((Bound.MORE_THAN, Bound.AT_LEAST)),
    Bound.AT_MOST: frozenset((Bound.AT_MOST,)),
    Bound.LESS_THAN: frozenset((Bound.LESS_THAN, Bound.ABOUT, Bound.AT_MOST)),
}
"""By what the text says of a figure: what a claim may say of it."""


_OF = re.compile(r"\s\w+\sof\s(\w+)")
_TIMES = "times"
_TOLL = re.compile(
    r"(?:people\s)?(?:killed|wounded|injured|hurt|dead|missing|arrested|detained)", re.IGNORECASE
)
_PEOPLE = re.compile(r"(?:other\s|more\s)?(?:people|persons|others)", re.IGNORECASE)
_ELLIPTICAL = (
    r"[,.;)]|\s(?:more|others?|from|compared|against|than|(?:out\s)?of\s(?:it|them|which|those|these|whom))\b"
)


def check_figures(case: Case) -> Iterator[Finding]:
    """Yield a finding for each figure of the claim that the cited text does not give so."""
    given = [(q, reading) for reading in case.cited for q in reading.quantities]
    for claimed in case.claim.quantities:
        if _said_too_often(claimed, case.claim.quantities, [q for q, _ in given]):
            yield unsupported("figure", f"The claim uses {_phrase(claimed)} more often than the cited text.")
            continue
        same_value = [(q, reading) for q, reading in given if same_value_of(claimed, q)]
        if not same_value:
            yield _no_such_value(claimed, [q for q, _ in given])
            continue
        same_noun = [(q, r) for q, r in same_value if same_thing_counted(claimed, q, r)]
        if not same_noun:
            other = same_value[0][0]
            yield contradicted(
                "counted",
                f"The cited text's {other.text} counts “{other.noun_text or 'something else'}”, "
                f"not “{claimed.noun_text}”.",
            )
            continue
        named = all(q.noun for q, _ in same_noun)
        if strange := _strange_noun(claimed, case, () if named else case.near):
            yield unsupported("counted", f"The cited text counts no “{strange}”.")
            continue
        if not any(claimed.bound in _ALLOWED[q.bound] for q, _ in same_noun):
            other = same_noun[0][0]
            stated = f"{other.qualifier} {other.text}".strip()
            said = f"{claimed.qualifier} {claimed.text}".strip()
            yield unsupported("qualifier", f"The cited text says “{stated}”, the claim “{said}”.")


def _strange_noun(claimed: Quantity, case: Case, around: Sequence[Reading]) -> str:
    """Return the plural noun that a claim counts and that stands nowhere in the text or `around` it, by
    itself or in a synonym; empty when there is none."""
    nouns = claimed.noun_text.split() if claimed.noun_text != _TIMES else []
    end = case.claim.text.find(claimed.noun_text, claimed.end) + len(claimed.noun_text) if nouns else 0
    for i, word in enumerate(case.claim.words):
        if not claimed.end <= word.start < end or not _is_plural(word.lower):
            continue
        if case.alignment.places[i] is not None or i in case.claim.name_at:
            return ""
        known = (other.keys for reading in (*case.cited, *around) for other in reading.words)
        return "" if any(_meet(word.keys, keys) for keys in known) else word.text
    return ""


def _is_plural(lower: str) -> bool:
    singular = lemmas(lower).get("NOUN", ())
    return bool(singular) and lower not in singular


def _said_too_often(claimed: Quantity, mine: list[Quantity], given: list[Quantity]) -> bool:
    """Whether a value stands more than once in the claim, once in the text, and a figure of the text is
    left out."""
    same = [q for q in mine if (q.value, q.unit) == (claimed.value, claimed.unit)]
    theirs = [q for q in given if (q.value, q.unit) == (claimed.value, claimed.unit)]
    left_out = [q for q in given if not any(same_value_of(m, q) for m in mine)]
    return len(same) > len(theirs) > 0 and claimed is same[0] and bool(left_out)


def _no_such_value(claimed: Quantity, given: list[Quantity]) -> Finding:
    for q in given:
        if q.unit == claimed.unit and (_nouns_meet(claimed, q) or (q.unit in "%$€£" and q.unit)):
            return contradicted("figure", f"The claim says {_phrase(claimed)}, the cited text {_phrase(q)}.")
    return unsupported("figure", f"The figure {_phrase(claimed)} is not in the cited text.")


def _phrase(q: Quantity) -> str:
    return "“" + " ".join(p for p in (q.qualifier, q.text, q.noun_text) if p) + "”"


def same_value_of(claimed: Quantity, given: Quantity) -> bool:  # noqa: PLR0911 - one return for each rule
    """Whether a claimed figure has the given one's value: equal, rounded from it, or a vague word that
    holds it."""
    factor = 100.0 if (claimed.unit, given.unit) == ("%", "part") else 1.0
    low, high = given.value * factor, given.high * factor
    if {claimed.unit, given.unit} == {"%", "part"}:
        if claimed.unit == "part":
            return abs(claimed.value * 100 - given.value) < 1
        return abs(claimed.value - low) < 1
    if claimed.unit != given.unit:
        return False
    if claimed.vague:
        return claimed.value <= low and high <= claimed.high
    if given.vague:
        return False
    if abs(claimed.value - low) <= 1e-9 * max(1.0, abs(low)):
        return True
    rounding = claimed.bound is Bound.ABOUT or claimed.step >= 1e5
    if rounding and given.step < claimed.step:
        return abs(claimed.value - low) <= claimed.step / 2
    exact = given.bound is Bound.EXACT
    if exact and claimed.bound in (Bound.AT_LEAST, Bound.MORE_THAN):
        return claimed.value <= low <= claimed.value * 1.3 and claimed.value % 10 == 0
    return False


def same_thing_counted(claimed: Quantity, given: Quantity, cited: Reading) -> bool:
    """Whether both figures count the same thing, so far as their nouns tell."""
    if not claimed.noun:
        return True
    if not given.noun:
        if _counted_elsewhere(claimed, given, cited):
            return False
        near = [w.keys for w in cited.words]
        return any(_meet(claimed.noun[-1], keys) for keys in near) or claimed.unit != ""
    if len(claimed.noun) >= 3 or len(given.noun) >= 3:
        return _nouns_meet(claimed, given)
    if _is_told_otherwise(claimed, given, cited):
        return True
    head, other = claimed.noun[-1], given.noun[-1]
    return any(_meet(head, n) for n in given.noun) or any(_meet(other, n) for n in claimed.noun)


def _is_told_otherwise(claimed: Quantity, given: Quantity, cited: Reading) -> bool:
    """Whether other nouns count the same: "two counts of bribery" are two bribery charges, "30 wounded" are
    30 people, and "160 strikes" struck 160 times."""
    of = _OF.match(cited.text, given.end)
    if of and any(_meet(keys_of(of[1].lower()), noun) for noun in claimed.noun):
        return True
    if _TOLL.fullmatch(given.noun_text):
        return _PEOPLE.fullmatch(claimed.noun_text) is not None
    is_event = "VERB" in parts_of_speech(given.noun_text.split()[-1].lower())
    return claimed.noun_text == _TIMES and is_event


def _counted_elsewhere(claimed: Quantity, given: Quantity, cited: Reading) -> bool:
    """Whether the text counts the claim's noun with another figure, of which the given one is no part."""
    head = claimed.noun[-1]
    if re.match(_ELLIPTICAL, cited.text[given.end :]):
        return False  # "it sold 386,000, …", "and dozens more": of the same
    return any(
        q.unit == given.unit
        and bool(q.noun)
        and _meet(head, q.noun[-1])
        and not re.fullmatch(r"\s(?:\w+\s){0,2}of\s(?:\w+\s){0,2}", cited.text[given.end : q.start])
        for q in cited.quantities
        if q is not given
    )


def _nouns_meet(a: Quantity, b: Quantity) -> bool:
    return any(_meet(x, y) for x in a.noun for y in b.noun)


def _meet(a: frozenset[str], b: frozenset[str]) -> bool:
    return bool(a & b) or synonyms(a, b)
