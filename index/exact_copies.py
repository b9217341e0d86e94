"""Articles of exactly the same text as a hit's: the catalog keeps them, the indexes hold the text once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from index.article import ArticleInfo, passage_id_of
from index.hit import Hit


class KnowsCopies(Protocol):
    """The catalog, as far as copies go."""

    def copies(self, article_ids: Iterable[str]) -> Mapping[str, Sequence[ArticleInfo]]:
        """Return, by article, the other articles of exactly its text."""
        ...


def with_exact_copies(hits: Sequence[Hit], catalog: KnowsCopies) -> list[Hit]:
    """Return the hits with the exact copies of their articles, and of their copies', as copies.

    The offsets of a passage hold in every exact copy, since the text is the same.
    """
    groups = [(hit, *hit.copies) for hit in hits]
    known = catalog.copies({member.article.article_id for group in groups for member in group})
    found: list[Hit] = []
    for group in groups:
        there = {member.article.article_id for member in group}
        exact = [
            _in(member, info)
            for member in group
            for info in known.get(member.article.article_id, ())
            # A writer may have changed both since the search: then the words of one are not the other's.
            if info.article_id not in there and info.version == member.article.version
        ]
        found.append(replace(group[0], copies=(*group[1:], *exact)))
    return found


def _in(hit: Hit, info: ArticleInfo) -> Hit:
    passage_id = passage_id_of(info.article_id, info.version, hit.passage.ordinal)
    passage = replace(hit.passage, passage_id=passage_id, article_id=info.article_id, version=info.version)
    return replace(hit, passage=passage, article=info, copies=())
