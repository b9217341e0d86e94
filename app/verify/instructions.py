"""Instructions inside an article: text that tells a reader or model what to answer supports nothing."""

import re
from collections.abc import Iterator

from app.verify.case import Case
from app.verify.finding import Finding, unsupported
from app.verify.imperative import is_imperative

_INSTRUCTION = re.compile(
    r"""\b(?:ignore|disregard|forget|override|bypass)\b[^.]{0,40}
        \b(?:previous|prior|above|earlier|preceding|all|any|your|the|these)\b[^.]{0,30}
        \b(?:instructions?|prompts?|rules?|directions?|guidelines?|messages?|context|sources?|articles?|evidence|text)\b
    | \byou\sare\snow\s(?:an?|in|the|[A-Z])
    | \byou\s(?:must|should|will|are\sto)\s(?:now\s|always\s|only\s|never\s)*
        (?:act\sas|answer|respond|reply|say|write|state|report|output|not\sreveal)\b
    | \b(?:system|developer|assistant)\s*(?:prompt|message|instruction|note|override|:)
    | \bas\san\s(?:AI|LLM)\b(?!\s[a-z])
    | \b(?:dear|attention|note\sto|instructions?\s(?:for|to)|if\syou\sare)\s(?:an?\s|the\s|any\s|all\s)?
        (?:AI|language\smodels?|assistants?|LLMs?|chat\s?bots?|models?|summari[sz]ers?)\b
    | \b(?:in|for)\syour\s(?:answer|response|reply|summary|output)\b
    | \b(?:answer|respond|reply|output|print|begin\syour\s(?:answer|reply))\s(?:only\s)?
        (?:with|by\ssaying|that|as)\b[^.]*(?:\bquestions?\b|[:"'])
    | \btell\s(?:the\s)?(?:user|reader|person\sasking)s?\b
    | <\|?\s*(?:im_start|system|assistant|user|endoftext)
    | \[(?:/?INST|system|assistant)\]
    """,
    re.IGNORECASE | re.VERBOSE,
)


def is_instruction(text: str) -> bool:
    """Whether a sentence speaks to a reader or model about how to answer."""
    return bool(_INSTRUCTION.search(text))


def check_instructions(case: Case) -> Iterator[Finding]:
    """Yield a finding when what the claim is made from, or the claim itself, is an instruction.

    An order in an article reports nothing that could be said in other words; quoted whole it may be shown.
    """
    if case.cited and all(is_instruction(reading.text) for reading in case.cited):
        yield unsupported("instruction", "The cited text is an instruction to whoever answers, not a report.")
    elif is_instruction(case.claim.text):
        yield unsupported("instruction", "The claim is an instruction, not an answer from the text.")
    else:
        placed = [place.sentence for place in case.alignment.places if place is not None]
        for s, reading in enumerate(case.cited):
            if 2 * placed.count(s) > len(placed) and is_imperative(reading.text):
                yield unsupported("instruction", "The cited text gives an order and reports nothing.")
    if is_imperative(case.claim.text):
        yield unsupported("instruction", "The claim gives an order and reports nothing.")
