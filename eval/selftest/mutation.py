"""What a mutation is, and what its mutated answer is expected to do to the scores."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from app.contract import AnswerModel, ClaimModel
from eval.articles import ArticleSource
from eval.cases import Case
from eval.records import Record
from index.article import Article


@dataclass(frozen=True)
class Bench:
    """What mutations may draw on.

    Args:
        articles: where citations are looked up.
        held: all articles, for words and names from elsewhere.
        rng: seeded, so that the same mutations come out each time.
    """

    articles: ArticleSource
    held: Sequence[Article]
    rng: random.Random

    def other_article(self, record: Record) -> Article | None:
        """Return an article that the answer does not cite."""
        cited = {c.article_id for c in record.answer.citations} if record.answer else set()
        others = [a for a in self.held if a.info.article_id not in cited]
        return self.rng.choice(others) if others else None


Mutate = Callable[[Case, Record, Bench], Record | None]
"""Returns the mutated answer, or None where the mutation cannot be made."""


@dataclass(frozen=True)
class Mutation:
    """One way to change a gold answer.

    Args:
        name: for the table.
        mutate: see `Mutate`.
        lowers: for a harmful one, the scores it must make worse, each by at least this much on the mean over
            the answers that it could be applied to. Empty for a harmless one.
        on: which gold answers it applies to: of answerable questions, or of unanswerable ones.
        may_change: scores that a harmless one may move, such as the number of words.
    """

    name: str
    mutate: Mutate
    lowers: dict[str, float] = field(default_factory=dict)
    on: bool = True
    may_change: frozenset[str] = frozenset({"words", "cited_words", "self_verdicts"})

    @property
    def harmful(self) -> bool:
        """Whether it must lower a score."""
        return bool(self.lowers)


def with_answer(record: Record, **changes: object) -> Record:
    """Return a record with these fields of its answer changed; its text is left to its claims."""
    if record.answer is None:
        raise ValueError("there is no answer to change")
    answer: AnswerModel = record.answer.model_copy(update={"text": "", **changes})
    return record.model_copy(update={"answer": answer})


def claims_of(record: Record) -> list[ClaimModel]:
    """Return the claims of a record that has an answer."""
    return list(record.answer.claims) if record.answer else []


def rewrite(record: Record, change: Callable[[str], str | None]) -> Record | None:
    """Return the record with its claims' texts changed, None when `change` can change none."""
    claims, changed = [], False
    for claim in claims_of(record):
        text = change(claim.text)
        changed = changed or (text is not None and text != claim.text)
        claims.append(claim if text is None else claim.model_copy(update={"text": text}))
    return with_answer(record, claims=claims) if changed else None
