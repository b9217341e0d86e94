"""Quotations: the words must stand in the cited text exactly."""

import re
from collections.abc import Iterator

from app.verify.case import Case
from app.verify.finding import Finding, unsupported
from app.verify.verbatim import plain


def check_quotes(case: Case) -> Iterator[Finding]:
    """Yield a finding for each quotation of the claim whose words do not stand in the cited text."""
    texts = [_letters(reading.text) for reading in case.cited]
    for quote in case.claim.quotes:
        if _found(quote.text, texts):
            continue
        pieces = [p for p in re.split(r"\.\.\.|\[[^\]]*\]", plain(quote.text)) if _letters(p).strip()]
        for piece in pieces:
            if not _found(piece, texts):
                yield unsupported(
                    "quotation", f"The quoted words “{_short(piece)}” do not stand so in the cited text."
                )
                break


def _found(words: str, texts: list[str]) -> bool:
    return any(f" {_letters(words).strip()} " in f" {text} " for text in texts)


def _letters(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+(?:['.,-][^\W_]+)*", plain(text).lower()))


def _short(text: str, width: int = 80) -> str:
    text = text.strip(" ,.")
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"
