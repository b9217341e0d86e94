"""How text becomes the words that are indexed and searched, the same on both sides."""

import re
from typing import Any

TOKENIZER = "english"
FORMAT = 1
"""Grows whenever the analysis or the schema changes, so that older word indexes are built anew."""

LONGEST = 64  # characters of a word; longer runs are addresses and encoded data

# Function words of questions and of English. They are indexed, so that a question made of nothing else still
# finds something, but asking for them beside other words costs time and on the whole lost precision.
_FUNCTION_WORDS = """
    a about all also am an and any are as at be been being but by can could did do does doing done for
    from had has have having he her hers him his how i if in into is it its itself just me might more
    most must my no nor not of on once only or other our out over own s same shall she should so some
    such t than that the their theirs them then there these they this those through to too under until
    up upon us very was we were what when where which while who whom whose why will with would you your
"""
STOP_WORDS = frozenset(_FUNCTION_WORDS.split())


def make_analyzer() -> Any:
    """Return the tantivy analyser: words, lower case, accents folded, English stems."""
    from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

    builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(LONGEST))
    for step in (Filter.lowercase(), Filter.ascii_fold(), Filter.stemmer("english")):
        builder = builder.filter(step)
    return builder.build()


def encodable(text: str) -> str:
    """Return the text with lone surrogates, which tantivy cannot take, as question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")


def telling_words(text: str) -> list[str]:
    """Return the words of a query, each once, without stop words where any others are left.

    A stop word in capitals amid other writing is taken for a name, such as WHO, US or IT.
    """
    words = list(dict.fromkeys(re.findall(r"\w+", text)))
    shouting = text.isupper()
    telling = [
        word
        for word in words
        if word.casefold() not in STOP_WORDS or (len(word) > 1 and word.isupper() and not shouting)
    ]
    return telling or words
