"""What the catalog hands to its derived indexes, and the keys by which both filter."""

from dataclasses import dataclass
from datetime import date

from index.article import ArticleInfo, Passage
from index.embedding.base import Vectors


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PassageRecord:
    """A passage as a derived index takes it.

    Args:
        passage: the passage.
        article: what is known of its article version.
        vector: unit vector of shape `(dimensions,)`, None where only words are wanted.
    """

    passage: Passage
    article: ArticleInfo
    vector: Vectors | None = None


def day_number(published_at: str | None) -> int | None:
    """Return the day of publication, as the source writes it, in days from 0001-01-01 (`date.toordinal`).

    Args:
        published_at: ISO 8601 text that starts with a whole day; None or anything else gives None.
    """
    try:
        return date.fromisoformat(published_at[:10]).toordinal() if published_at else None
    except ValueError:
        return None


def outlet_key(outlet: str | None) -> str | None:
    """Return an outlet's name as filters compare it: case folded, spaces collapsed; None when unknown.

    Names that agree in their first 400 characters are one: a database's index holds no longer ones.
    """
    return " ".join(outlet.casefold().split())[:400] or None if outlet else None
