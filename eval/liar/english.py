"""The little English that the liar needs. Kept apart from the verifier's on purpose."""

import re
from random import Random

NUMBER_WORDS = [
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]  # from 2
MONTHS = [
    "January", "February", "March", "April", "June", "July", "August", "September", "October",
    "November", "December",
]  # fmt: skip
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_CALENDAR = {*MONTHS, *WEEKDAYS, "May"}
_NAME = re.compile(
    r"(?<![\w.“\"'-])(?:[A-Z][a-zà-ÿ]+(?:[A-Z][a-z]+)?)(?:\s(?:[A-Z]\.\s)?[A-Z][a-zà-ÿ]+(?:[A-Z][a-z]+)?)*"
)
_NOT_NAMES = {
    "The",
    "A",
    "An",
    "In",
    "On",
    "At",
    "By",
    "For",
    "From",
    "With",
    "When",
    "While",
    "After",
    "Before",
    "As",
    "If",
    "But",
    "And",
    "Or",
    "He",
    "She",
    "They",
    "It",
    "We",
    "I",
    "You",
    "His",
    "Her",
    "Their",
    "This",
    "That",
    "These",
    "Those",
    "There",
    "Here",
    "What",
    "Which",
    "Who",
    "How",
    "Why",
    "Where",
    "Not",
    "No",
    "Mr",
    "Mrs",
    "Ms",
    "Dr",
    "President",
    "Senator",
    "Sen",
    "Gov",
    "Rep",
    "Congress",
    "House",
    "Senate",
    "Internet",
    "English",
    "God",
    "Yes",
}
QUOTED = re.compile(r"[“\"]([^“”\"]{12,})[”\"]")


def names_in(text: str, *, longest: int = 3) -> list[tuple[int, int]]:
    """Return spans of capitalised names that do not open the sentence and are no calendar words."""
    found = []
    for match in _NAME.finditer(text):
        words = match.group().split()
        if words[0] in ("Mr", "Mrs", "Ms", "Dr") or any(w in _CALENDAR or w in _NOT_NAMES for w in words):
            continue
        head = text[: match.start()].rstrip(" ")
        if len(words) < 2 and (not head or head[-1] in '\n.!?:;"“”‘—–'):
            continue
        if (len(words) < 2 and len(words[0]) < 4) or words[-1] in ("Some", "House", "Court"):
            continue
        if len(words) <= longest:
            found.append(match.span())
    return found


def same_person(one: str, other: str) -> bool:
    """Whether two names share a word, or the start of one (a country and its people), or initials."""
    a, b = one.lower().split(), other.lower().split()
    if any(x[:4] == y[:4] for x in a for y in b):
        return True
    initials = ["".join(w[0] for w in x) for x in (a, b)]
    return initials[0] == "".join(b) or initials[1] == "".join(a)


def other_name(rng: Random, text: str, used: list[str]) -> str | None:
    """Return another name of the article than `used`."""
    options = sorted(
        {text[a:b] for a, b in names_in(text) if not any(same_person(text[a:b], u) for u in used)}
    )
    options = [o for o in options if o.lower() not in text_words_lower(used)]
    return rng.choice(options) if options else None


def text_words_lower(used: list[str]) -> set[str]:
    """Return the words of `used` in lower case."""
    return {w for u in used for w in u.lower().split()}


def part_of_speech(word: str) -> set[str]:
    """Return what LemmInflect knows a word as."""
    from lemminflect import getAllLemmas

    return set(getAllLemmas(word.lower()))


def lemma(word: str, speech: str) -> str | None:
    """Return a word's lemma as one part of speech."""
    from lemminflect import getAllLemmas

    found = getAllLemmas(word.lower()).get(speech)
    return str(found[0]) if found else None


def inflected(base: str, tag: str) -> str | None:
    """Return a lemma's form for a Penn tag."""
    from lemminflect import getInflection

    found = getInflection(base, tag)
    return str(found[0]) if found else None


def is_plural_noun(word: str) -> bool:
    """Whether a lower-case word can be a plural noun and nothing else."""
    if not re.fullmatch(r"[a-z]{4,}s|people|men|women|children", word):
        return False
    base = lemma(word, "NOUN")
    return base is not None and base != word and not part_of_speech(word) & {"ADJ", "ADV"}


def capital(text: str) -> str:
    """Return `text` with a capital first letter."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """Return `text` with a small first letter, unless it opens with a name or an acronym."""
    first = text.split(" ", 1)[0]
    keep = first[:2].isupper() or first not in _NOT_NAMES
    return text if keep and first[:1].isupper() and first not in _LOWERABLE else text[:1].lower() + text[1:]


_LOWERABLE = {
    "The",
    "A",
    "An",
    "In",
    "On",
    "At",
    "By",
    "For",
    "From",
    "With",
    "When",
    "While",
    "After",
    "Before",
    "As",
    "If",
    "He",
    "She",
    "They",
    "It",
    "We",
    "You",
    "His",
    "Her",
    "Their",
    "This",
    "Its",
    "What",
    "That",
    "These",
    "Those",
    "There",
    "Some",
    "Many",
    "Most",
    "Several",
    "More",
    "All",
    "Two",
    "Three",
    "Four",
    "Five",
    "Last",
    "Earlier",
    "Officials",
    "Police",
}
