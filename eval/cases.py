"""Gold cases: what a question's answer must say, must not say, and where the archive says it.

A case file is JSONL (one case a line) or YAML (a list of cases); `eval.case_file` reads it, `eval/CASES.md`
shows the format by example. Unknown fields are errors, so that a misspelt one never passes for an absent one.

A fact is **said** by an answer when one shown sentence (a claim that was not withheld, with its lead)

- holds one of the wordings in `accept`, when any are given, and
- holds every value in `values`, when any are given, and
- is not negated there (unless the wording itself holds the negation).

So keep wordings short: the fewest words that cannot be misread, such as `killed`, beside a typed value such
as 3 soldiers; `...` inside a wording stands for any words between. See `eval.fact_match` for the exact rules.
"""

import re
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from index.hit import Filters

NonEmpty = Annotated[str, Field(min_length=1, pattern=r"\S")]
Importance = Literal["vital", "okay"]
Qualifier = Literal["exactly", "about", "at least", "at most", "more than", "less than"]

_ISO_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class NumberValue(_Strict):
    """A figure.

    Args:
        value: the number itself, scale words multiplied out (`1.2 million` is 1200000).
        unit: words of which one must stand by the number (`soldiers`, `%`, `$`); one or a list; empty: any.
            Per cent signs and words, and currency signs and their usual names, are the same unit.
        qualifier: what the source says of the number; a claim that drops it says the fact only in part, one
            that gives another does not say it. None: no qualifier is looked at.
        tolerance: how far the claim's number may be off, in the same unit.
        aliases: other wordings that pass for the whole value.
    """

    type: Literal["number"]
    value: float
    unit: tuple[NonEmpty, ...] = ()
    qualifier: Qualifier | None = None
    tolerance: float = Field(default=0.0, ge=0)
    aliases: tuple[NonEmpty, ...] = ()

    @field_validator("unit", mode="before")
    @classmethod
    def _one_or_many(cls, unit: object) -> object:
        return (unit,) if isinstance(unit, str) and unit else unit or ()


class DateValue(_Strict):
    """A date, as precise as its ISO 8601 `value`: `2031`, `2031-05` or `2031-05-04`.

    A claim may leave out the year; a claim that gives the month where the day is gold says it in part.
    `aliases` are other wordings that pass for it, such as `on Tuesday`.
    """

    type: Literal["date"]
    value: str
    aliases: tuple[NonEmpty, ...] = ()

    @field_validator("value")
    @classmethod
    def _iso(cls, value: str) -> str:
        if not _ISO_DAY.fullmatch(value):
            raise ValueError("write a date as 2031, 2031-05 or 2031-05-04")
        date.fromisoformat((value + "-01-01")[:10])
        return value


class NameValue(_Strict):
    """A name of a person, place, body or thing; `aliases` are other names that pass for it in full.

    A claim with its last word alone (`Maron` for `Ilse Maron`) says it in part, unless that is an alias.
    """

    type: Literal["name"]
    value: NonEmpty
    aliases: tuple[NonEmpty, ...] = ()


Value = Annotated[NumberValue | DateValue | NameValue, Field(discriminator="type")]


class GoldSpan(_Strict):
    """Where an article says something.

    Args:
        article: its `article_id`, or the end of its `source_path` (such as the file's name) where one article
            alone has it.
        quote: the exact words of its clean text. Kept as words, not as a passage's id, so that splitting
            the articles differently breaks nothing.
        start: offset of the quote in the clean text, needed only where the quote stands there twice.
        end: offset just past it.
    """

    article: NonEmpty
    quote: NonEmpty
    start: int | None = Field(default=None, ge=0)
    end: int | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _offsets(self) -> Self:
        if (self.start is None) != (self.end is None):
            raise ValueError("give both start and end, or neither")
        if self.start is not None and self.end is not None and self.end - self.start != len(self.quote):
            raise ValueError(
                f"end - start is {self.end - self.start}, but the quote has {len(self.quote)} characters"
            )
        return self


