"""Finds and removes evidence labels in what a model wrote.

Models are asked for `[1.2]` and send `[1.2][3.1]`, `[1.2, 3.1]`, `(1.2)`, `【1.2†source】`, `[1.2-1.4]`,
`[S1.2]` and more. A label is two numbers with a point between, inside brackets that hold nothing but
labels; so `[2023]`, "(2.5 million)" and "version 1.2" are text. A small whole number in square brackets is
another system's pointer: it is removed, since a reader would take it for one of ours, and is no label.
"""

import re

_OPEN = "\\[\\(\\{【［（〔⟦〖"
_CLOSE = "\\]\\)\\}】］）〕⟧〗"
_NUMBER = r"\d{1,4}"
_LABEL = rf"{_NUMBER}\s*[.．]\s*{_NUMBER}"
_DASH = r"(?:-|‐|‑|–|—|−|to|bis|à|～|~|\.\.\.?|…)"
_ITEM = rf"(?:{_LABEL}|{_NUMBER})"
_SIGN = r"(?:[#^§]|(?i:S|P|L|E|ref|label|source|sentence|evidence|passage|see|cf|from)s?[\s.:#]*)"
_SEPARATOR = r"(?:\s*(?:,|;|/|&|\+|\||、|，|；|·|(?i:and|or|und|et|y|e))\s*|\s+)"
_LIST = rf"{_SIGN}?\s*{_ITEM}(?:(?:{_SEPARATOR}|\s*{_DASH}\s*){_SIGN}?\s*{_ITEM})*"

_ONE = (
    rf"\^?\\?[{_OPEN}]\\?[\[\s]{{0,4}}(?=[^{_OPEN}{_CLOSE}]{{0,200}}\d\s*[.．]\s*\d)"
    rf"{_LIST}\s*[.,;]?\s*(?:†[^{_OPEN}{_CLOSE}]{{0,60}})?\\?[{_CLOSE}\s]{{0,4}}[{_CLOSE}]"
)
LABEL_GROUP = rf"{_ONE}(?:\s?{_DASH}\s?{_ONE})?"
"""Pattern of one bracket of labels; or of two with a dash between; it has no capturing group."""

_POINTER = r"\\?[\[【［]\^?\s*\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*\s*(?:†[^\]】］]{0,60})?\\?[\]】］]"
_ANY = re.compile(rf"{LABEL_GROUP}|{_POINTER}")
_UNCLOSED = re.compile(rf"\s*\\?[{_OPEN}]\s*{_SIGN}?\s*\d{{1,4}}\s*[.．][^{_CLOSE}\w]*[\d\s.,;–-]*$")
_RANGE = re.compile(rf"({_LABEL})[\s{_CLOSE}]*{_DASH}[\s^{_OPEN}]*{_SIGN}?\s*({_ITEM})")
_ITEMS = re.compile(_ITEM)
_INTRODUCED = (
    r"(?i:\\(?:foot)?cite\w{0,6}\s*|(?:,\s*)?\b(?:according to(?:\s+the)?"
    r"|as (?:stated|reported|noted|described|shown|said|seen|given|mentioned)"
    r"(?:\s+(?:in|by))?|per|see(?:\s+also)?|sources?:?|evidence|passages?|sentences?|citations?:?|labels?:?)\s*)"
)
_MAX_RANGE = 20
_MAX_LABELS = 40

_WITH_LEAD = re.compile(rf"(?:{_INTRODUCED}){{0,3}}(?:{_ANY.pattern})(?:\s*(?:{_ANY.pattern}))*")
_TERMINATORS = ".!?。！？…"


def take_labels(text: str) -> tuple[str, tuple[str, ...]]:
    """Return `text` without labels, and the labels as `P.S`, in order, each once."""
    labels: dict[str, None] = {}
    for _ in range(5):  # removing one bracket may join what stood around it into another
        shorter = _WITH_LEAD.sub(lambda found: _removed(found, labels), text)
        if shorter == text:
            break
        text = shorter
    text = _UNCLOSED.sub("", text)
    return _tidy(text), tuple(labels)[:_MAX_LABELS]


def is_only_labels(text: str) -> bool:
    """Whether `text` holds labels and nothing else but marks of emphasis and full stops."""
    rest = _WITH_LEAD.sub("", text)
    return rest != text and not re.search(r"[^\s*_`.,;|()\-–—•]", rest)


def _removed(found: re.Match[str], labels: dict[str, None]) -> str:
    """Note the labels of a match and return what takes its place."""
    for group in re.findall(LABEL_GROUP, found[0]):
        labels.update(dict.fromkeys(_expand(group)))
    text, start, end = found.string, found.start(), found.end()
    before, after = text[:start].rstrip()[-1:], text[end:].lstrip()[:1]
    if not found[0].lstrip(" ,").startswith(tuple("[({【［（〔⟦〖\\")) and not before:
        return "\ue000"  # "According to [1.2], four died": what follows begins the sentence
    ended = text[:start].rstrip().rstrip("\"”’'»")[-1:]
    if ended and ended in _TERMINATORS and after and after in _TERMINATORS:
        return "\ue001"  # "Four died. [1.2]." ends once, and so does “We left.” [1.2].
    glued = text[start - 1 : start].isalnum() and text[end : end + 1].isalnum() and before.isascii()
    return " " if glued else ""


def _expand(group: str) -> list[str]:
    """Return the labels of one bracket; a range within a passage becomes each of its sentences."""
    labels: list[str] = []
    group, position = group.partition("†")[0], 0
    while item := _ITEMS.search(group, position):
        spread = _RANGE.match(group, item.start())
        if spread:
            labels += _between(_normal(spread[1]), spread[2])
            position = spread.end()
        else:
            labels.append(_normal(item[0]))
            position = item.end()
    return labels


def _between(first: str, last: str) -> list[str]:
    passage, start = (int(part) for part in first.split("."))
    parts = [int(part) for part in re.findall(r"\d+", last)]
    end_passage, end = (passage, parts[0]) if len(parts) == 1 else (parts[0], parts[1])
    if end_passage == passage and start <= end < start + _MAX_RANGE:
        return [f"{passage}.{sentence}" for sentence in range(start, end + 1)]
    # Backwards, across passages or very wide: only the two that were named.
    return [first, f"{end_passage}.{end}"]


def _normal(label: str) -> str:
    return ".".join(str(int(number)) for number in re.findall(r"\d+", label))


def _tidy(text: str) -> str:
    """Mend spaces and punctuation where labels stood."""
    text = re.sub(r"\ue000[\s,;:]*(\w?)", lambda m: m[1].upper(), text)
    text = re.sub(rf"\ue001\s*[{_TERMINATORS}]", "", text)
    text = re.sub(r"\s*\(\s*(?=[.!?,;]|$)|\s+[—–-]\s*(?=[.!?]*$)", "", text)
    text = re.sub(r"\(\s*[,;]?\s*\)|\[\s*\]|（\s*）|【\s*】", "", text)
    text = re.sub(r"\s+([,.;:!?](?!\w)|[。，、；！？）)])", r"\1", text)
    text = re.sub(r"([,;、，；])(?:\s*[,;、，；])+", r"\1", text)
    text = re.sub(r"[,;]\s*([.!?。！？])", r"\1", text)
    return re.sub(r"[ \t]{2,}", " ", text).strip().rstrip(",;").rstrip()
