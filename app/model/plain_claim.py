"""Turns one raw sentence of a model into plain text and labels."""

import re

from app.model.label_syntax import LABEL_GROUP, take_labels
from app.model.plain_text import undecorated, unlinked

_ROUNDS = 4
_SENDS_AWAY = re.compile(
    r"\b(?:at|to|via|visit|on|from|see|open|click|call)\s+[<(\[]?(?:https?://|www\.|mailto:)", re.IGNORECASE
)


def plain_claim(raw: str) -> tuple[str, tuple[str, ...]]:
    """Return a sentence without markup and labels, and its labels; empty when it sends the reader elsewhere.

    What is removed may leave something of its kind behind, such as a label that markup had split; the rounds
    go on until nothing changes, and a sentence that does not settle is empty.
    """
    text = raw
    if _SENDS_AWAY.search(raw):
        return "", ()
    labels: dict[str, None] = {}
    for _ in range(_ROUNDS):
        plain, found = take_labels(undecorated(unlinked(text)))
        plain = undecorated(plain)
        labels.update(dict.fromkeys(found))
        if plain == text:
            return text, tuple(labels)
        text = plain
    return ("", ()) if re.search(LABEL_GROUP, text) else (text, tuple(labels))
