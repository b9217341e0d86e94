"""A claim that is a piece of a cited sentence, word for word: faithful unless what was cut off changes it."""

import re
from collections.abc import Sequence

from app.evidence import EvidenceSentence
from app.verify.verbatim import find_verbatim, plain
from app.words import words_of


def whole_sentence(claim: str, cited: Sequence[EvidenceSentence]) -> bool:
    """Whether `claim` is a whole cited sentence, but for space, quotation marks and the final point."""
    wanted = _bare(claim)
    return any(wanted == _bare(sentence.text) for sentence in cited) or _run_of_sentences(wanted, cited)


def _run_of_sentences(wanted: str, cited: Sequence[EvidenceSentence]) -> bool:
    """Whether it is several cited sentences, whole and in order."""
    rest = wanted
    for sentence in cited:
        text = _bare(sentence.text)
        if text and rest.startswith(text):
            rest = rest[len(text) :].lstrip(' .!?"')
    return not rest and len(cited) > 1


def _bare(text: str) -> str:
    return re.sub(r"\s+", " ", plain(text).strip(' .!?"')).strip()


def is_piece(claim: str, cited: Sequence[EvidenceSentence]) -> bool:
    """Whether `claim` stands word for word in one cited sentence."""
    return len(words_of(claim)) > 1 and any(find_verbatim(claim, sentence.text) for sentence in cited)