class _Statement(_Strict):
    text: NonEmpty
    accept: tuple[NonEmpty, ...] = ()
    values: tuple[Value, ...] = ()

    @model_validator(mode="after")
    def _matchable(self) -> Self:
        if not self.accept and not self.values:
            raise ValueError("give wordings in `accept`, typed `values`, or both")
        return self


class GoldFact(_Statement):
    """One fact that an answer should say.

    Args:
        text: the fact as a full sentence, for people and for a model judge.
        importance: `vital` (the answer is not one without it) or `okay` (good to have).
        accept: wordings of which one must be said.
        values: typed values of which all must be said, in the same sentence.
        spans: where the articles say it; any one of them is enough to cite.
    """

    importance: Importance = "vital"
    spans: tuple[GoldSpan, ...] = Field(min_length=1)


class ForbiddenFact(_Statement):
    """A tempting falsehood: the wrong figure, an older state, somebody else's role. Said when not negated.

    Args:
        text: the falsehood as a full sentence.
        accept: wordings of which one makes it said.
        values: typed values that must all stand in the same sentence as the wording.
        unless: wordings that excuse it in the same sentence: `at first` or `earlier` for a figure that was
            true before. A sentence that holds one of them does not say the falsehood.
        why: what makes it tempting.
    """

    unless: tuple[NonEmpty, ...] = ()
    why: str = ""


class RelevantPassage(GoldSpan):
    """Words that a search should find; `grade` 3 answers, 2 helps, 1 touches the subject."""

    grade: int = Field(default=3, ge=1, le=3)


class CaseFilters(_Strict):
    """Restricts the search as a user would: publication days (inclusive) and outlets."""

    since: date | None = None
    until: date | None = None
    outlets: tuple[NonEmpty, ...] = ()


class Case(_Strict):
    """One question with all that is needed to judge an answer to it.

    Args:
        id: letters, digits, `-`, `_` and `.`; unique in its file.
        question: as a user would ask it.
        answerable: whether the archive, under the filters, holds the answer. If not, there are no facts.
        facts: at least one vital fact when answerable.
        forbidden: what must not be said; may be given for unanswerable questions too.
        passages: what a search should find; when empty, the gold spans stand for them, grade 3 for vital
            facts and 2 for okay ones.
        filters: restricts the search.
        as_of: the question is asked as on that day: later articles are not searched.
        tags: for tables by kind of question, such as `figure`, `who`, `conflict`.
        note: anything a person should know, such as how a disagreement about the gold answer was settled.
    """

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=120)]
    question: NonEmpty
    answerable: bool
    facts: tuple[GoldFact, ...] = ()
    forbidden: tuple[ForbiddenFact, ...] = ()
    passages: tuple[RelevantPassage, ...] = ()
    filters: CaseFilters = CaseFilters()
    as_of: date | None = None
    tags: tuple[NonEmpty, ...] = ()
    note: str = ""

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.answerable and not any(f.importance == "vital" for f in self.facts):
            raise ValueError("an answerable case needs at least one vital fact")
        if not self.answerable and (self.facts or self.passages):
            raise ValueError("a case with answerable false has no facts and no passages")
        return self

    def search_filters(self) -> Filters:
        """Return the filters to ask with; `as_of` bounds `until`."""
        days = [d for d in (self.filters.until, self.as_of) if d]
        return Filters(
            since=self.filters.since, until=min(days) if days else None, outlets=self.filters.outlets
        )

    def relevant(self) -> tuple[RelevantPassage, ...]:
        """Return the graded relevant passages, from the facts' gold spans when none are listed."""
        if self.passages:
            return self.passages
        return tuple(
            RelevantPassage(**span.model_dump(), grade=3 if fact.importance == "vital" else 2)
            for fact in self.facts
            for span in fact.spans
        )

    def articles(self) -> tuple[str, ...]:
        """Return the articles that the gold spans name, in order, each once."""
        spans = [span for fact in self.facts for span in fact.spans] + list(self.passages)
        return tuple(dict.fromkeys(span.article for span in spans))
