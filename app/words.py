"""Words of a sentence with their offsets, and the keys by which two forms of a word are the same word.

Lemmas and possible parts of speech come from LemmInflect's dictionary (NIH SPECIALIST lexicon), stems from
Snowball's English stemmer; both ship their data and need no network.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from app.wordlists import word_set

_WORD = re.compile(
    r"(?:[A-Z]\.){2,}(?:[a-z]\b)?"  # U.S., E.U.
    r"|[^\W\d_]+(?:['’][^\W\d_]+)*"  # words, with apostrophes
    r"|\d+(?:[.,:]\d+)*"
)

_SENTENCE = 1_000  # characters; what is longer is an article, and not kept
FUNCTION_WORDS = word_set(
    """a about above after again against all almost along already also although always am among an and
    another any anybody anyone anything are around as at away back be became because become been before
    behind being below between both but by came can cannot come could did do does doing done down during
    each either else enough even ever every few for from further get gets getting give given go goes going
    gone got had has have having he her here hers herself him himself his how however i if in indeed
    instead into is it its itself just least less let like made make makes many may maybe me might mine
    more most much must my myself near neither never no nobody none nor not nothing now of off often on
    once one only onto or other others our ours ourselves out over own per perhaps put quite rather same
    seem seems shall she should since so some somebody someone something still such take taken than that
    the their theirs them themselves then there therefore these they this those though through throughout
    thus to together too toward towards under until up upon us very via was we well were what whatever
    when whenever where whether which while who whom whose why will with within without would yet you your
    yours yourself yourselves ll ve re d s t m"""
)
"""Words that carry too little content to need support of their own."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word: `text[start:end]` in its sentence, its lower-case form and its keys (see `keys_of`)."""

    start: int
    end: int
    text: str
    lower: str
    keys: frozenset[str]
    content: bool


def words_of(text: str) -> list[Word]:
    """Return the words and numbers of `text` in order, possessive endings cut off."""
    return list(_read_once(text) if len(text) <= _SENTENCE else _read(text))


@lru_cache(maxsize=4_096)
def _read_once(text: str) -> tuple[Word, ...]:
    """A sentence is read by several parts of one answer."""
    return _read(text)


def _read(text: str) -> tuple[Word, ...]:
    words = []
    for match in _WORD.finditer(text):
        raw = match.group()
        end = match.end()
        if raw[-2:] in ("'s", "’s") and len(raw) > 2:
            raw, end = raw[:-2], end - 2
        lower = raw.lower().replace("’", "'")
        content = lower not in FUNCTION_WORDS and not lower.endswith("n't") and (len(lower) > 1)
        words.append(Word(match.start(), end, raw, lower, keys_of(lower), content))
    return tuple(words)


@lru_cache(maxsize=50_000)
def keys_of(lower: str) -> frozenset[str]:
    """Return the stems of a lower-case word's lemmas; two words are forms of one when their keys meet."""
    if lower.isdigit() or not lower.isascii() or not lower.isalpha():
        return frozenset((lower.replace(".", "") if not lower[:1].isdigit() else lower,))
    found = {stem(lower)}
    for forms in lemmas(lower).values():
        found.update(stem(form.lower()) for form in forms)
    return frozenset(found)


@lru_cache(maxsize=50_000)
def lemmas(lower: str) -> dict[str, tuple[str, ...]]:
    """Return a word's dictionary lemmas by part of speech (NOUN, VERB, ADJ, ADV, ...); empty if unknown."""
    from lemminflect import getAllLemmas

    return dict(getAllLemmas(lower))


def parts_of_speech(lower: str) -> frozenset[str]:
    """Return the parts of speech that the dictionary knows for a word; empty if unknown."""
    return frozenset(lemmas(lower))


@lru_cache(maxsize=50_000)
def stem(lower: str) -> str:
    """Return the Snowball English stem of a lower-case word."""
    return str(_stemmer().stemWord(lower))


@lru_cache(maxsize=1)
def _stemmer():  # type: ignore[no-untyped-def]
    import snowballstemmer

    return snowballstemmer.stemmer("english")


_SAME_FORM = word_set(
    "found fell saw put cut hit set shut hurt beat split spread shed quit burst shot cast bound wound"
)
"""Past forms and participles that are a bare form too."""


def is_participle(lower: str) -> bool:
    """Whether a word can be a past participle, as behind "was"."""
    return is_past_form(lower) or lower in _SAME_FORM


def is_past_form(lower: str) -> bool:
    """Whether a word can be a past tense or past participle."""
    verb = lemmas(lower).get("VERB", ())
    return bool(verb) and lower not in verb and not lower.endswith(("ing", "s"))
