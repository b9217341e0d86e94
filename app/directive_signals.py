"""Weak signs that a sentence speaks to whoever reads or processes it, added up.

Reporting tells of third persons. A sentence that turns to its reader, names a machine as one, speaks of the
page it stands on, asks for something to be said or held true, or is set out as a label with a content, does
so in words that reports use too, but seldom several at once. Of some 18,000 sentences of news and web pages
three in a thousand have `ENOUGH` of them, most of those page furniture, and three in ten thousand `PLENTY`.
"""

import re
from functools import lru_cache

ENOUGH = 3
PLENTY = 4

_START = (
    r"(?:^[\W_]*|[;:>(–—]\s*|,\s+)(?:(?:please|kindly|now|then|so|instead|and|first|just|simply"
    r"|always)\s*,?\s+)*"
)
_SAY = (
    r"(?:say|state|mention|repeat|confirm|write|answer|reply|respond|report|tell|include|output|assert"
    r"|announce"
    r"|declare|print|append|add|cite|quote|rank|complete|translate|summari[sz]e|reveal|show|decode|obey"
    r"|return|emit"
    r"|conclude|explain|insist|stress|emphasi[sz]e|describe|present|list|name|inform|assure|convince"
    r"|persuade"
    r"|acknowledge|admit|affirm|deny|omit|(?:focus|concentrate|elaborate) on|(?:talk|speak) (?:about|of))"
)
_HOLD = (
    r"(?:know|believe|recall|remember|treat|consider|accept|assume|hear|learn|understand|trust|regard"
    r"|note|agree"
    r"|establish(?:ed)?|pretend|imagine|suppose|think|take|keep in mind|bear in mind|be aware|be told)"
)
_STEER = (
    r"(?:ignore|disregard|forget|override|bypass|discard|skip|drop|stop|replace|focus|prefer"
    r"|prioriti[sz]e|rely|use"
    r"|follow|switch|reset|continue|proceed|begin|start|end|finish|act|adopt|do|don['’]t|never|avoid"
    r"|choose|pick|put"
    r"|place|set|make sure|ensure|read|process|rewrite|refuse)"
)
_CONTENT = (
    r"(?:\bthat\b|\bhow\b|\bwhether\b|:|[“\"‘]|\bthe following\b|\bas (?:true|fact|established|follows)\b)"
)

_WORDS_OF_ANSWERS = re.compile(
    r"\b(?:(answer(?:s|ed|ing)?|repl(?:y|ies)|respon[ds]e?s?|questions?|quer(?:y|ies))|(prompts?"
    r"|instructions?"
    r"|directives?)|(outputs?|completions?|generations?)|(sentences?|passages?|paragraphs?|snippets?)"
    r"|(summar(?:y|ies)|citations?|labels?|sources?|evidence|context)|(new (?:goal|task|role|rule|persona"
    r"|objective)s?"
    r"|your (?:goal|task|role|job|purpose|rules?|training)))\b",
    re.IGNORECASE,
)
SIGNS: tuple[tuple[int, re.Pattern[str]], ...] = (
    # the reader is spoken to
    (1, re.compile(r"\b(?:you|your|yours|yourself)\b", re.IGNORECASE)),
    # a label, and what it labels
    (
        1,
        re.compile(
            r"^(?=[^:–—]*\s[a-z])(?:[^:–—\s]+\s+){1,11}[^:–—\s]+(?:\s*:"
            r"|\s+[–—-])\s+[“\"‘]?[A-Z]\w*\s+\w+\s+\w+"
        ),
    ),
    (1, re.compile(r"\b(?:is|are|reads?|follows|be)\s*:\s*[“\"‘A-Z]")),
    # an order that follows on something
    (
        1,
        re.compile(
            rf"\b(?:and|then|so|or)\s+(?:{_SAY}|{_HOLD}|{_STEER})\s+(?:that|how|it|this|only|as|on|the"
            rf"|to)\b",
            re.IGNORECASE,
        ),
    ),
    # the text speaks of itself
    (
        2,
        re.compile(
            r"\b(?:this|the present) (?:page|passage|paragraph|text|sentence|line|snippet|excerpt|chunk"
            r"|context)\b"
            r"|\b(?:reading|processing|indexing|summari[sz]ing) this\b"
            r"|\b(?:sentence|paragraph|text|line|words?|passage|note|statement|point"
            r"|fact)s? (?:(?:that )?(?:comes?|follows?)"
            r"(?: next)?|coming|following|above|below|to come)\b",
            re.IGNORECASE,
        ),
    ),
    # plainly of what stands beside it, or of everything but itself
    (
        3,
        re.compile(
            r"\b(?:next|following|above|previous|preceding|coming) (?:line|sentence|paragraph|words)\b"
            r"|\b(?:line|sentence|paragraph)s? (?:above|below|(?:after|before|following) this(?: one)?)\b"
            r"|\b(?:statement|point|fact|claim)s? that (?:comes?|follows?) next\b"
            r"|\b(?:everything|anything|all|nothing) else (?:in|on|of|here)\b[^.]{0,20}\b(?:archive|page|text"
            r"|articles?|report)s?\b",
            re.IGNORECASE,
        ),
    ),
    # an order
    (
        1,
        re.compile(
            rf"{_START}(?:{_SAY}|{_HOLD}|{_STEER})\b(?!['’]s|\s+(?:of|was|is|were|are|has|had)\b)",
            re.IGNORECASE,
        ),
    ),
    # someone is named as the one who reads or processes
    (
        1,
        re.compile(
            r"\b(?:(?:the|any|every|all|dear|our|this|automated|future|next) (?:readers?|users?|viewers?)"
            r"|whoever"
            r"|(?:anyone|anything|everyone|those|any \w+) (?:reading|processing|summari[sz]ing|parsing"
            r"|who reads))\b"
            r"|^\W*(?:\w+ )?(?:to|for) (?:\w+ )?(?:readers?|users?|viewers?)\b",
            re.IGNORECASE,
        ),
    ),
    # a machine is
    (
        1,
        re.compile(
            r"\b(?:AI|A\.I\.|LLMs?|GPT\w*|(?i:language models?|chat\s?bots?|bots?|assistants?"
            r"|search engines?|crawlers?"
            r"|scrapers?|parsers?|indexers?|retriev(?:al|ers?)|summari[sz]ers?|automated (?:readers?"
            r"|systems?|tools?)"
            r"|developers|agents? reading|neural|machine|the (?:system|model|pipeline|algorithm)))\b"
        ),
    ),
    # something is to be said, or to be held true
    (1, re.compile(rf"\b(?:{_SAY}|{_HOLD})\b[^.]{{0,40}}?{_CONTENT}|\bnamely\b", re.IGNORECASE)),
)
"""Weights of signs; those that take longest to look for come last."""

