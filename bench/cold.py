"""Drops what the product remembers of earlier questions, so that a measurement cannot live on it."""

from app import directive_signals, directives, words
from app.extractive import reading
from index.archive import Archive


def forget(archive: Archive) -> None:
    """Leave `archive`, and what reads its sentences, as before the first question: loaded, but nothing kept.

    Kept over questions are vectors of texts, and what was read out of sentences. What belongs to the language
    alone, such as the stems of words, stays: any archive's first hundred questions bring it.
    """
    archive.query_embedder.forget()
    for kept in (
        words._read_once,
        reading._times,
        reading._quantities,
        reading._names,
        directives._addresses,
        directives._is_order,
        directive_signals.reaches,
    ):
        kept.cache_clear()
