"""Example questions drawn from the archive: from sentences that say how many, or who said something."""

import re
from collections.abc import Iterable, Iterator

from index.article import Article

# "At least 13 people have died from the heat in Town, the office said" -> "How many people have died …?"
_COUNT = re.compile(
    r"^(?:At least|More than|About|Around|Some|Nearly|Almost|Roughly|Only)?\s*"
    r"(?:\d[\d,]*|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve|Dozens of|Hundreds of)\s+"
    r"(?P<rest>(?:[a-z-]+\s){1,3}?(?:were|have|had|are|will|died|killed|left)\b[^,.;:!?\"“”()]{8,90})",
    re.IGNORECASE,
)
# "…," said Liv Aderhold / Liv Aderhold said
_SPEAKER = re.compile(
    r"(?:said|told|called|warned)\s+(?P<after>[A-Z][\w'’-]+ [A-Z][\w'’-]+)(?=[,.;]|$)"
    r"|(?<![\w.] )(?P<before>[A-Z][\w'’-]+ [A-Z][\w'’-]+) (?:said|told|called|warned)\b"
)
_NOW = (" now ", " also ", " already ", " still ")


def draft_questions(articles: Iterable[Article]) -> Iterator[str]:
    """Yield at most one question of each kind per article; whether it can be answered is not looked at."""
    from index.sentences import split_sentences

    asked: set[str] = set()
    for article in articles:
        sentences = [" ".join(span.of(article.text).split()) for span in split_sentences(article.text)[:60]]
        for draft in (_first(map(_how_many, sentences)), _first(map(_what_said, sentences))):
            if draft and draft not in asked:
                asked.add(draft)
                yield draft


def _first(drafts: Iterable[str]) -> str:
    return next((draft for draft in drafts if draft), "")


def _how_many(sentence: str) -> str:
    match = _COUNT.match(sentence)
    if not match:
        return ""
    rest = f"{match['rest']} "
    for word in _NOW:
        rest = rest.replace(word, " ")
    return f"How many {rest.strip()}?"


def _what_said(sentence: str) -> str:
    match = _SPEAKER.search(sentence)
    return f"What did {match['after'] or match['before']} say?" if match else ""
