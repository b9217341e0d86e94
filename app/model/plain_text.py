"""Reduces what a model wrote to plain text: no markup, no link, no image, no invisible sign."""

import html
import re
import unicodedata
from functools import lru_cache

_CONTROLS = dict.fromkeys({*range(32), 127} - {ord("\n"), ord("\t")})
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_SCRIPT = re.compile(r"<(script|style|svg|iframe|object)\b.*?(?:</\1\s*>|$)", re.IGNORECASE | re.DOTALL)
_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
_CITE_TAG = re.compile(
    r"<(cite|ref|sup|sub|source|citation|span|a)\b[^<>]*>\s*([\d.,;\s–-]+)\s*</\1\s*>", re.IGNORECASE
)
_TAG = re.compile(r"<[/?!]?[A-Za-z!?][^<>]*(?:>|(?=<)|$)")
_SPECIAL_TOKEN = re.compile(r"<\|[^|<>]{0,40}\|>|<</?SYS>>|\[/?INST\]", re.IGNORECASE)
_OPEN = re.compile(
    r"<[A-Za-z/!?][^<>]*$|\]\([^()]*$|<(script|style|svg|iframe|object|cite|ref|sup|sub|source|citation|span|a)\b(?!.*</\1)",
    re.IGNORECASE | re.DOTALL,
)
_IMAGE = re.compile(r"!\[[^\]]*\](?:\([^)]*\)?|\[[^\]]*\]|(?=\s|$|[.,;]))")
_LINK = re.compile(r"\[([^\[\]]*)\]\(\s*[^()\s]*(?:\([^()]*\)[^()\s]*)*(?:\s+[\"'(][^)]*)?\s*\)")
_ANCHOR = re.compile(r"(?<=[\]\)])\(#[\w.:-]{0,40}\)")
_DEFINITION = re.compile(r"^\s*\[[^\]]+\]:\s*\S.*$")
_URL = re.compile(
    r"<?(?:[a-z][a-z0-9+.-]{0,15}://|://|\bwww\.|\b(?:javascript|data|mailto|vbscript|tel):(?=\S))[^\s<>]*>?",
    re.IGNORECASE,
)
_UNDERSCORES = re.compile(r"(?<!\w)_{1,3}(?=\S)(.+?)(?<=\S)_{1,3}(?!\w)")
_MARKER = re.compile(r"^\s*(?:>\s*)*(?:(?:[-+•‣◦▪–—·]|\(?\d{1,3}[.)]|\(?[a-z]\))\s+)?(?:\[[ xX]\]\s+)?")
_BASED_ON = re.compile(
    r"^(?:based (?:up)?on|according to|from) the\s(?:(?:provided|given|available|above|supplied|cited)\s)?"
    r"(?:evidence|articles|context|sources|information|text|passages|excerpts)(?:\s(?:provided|given|above|available))?"
    r",\s*(\w)",
    re.IGNORECASE,
)
_ANSWER = re.compile(r"^(?:final\s+)?answer\s*[:：]\s*", re.IGNORECASE)


def visible(text: str) -> str:
    """Return `text` without control characters and invisible signs; newlines and tabs stay."""
    text = text.translate(_CONTROLS)
    return text if text.isascii() else _NOT_ASCII.sub(lambda found: _seen(found[0]), text)


@lru_cache(maxsize=8_192)
def _seen(char: str) -> str:
    # Joiners belong to the words of several scripts; all else of Cf hides or reorders text.
    hidden = char not in "\u200c\u200d" and unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn")
    return "" if hidden else char


def unlinked(text: str) -> str:
    """Return `text` with links reduced to their words, and images, addresses and HTML gone.

    Labels stay: one inside a link or a tag keeps its brackets.
    """
    for _ in range(4):  # what is removed may have stood inside something else of its kind
        before = text
        text = html.unescape(text)
        text = _COMMENT.sub("", _SCRIPT.sub("", text))
        text = _CITE_TAG.sub(r"[\2]", text)
        text = _SPECIAL_TOKEN.sub("", _TAG.sub("", text))
        text = _IMAGE.sub("", text)
        text = _LINK.sub(_words_of_link, text)
        text = _URL.sub("", _ANCHOR.sub("", text))
        if text == before:
            break
    return "" if _DEFINITION.match(text) else text.replace("](", "] (").replace("![", "[")


def is_open(text: str) -> bool:
    """Whether a tag, a script or a link begins in `text` that does not end there."""
    return bool(_OPEN.search(text))


def undecorated(text: str) -> str:
    """Return one sentence without list marker, quote mark, heading mark or emphasis."""
    text = _MARKER.sub("", text.lstrip("# \t"))
    text = _UNDERSCORES.sub(r"\1", text.replace("*", "").replace("`", "").replace("~~", ""))
    text = text.replace("\\[", "[").replace("\\]", "]")
    text = _ANSWER.sub("", " ".join(text.split()))
    return _BASED_ON.sub(lambda lead: lead[1].upper(), text)


def _words_of_link(link: re.Match[str]) -> str:
    words = link[1].strip()
    return f"[{words}]" if re.fullmatch(r"[\d.,;\s–-]+", words) else words
