"""What indexing did."""

from dataclasses import dataclass

from index.reading import Rejection


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexReport:
    """What one run of indexing did, and what the archive holds after it.

    `added + updated + unchanged + duplicates` is how many articles were seen in the given paths, read again
    or not.

    Args:
        added: articles that were not in the archive, or had been removed.
        updated: articles whose text or details changed.
        unchanged: articles that are as they were.
        duplicates: articles whose exact text another article has; kept as copies of it, and indexed again
            only where a filter by date or outlet must find them.
        removed: articles taken out since no source holds them any longer.
        rejected: what could not be used, each with its reason.
        articles: how many articles can now be found, without copies that are not indexed.
        passages: how many passages it now holds.
        seconds: how long the run took.
    """

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    duplicates: int = 0
    removed: int = 0
    rejected: tuple[Rejection, ...] = ()
    articles: int = 0
    passages: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairReport:
    """What `repair` did, and what the archive holds.

    Args:
        articles: how many articles can be found.
        passages: how many passages it holds.
        embeddings_kept: passages whose embeddings the catalog had kept, and which were not embedded again.
        embeddings_made: passages that were embedded again, since the catalog had lost their embeddings.
        seconds: how long it took.
    """

    articles: int
    passages: int
    embeddings_kept: int
    embeddings_made: int
    seconds: float
