"""Comparing texts by their characters, but for quotation marks, dashes, space and case at the start."""

import re

_TABLE = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "\xa0": " "}
)


def plain(text: str) -> str:
    """Return `text` with plain quotation marks, dashes and single spaces (offsets change)."""
    return re.sub(r"\s+", " ", text.translate(_TABLE).replace("…", "...")).strip()


def straight(text: str) -> str:
    """Return `text` with plain quotation marks and dashes, every offset kept."""
    return text.translate(_TABLE)


def find_verbatim(claim: str, text: str) -> tuple[int, int] | None:
    """Return where `claim` stands in `plain(text)` as whole words, final point aside; None when it does
    not."""
    wanted = plain(claim).rstrip(".! ").strip()
    source = plain(text)
    if not wanted:
        return None
    at = source.lower().find(wanted.lower())
    while at != -1:
        end = at + len(wanted)
        whole = not (source[at - 1 : at].isalnum() and at) and not source[end : end + 1].isalnum()
        if whole and source[at + 1 : end] == wanted[1:]:
            return at, end
        at = source.lower().find(wanted.lower(), at + 1)
    return None
