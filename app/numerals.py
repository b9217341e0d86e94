"""Numerals in text: digits, number words, fractions and vague words, with scale and unit."""

import re
from functools import lru_cache

from app.wordlists import word_list

_ONES = word_list(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = word_list("twenty thirty forty fifty sixty seventy eighty ninety")
_SMALL = {w: i for i, w in enumerate(_ONES)} | {w: 20 + 10 * i for i, w in enumerate(_TENS)}
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0}
_SHORT_SCALES = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12}
_ORDINALS = {
    word: i
    for i, word in enumerate(
        word_list(
            "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
            "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
        )
    )
}
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_VAGUE = {
    "dozens": (24.0, 99.0),
    "scores": (40.0, 199.0),
    "hundreds": (200.0, 1999.0),
    "thousands": (2e3, 19999.0),
    "millions": (2e6, 19999999.0),
    "billions": (2e9, 19999999999.0),
}

_WORDNUM = "|".join(sorted([*_SMALL, *_SCALES], key=len, reverse=True))
_HALF = r"\bhalf\b(?!-)(?:\san?\s(?=percentage|point|[mbt]illion|dozen)(?:(?:[mbt]r?illion|dozen)\b)?)?"
_FEW, _MANY = (rf"(?:\d{{1,{width}}}|{'|'.join(_SMALL)})" for width in (2, 3))
_TIME = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|minutes|hours|days|weeks|months|years|seasons|games|matches"
)
_RATIO = rf"\b{_FEW}\s(?:in|out\sof)\s(?:every\s)?{_MANY}\b(?=\s(?!(?:{_TIME})\b)[a-z])"
NUMERAL = re.compile(
    rf"""(?P<cur>(?:US|A|C)?\$|€|£|¥)?\s?
    \b(?=[\dabdefhmnostz])(?:  # first letters of number words: what cannot be one is not tried as one
      (?P<ratio>{_RATIO})
    | (?P<digits>(?<![\w.])\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|(?<![\w.])\d+(?:\.\d+)?)
        (?:(?P<th>st|nd|rd|th)\b|(?:[\s-]?(?P<scale>hundred|thousand|million|billion|trillion|dozen|mn|bn|tn)|(?P<short>k|m))\b(?!-))?
    | (?P<fraction>\b(?:a|an|one|two|three|four|five)[\s-](?:half|third|quarter|fifth|sixth|eighth|tenth)s?\b
        |{_HALF})
    | (?P<words>\b(?:an?\s(?=hundred|thousand|million|billion|trillion|dozen))?
        (?:{_WORDNUM})\b(?:[\s-]+(?:and\s)?(?:{_WORDNUM})\b)*)
    | (?P<vague>\b(?:tens\sof\s|hundreds\sof\s)?(?:{"|".join(_VAGUE)})\b)
    | (?P<ordinal>\b(?:{"|".join(_ORDINALS)})\b)
    )
    (?P<tail>[\s-]?percentage[\s-]points?\b|\s?%|[\s-]per\s?cent\b|[\s-]percent\b|\s(?:US\s)?dollars?\b|\seuros?\b|\spounds?\b(?!\sof))?""",
    re.VERBOSE | re.IGNORECASE,
)


def numeral_value(  # noqa: PLR0911 - one return for each kind of numeral
    match: re.Match[str],
) -> tuple[float, float, float, str] | None:
    """Return a match of `NUMERAL` as its smallest and largest value, its rounding step and its unit."""
    unit = _unit(match)
    if digits := match["digits"]:
        plain = digits.replace(",", "")
        value = float(plain)
        decimals = len(plain.partition(".")[2])
        step = 10.0**-decimals
        if not decimals and value:
            zeros = len(plain) - len(plain.rstrip("0"))
            step = 10.0**zeros if zeros >= 2 else 1.0
        scale = (match["scale"] or match["short"] or "").lower()
        times = _SCALES.get(scale) or _SHORT_SCALES.get(scale, 1.0)
        if scale in ("m", "k") and not match["cur"]:
            return value, value, step, unit  # metres or the like
        return value * times, value * times, step * times, "ordinal" if match["th"] else unit
    if fraction := match["fraction"]:
        if fraction.lower().startswith("half"):
            times = _SCALES.get(fraction.lower().split()[-1], 1.0)
            return 0.5 * times, 0.5 * times, 0.01 * times, unit or ("part" if times == 1.0 else "")
        head, _, tail = fraction.lower().replace("-", " ").rpartition(" ")
        count = 1 if head in ("", "a", "an") else _SMALL[head]
        value = count / _PARTS[tail.removesuffix("s")]
        return value, value, 0.01, unit or "part"
    if ratio := match["ratio"]:
        few, many = (_count(part) for part in re.split(r"\s(?:in|out\sof)\s(?:every\s)?", ratio.lower()))
        return (few / many, few / many, 0.01, "part") if 0 < few <= many else None
    if words := match["words"]:
        value = float(words_to_number(words))
        return value, value, 1.0 if value < 1000 else value / 10, unit
    if vague := match["vague"]:
        low, high = _VAGUE[vague.lower().split()[-1]]
        if " " in vague:
            low, high = low * (10 if vague.lower().startswith("tens") else 100), high * 100
        return low, high, 1.0, unit
    value = float(_ORDINALS[match["ordinal"].lower()])
    return value, value, 1.0, "ordinal"


def _count(word: str) -> float:
    return float(word) if word.isdigit() else float(_SMALL[word])


def _unit(match: re.Match[str]) -> str:
    tail = (match["tail"] or "").lower()
    if "point" in tail:
        return "point"
    if "%" in tail or "cent" in tail:
        return "%"
    if match["cur"]:
        return match["cur"][-1]
    return {"d": "$", "e": "€", "p": "£", "u": "$"}.get(tail.strip()[:1], "")


@lru_cache(maxsize=4096)
def words_to_number(words: str) -> float:
    """Return the number that English number words name, such as "two hundred and five" -> 205."""
    total, current = 0.0, 0.0
    for word in re.split(r"[\s-]+", words.lower()):
        if word in ("and", "a", "an"):
            continue
        if word in _SMALL:
            current += _SMALL[word]
        elif word in ("hundred", "dozen"):
            current = (current or 1) * _SCALES[word]
        else:
            total += (current or 1) * _SCALES[word]
            current = 0
    return total + current
