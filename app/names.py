"""Names of people, places and organisations in text, and whether two mentions name the same."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.numerals import NUMERAL
from app.wordlists import word_set
from app.words import FUNCTION_WORDS, lemmas

_TITLE = r"(?:Brig|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Sen|Rep|Gov|Mr|Mrs|Ms|Dr|Prof|Rev|St|Hon)\."
_CAP = (
    rf"(?:{_TITLE}|[A-Z]\.(?:\s?[A-Z]\.)+|(?:al|el|ul|ad|as|an|ar)-[A-Z][^\W_]*|[A-Z]\.(?=\s[A-Z])"
    r"|[A-Z][^\W_]*(?:['’.][^\W_]+|-[A-Z\d][^\W_]*)*)"
)
_LINK = (
    r"(?:of\sthe|for\sthe|of|and|de\sla|de|del|della|di|da|do|dos|du|la|le|van\sder|van\sden|van|von|der|bin|ibn"
    r"|al|el|y|e|&)"
)
_NAME = re.compile(
    rf"(?<![\w@#/.-]){_CAP}(?:[ \xa0](?:{_LINK}[ ])?{_CAP}"
    r"|[ ]\d{1,3}(?=[^\w.,%]|[.,]?$|[.,][ ])(?![ ][a-z%]))*"
)
_CALENDAR = word_set(
    """monday tuesday wednesday thursday friday saturday sunday january february march april june july august
    september october november december jan feb mar apr aug sept sep oct nov dec"""
)
TITLES = word_set(
    """mr mrs ms miss dr prof professor sir lord lady dame president premier chancellor minister prime
    secretary senator sen rep representative congressman congresswoman governor gov mayor chief general
    gen brig brigadier colonel col major maj captain capt lieutenant lt sergeant sgt admiral adm commander
    king queen prince princess pope bishop archbishop cardinal imam rabbi ayatollah sheikh judge justice
    attorney director chairman chairwoman chair ceo spokesman spokeswoman spokesperson ambassador officer
    deputy vice former foreign defense defence state interior finance leader supreme minister's reverend
    rev detective inspector superintendent coach councillor commissioner actor singer author of the for
    and"""
)
"""Words that may stand before a name without being part of it."""

_ALIASES: tuple[frozenset[str], ...] = (
    frozenset(("us", "usa", "united states", "united states of america", "america", "american", "americans")),
    frozenset(("uk", "united kingdom", "britain", "great britain", "british", "britons")),
    frozenset(("eu", "european union")),
    frozenset(("un", "united nations")),
    frozenset(("netherlands", "dutch", "holland")),
    frozenset(("france", "french")),
    frozenset(("spain", "spanish", "spaniards")),
    frozenset(("germany", "german", "germans")),
    frozenset(("greece", "greek", "greeks")),
    frozenset(("switzerland", "swiss")),
    frozenset(("turkey", "türkiye", "turkish", "turks")),
    frozenset(("denmark", "danish", "danes")),
    frozenset(("sweden", "swedish", "swedes")),
    frozenset(("poland", "polish", "poles")),
    frozenset(("wales", "welsh")),
    frozenset(("ireland", "irish")),
    frozenset(("philippines", "filipino", "filipinos", "philippine")),
    frozenset(("china", "chinese")),
    frozenset(("norway", "norwegian", "norwegians")),
    frozenset(("finland", "finnish", "finns")),
    frozenset(("england", "english")),
    frozenset(("scotland", "scottish", "scots")),
    frozenset(("belgium", "belgian", "belgians")),
    frozenset(("portugal", "portuguese")),
    frozenset(("thailand", "thai", "thais")),
    frozenset(("lebanon", "lebanese")),
    frozenset(("iceland", "icelandic", "icelanders")),
    frozenset(("cyprus", "cypriot", "cypriots")),
    frozenset(("czech republic", "czechia", "czech", "czechs")),
    frozenset(("slovakia", "slovak", "slovaks")),
    frozenset(("argentina", "argentine", "argentines", "argentinian")),
    frozenset(("peru", "peruvian", "peruvians")),
    frozenset(("afghanistan", "afghan", "afghans")),
    frozenset(("houthi", "houthis", "ansar allah")),
    frozenset(("uae", "united arab emirates", "emirati")),
    frozenset(("nato", "north atlantic treaty organization")),
)
_DEMONYM = re.compile(r"(?:ians?|ans?|ese|ish|is?|nians?|s)$")


@dataclass(frozen=True, slots=True)
class Name:
    """One mention: `text[start:end]`; `tokens` are its lower-case words without titles and points."""

    start: int
    end: int
    text: str
    tokens: tuple[str, ...]

    @property
    def key(self) -> str:
        """The tokens as one string."""
        return " ".join(self.tokens)


def find_names(text: str, known: Sequence[Name] = ()) -> list[Name]:
    """Return the names of `text` in order.

    Args:
        text: a sentence or more.
        known: names of the text around; a dictionary word that opens a sentence counts as a name only when it
            is among them, stands capitalised elsewhere in `text`, or owns something, being no noun itself.
    """
    found: list[Name] = []
    for match in _NAME.finditer(text):
        for start, end in _pieces(text, match.start(), match.end()):
            name = _name(text, start, end)
            if name is not None:
                found.append(name)
    inside = {
        token for name in (*known, *found) if not _opens_sentence(text, name.start) for token in name.tokens
    }
    inside |= {token for name in known for token in name.tokens}
    return [
        name
        for name in found
        if len(name.tokens) > 1
        or not _opens_sentence(text, name.start)
        or not _in_dictionary(name.tokens[0])
        or name.tokens[0] in inside
        or (name.text.isupper() and len(name.text) > 1)
        or _owns_as_a_name(text, name)
    ]


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut calendar words off, and at "and" when it joins two names rather than one."""
    pieces = []
    position = start
    for match in re.finditer(r"\S+", text[start:end]):
        word = match.group().lower().strip(".")
        if word in _CALENDAR or word == "and":
            if start + match.start() > position:
                pieces.append((position, start + match.start()))
            position = start + match.end()
    pieces.append((position, end))
    trimmed = []
    for a, b in pieces:
        piece = text[a:b]
        first, last = a + len(piece) - len(piece.lstrip()), b - len(piece) + len(piece.rstrip())
        if first < last:
            trimmed.append((first, last))
    return trimmed


