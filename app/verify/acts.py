"""Which words of a sentence are acts: verbs that stand as verbs, as far as their form tells."""

from app.verify.reading import Reading
from app.wordlists import word_set
from app.words import is_past_form, parts_of_speech

_PREPOSITIONS = word_set("according including following regarding concerning during excluding given")
_BE = word_set("is are was were be been being")
_BEFORE_BARE = word_set("to will would can could may might must should shall did do does not they we you who")


def is_act(reading: Reading, i: int) -> bool:
    """Whether word `i` is used as a verb: a past form, a form in -ing, what follows "to" or a modal, or a
    word that is nothing but a verb. A word between an article and a noun is none."""
    word = reading.words[i]
    speech = parts_of_speech(word.lower)
    if "VERB" not in speech or word.lower in _PREPOSITIONS or not word.content or i in reading.name_at:
        return False
    before = reading.words[i - 1].lower if i else ""
    if before in ("the", "a", "an", "its", "his", "her", "their", "of"):
        return False
    return (
        is_past_form(word.lower) or word.lower.endswith("ing") or before in _BEFORE_BARE or speech == {"VERB"}
    )


def acts_between(reading: Reading, start: int, end: int) -> bool:
    """Whether an act stands between two offsets."""
    return any(
        start <= word.start and word.end <= end and is_act(reading, i) for i, word in enumerate(reading.words)
    )