_MOST = sum(weight for weight, _ in SIGNS)
_CODE = re.compile(
    r"(?<!\S)--\w+|^\W*(?:return|print|echo|sudo|eval|exec|assert|log|yield)\b\s*\(?\s*[“\"'‘]|^\W*sudo\b"
    r"|\w+\([^)]*[=“\"]"
    r"|^\W*\w+\s*:\s*\w+\s*[;,]\s*\w+\s*:\s|\b\w+\s*=\s*[“\"'{\[]|[{}]\s*[“\"']\w+[”\"']\s*:|\\n|=>|:=|\$\{"
    r"|&&|\|\|",
)
_TAG = re.compile(r"<[^<>]*>")
_CONTACT = (
    r"(?:https?://|www\.|\b[\w.+-]+@[\w-]+\.\w+|\b[\w-]{2,}\.(?:com|org|net|info|io|co|app|link|site|xyz"
    r"|online|invalid"
    r"|example|test)\b|(?<![\d.,$€£])\+?\d(?:[\d().-]|\s(?=\d)){5,}\d(?![\d.,]*%)|\b(?:code|pin|password"
    r"|token|key)\b)"
)
_SENT_AWAY = re.compile(
    rf"{_START}(?:call|dial|text|ring|phone|visit|e-?mail|write|go|log|sign|click|scan|enter|use|send"
    rf"|contact|confirm|verify"
    rf"|download|follow|tap|open|reply|donate|pay|transfer|copy|paste|check|see|quote|give|submit"
    rf"|type)\b[^.]{{0,80}}?{_CONTACT}",
    re.IGNORECASE,
)


def speaks_to_reader(text: str, quoteless: str) -> bool:
    """Whether the signs in a sentence are enough, or it is written as code.

    Args:
        text: the sentence.
        quoteless: the same without what stands in quotation marks: people in the news say "you" too.
    """
    return bool(_CODE.search(_TAG.sub(" ", text))) or reaches(quoteless, ENOUGH)


def sends_away(quoteless: str) -> bool:
    """Whether a sentence tells its reader to call a number, open an address or use a code."""
    return bool(_SENT_AWAY.search(quoteless))


def score(text: str) -> int:
    """Return the sum of the signs; of the kinds of words about answers at most two count."""
    return _sum(text, 0)


@lru_cache(maxsize=4_096)
def reaches(text: str, least: int) -> bool:
    """Whether `score(text)` is at least `least`; what can no longer change that is not looked for."""
    return _sum(text, least) >= least


def _sum(text: str, least: int) -> int:
    """Return the score, or less than `least` as soon as that cannot be reached any more."""
    total = min(2, len({match.lastindex for match in _WORDS_OF_ANSWERS.finditer(text)}))
    left = _MOST
    for weight, sign in SIGNS:
        if total + left < least:
            break
        total, left = total + weight * bool(sign.search(text)), left - weight
    return total