def _name(text: str, start: int, end: int) -> Name | None:
    words = [(m.start() + start, m.group()) for m in re.finditer(r"[^\s]+", text[start:end])]
    while words and _is_opener(text, *words[0]):
        words = words[1:]
    while words and words[-1][1].lower() in ("of", "and", "the", "de", "for"):
        words = words[:-1]
    if not words:
        return None
    tokens = tuple(_plain(w) for _, w in words)
    core = tuple(
        t for i, t in enumerate(tokens) if t not in TITLES or (i == len(tokens) - 1 and len(tokens) == 1)
    )
    core = core or tokens
    if len(core) == 1 and (core[0] in _CALENDAR or core[0] in ("i", "may") or not core[0]):
        return None
    if NUMERAL.fullmatch(" ".join(core)):  # "Three people", opening a sentence
        return None
    last_start, last = words[-1]
    stop = last_start + len(last)
    if text[stop - 2 : stop] in ("'s", "’s"):
        stop -= 2
    elif text[stop - 1] in ".'’" and not re.search(r"[A-Z]\.$", last):
        stop -= 1
    return Name(words[0][0], stop, text[words[0][0] : stop], core)


def _is_opener(text: str, start: int, word: str) -> bool:
    """Whether a capitalised word only opens the sentence: "The", "When", "Meanwhile"."""
    lower = _plain(word).partition("'")[0]
    if not _opens_sentence(text, start):
        return lower in ("the", "a", "an", "i") or (
            lower in FUNCTION_WORDS and not word.isupper() and len(lower) > 1
        )
    if NUMERAL.fullmatch(lower):
        return True  # "Three US soldiers"
    forms = lemmas(lower)
    return (lower in FUNCTION_WORDS and not (word.isupper() and len(word) > 1)) or set(forms) == {"ADV"}


@lru_cache(maxsize=20_000)
def _plain(word: str) -> str:
    lower = word.lower().replace("’", "'").removesuffix("'s").strip(".'")
    return lower.replace(".", "")


def _opens_sentence(text: str, start: int) -> bool:
    head = text[:start].rstrip()
    if (head[-1:] == '"' and head.count('"') % 2 == 0) or head[-1:] == "”":
        return head[-2:-1] in (".", "!", "?")
    return not head or (
        head[-1] in ".!?:“\"‘'(—–;"
        and not re.search(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Gen|Sen|Rep|Lt|Col)\.$", head)
    )


def _owns_as_a_name(text: str, name: Name) -> bool:
    """Whether a verb or adjective stands in the possessive: "United's captain", but "Let's"."""
    if text[name.end : name.end + 3] not in ("'s ", "’s ") or name.tokens[0] == "let":
        return False
    return {"VERB", "ADJ"} >= set(lemmas(name.tokens[0]))


def _in_dictionary(lower: str) -> bool:
    from lemminflect import getAllLemmas

    found = getAllLemmas(lower)
    return bool(found) and "PROPN" not in found


def same_name(one: Name, other: Name) -> bool:
    """Whether two mentions can name the same: equal, shortened, an acronym, or a country and its people."""
    return same_tokens(one.tokens, other.tokens)


@lru_cache(maxsize=50_000)
def same_tokens(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Same as `same_name`, on tokens."""
    if one == other:
        return True
    a, b = " ".join(one), " ".join(other)
    if any(a in group and b in group for group in _ALIASES):
        return True
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if all(any(_same_token(s, t) for t in long) for s in short):
        return True
    return len(short) == 1 and len(long) > 1 and _initials(short[0], long)


def _initials(short: str, long: tuple[str, ...]) -> bool:
    full = "".join(t[0] for t in long if t)
    content = "".join(t[0] for t in long if t and t not in FUNCTION_WORDS)
    return len(short) > 1 and short in (full, content)


def _same_token(a: str, b: str) -> bool:
    if a == b:
        return True
    if any(a in group and b in group for group in _ALIASES):
        return True
    if a.rstrip("s") == b.rstrip("s"):
        return True
    return any(
        len(short) >= 3 and long.startswith(short) and len(long) - len(short) <= 1 and (x, y) != (a, b)
        for x in (a, _DEMONYM.sub("", a))
        for y in (b, _DEMONYM.sub("", b))
        for short, long in [sorted((x, y), key=len)]
    )
