"""Mutations that make a sentence false: figure, date, name, negation, roles, quotation, speaker."""

import re

from eval.cases import Case
from eval.matching.tokens import Token, tokenize
from eval.matching.values import Sentence
from eval.records import Record
from eval.selftest.mutation import Bench, Mutation, rewrite
from index.article import Article

_AUXILIARY = re.compile(r"\b(was|were|is|are|has|have|had|will|would|can|could|must|did)\b(?! not\b)")
_QUOTED = re.compile(r"[\"“]([^\"“”]{12,})[\"”]")
_SAID_AFTER = re.compile(
    r",[\"”]?\s+(?:(?:the |a )?[\w' ]{2,40}? )?(?:said|says|told|according to)\b[^.\"“”]{0,80}\.$"
)
_SAID_BEFORE = re.compile(r"^(?:The |A )?[A-Z][\w' ]{1,50}? (?:said|says|announced|warned) that ")
_WORD = re.compile(r"\b[a-z]{5,}\b")
_MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905


def change_number(case: Case, record: Record, bench: Bench) -> Record | None:
    """Change every figure that is part of no date."""
    del case

    def change(text: str) -> str | None:
        tokens = tokenize(text)
        at = [tokens[i] for i in Sentence.of(tokens).numbers if tokens[i].number not in (None, 0)]
        for token in reversed(at):
            value = token.number or 0
            other = value + (bench.rng.choice((1, 2, 3)) if value < 20 else max(2, round(value * 0.15)))
            text = f"{text[: token.start]}{other:,.10g}{text[token.end :]}"
        return text if at else None

    return rewrite(record, change)


def change_date(case: Case, record: Record, bench: Bench) -> Record | None:
    """Change every date with a month."""
    del case, bench

    def change(text: str) -> str | None:
        tokens = tokenize(text)
        months = {
            i
            for d in Sentence.of(tokens).dates
            if d.month
            for i in d.tokens
            if tokens[i].raw.title() in _MONTHS
        }
        for i in sorted(months, reverse=True):
            token = tokens[i]
            other = _MONTHS[(_MONTHS.index(token.raw.title()) + 5) % 12]
            text = text[: token.start] + other + text[token.end :]
        return text if months else None

    return rewrite(record, change)


def change_name(case: Case, record: Record, bench: Bench) -> Record | None:
    """Put a name from another article in place of a name."""
    del case
    other = bench.other_article(record)
    strange = _names(other) if other else []
    if not strange:
        return None

    def change(text: str) -> str | None:
        names = names_in(text)
        free = [n for n in strange if n not in text]
        if not names or not free:
            return None
        start, end = names[0]
        return text[:start] + bench.rng.choice(free) + text[end:]

    return rewrite(record, change)


def negate(case: Case, record: Record, bench: Bench) -> Record | None:
    """Put "not" after the first auxiliary of the words that are no quotation."""
    del case, bench
    return rewrite(record, lambda text: _AUXILIARY.sub(r"\1 not", text, count=1))


def swap_names(case: Case, record: Record, bench: Bench) -> Record | None:
    """Exchange the first two names of a sentence."""
    del case, bench

    def change(text: str) -> str | None:
        names = names_in(text)
        if len(names) < 2:
            return None
        (a, b), (c, d) = names[:2]
        return text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]

    return rewrite(record, change)


def edit_quote(case: Case, record: Record, bench: Bench) -> Record | None:
    """Replace the longest word of a quotation."""
    del case, bench

    def change(text: str) -> str | None:
        quoted = _QUOTED.search(text)
        words = list(_WORD.finditer(text, *quoted.span(1))) if quoted else []
        if not words:
            return None
        word = max(words, key=lambda w: len(w[0]))
        return text[: word.start()] + "wonderful" + text[word.end() :]

    return rewrite(record, change)


def drop_speaker(case: Case, record: Record, bench: Bench) -> Record | None:
    """Give what somebody said as plain fact."""
    del case, bench

    def change(text: str) -> str | None:
        bare = _SAID_AFTER.sub(".", text)
        bare = _SAID_BEFORE.sub("", bare)
        if bare == text:
            return None
        return re.sub(r"[\"“”]", "", bare[:1].upper() + bare[1:])

    return rewrite(record, change)


def names_in(text: str) -> list[tuple[int, int]]:
    """Return spans of runs of two or more capitalised words that do not begin the sentence with one word."""
    runs: list[list[Token]] = []
    for token in tokenize(text):
        near = bool(runs and runs[-1]) and text[runs[-1][-1].end : token.start] == " "
        if not token.capital or token.number is not None:
            runs.append([])
        elif near:
            runs[-1].append(token)
        else:
            runs.append([token])
    return [(run[0].start, run[-1].end) for run in runs if len(run) >= 2 and run[0].raw != "the"]


def _names(article: Article) -> list[str]:
    return [article.text[a:b] for a, b in names_in(article.text)]


HARMFUL_TEXT = (
    Mutation("change figures", change_number, {"faithfulness": 0.5, "citation_recall": 0.5}),
    Mutation("change dates", change_date, {"faithfulness": 0.3, "citation_recall": 0.3}),
    Mutation("another name", change_name, {"faithfulness": 0.5, "citation_recall": 0.5}),
    Mutation("negate", negate, {"faithfulness": 0.3, "fact_recall_vital": 0.1}),
    Mutation("swap two names", swap_names, {"faithfulness": 0.3}),
    Mutation("edit a quotation", edit_quote, {"faithfulness": 0.3}),
    Mutation("drop the speaker", drop_speaker, {"faithfulness": 0.2, "attribution_kept": 0.3}),
)
