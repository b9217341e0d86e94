"""Changes that leave an answer as good as it was: no score may move."""

import re

from app.contract import ClaimModel
from eval.cases import Case
from eval.matching.tokens import tokenize
from eval.matching.values import Sentence
from eval.records import Record
from eval.selftest.mutation import Bench, Mutation, claims_of, rewrite, with_answer

_WORDS = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}}) ({_MONTH})\b( \d{{4}})?(?! \d)")
_PARAPHRASES = (
    (r"\bper cent\b", "percent"),
    (r"\bdid not\b", "didn't"),
    (r"\bwas not\b", "wasn't"),
    (r"\bmore than\b", "over"),
    (r"\babout (?=\d)", "around "),
    (r"\bno fewer than\b", "at least"),
)
# Quoted words are somebody's own: to change them is no harmless change.
_QUOTED = re.compile(r'"[^"]*"|“[^”]*”')


def reorder(case: Case, record: Record, bench: Bench) -> Record | None:
    """Turn the order of claims and of the list of citations round."""
    del case, bench
    claims = claims_of(record)
    if len(claims) < 2 or record.answer is None:
        return None
    return with_answer(record, claims=claims[::-1], citations=record.answer.citations[::-1])


def renumber(case: Case, record: Record, bench: Bench) -> Record | None:
    """Give the citations other numbers."""
    del case, bench
    if record.answer is None or not record.answer.citations:
        return None
    citations = [c.model_copy(update={"n": c.n + 10}) for c in record.answer.citations]
    claims = [c.model_copy(update={"citations": [n + 10 for n in c.citations]}) for c in claims_of(record)]
    return with_answer(record, claims=claims, citations=citations)


def spell_numbers(case: Case, record: Record, bench: Bench) -> Record | None:
    """Write small numbers as words, or words as figures, outside quotations."""
    del case, bench

    def change(text: str) -> str | None:
        tokens = tokenize(text)
        quoted = [match.span() for match in _QUOTED.finditer(text)]
        whole = [
            t
            for i in Sentence.of(tokens).numbers
            for t in [tokens[i]]
            if t.number in range(2, 13)
            and _alone(text, t)
            and not any(start <= t.start < end for start, end in quoted)
        ]
        for token in reversed(whole):
            value = int(token.number or 0)
            other = _WORDS[value] if text[token.start].isdigit() else str(value)
            text = text[: token.start] + other + text[token.end :]
        return text if whole else None

    return rewrite(record, change)


def turn_dates(case: Case, record: Record, bench: Bench) -> Record | None:
    """Write `4 May 2031` as `May 4, 2031`."""
    del case, bench

    def turned(match: re.Match[str]) -> str:
        return f"{match[2]} {match[1]}" + (f",{match[3]}" if match[3] else "")

    return rewrite(record, lambda text: _DAY_FIRST.sub(turned, text))


def other_typography(case: Case, record: Record, bench: Bench) -> Record | None:
    """Use straight quotation marks, other dashes and other spaces."""
    del case, bench
    table = str.maketrans({"“": '"', "”": '"', "’": "'", "–": "—"})
    return rewrite(record, lambda text: text.translate(table).replace(" ", "\u00a0", 1))


def paraphrase(case: Case, record: Record, bench: Bench) -> Record | None:
    """Say the same in other words, where that is certain and nobody is quoted."""
    del case, bench

    def change(text: str) -> str:
        parts = re.split(f"({_QUOTED.pattern})", text)
        for pattern, other in _PARAPHRASES:
            parts[::2] = [re.sub(pattern, other, part) for part in parts[::2]]
        return "".join(parts)

    return rewrite(record, change)


def add_lead(case: Case, record: Record, bench: Bench) -> Record | None:
    """Say date and outlet of the article before each claim."""
    del case, bench
    by_number = {c.n: c for c in record.answer.citations} if record.answer else {}
    claims: list[ClaimModel] = []
    for claim in claims_of(record):
        cited = by_number[claim.citations[0]]
        lead = ", ".join(filter(None, (cited.outlet, (cited.published_at or "")[:10])))
        claims.append(claim.model_copy(update={"lead": f"{lead}:" if lead else ""}))
    return with_answer(record, claims=claims) if any(c.lead for c in claims) else None


def praise_itself(case: Case, record: Record, bench: Bench) -> Record | None:
    """Doubt its own claims; the judge's verdicts are what counts."""
    del case, bench
    return with_answer(
        record, claims=[c.model_copy(update={"verdict": "undecided"}) for c in claims_of(record)]
    )


def _alone(text: str, token: object) -> bool:
    """Whether a number stands between spaces, so that `3.5`, `3-2` and `3m` are left as they are."""
    start, end = token.start, token.end  # type: ignore[attr-defined]
    return (start == 0 or text[start - 1] == " ") and text[end : end + 1] in ("", " ")


HARMLESS = (
    Mutation("reordered", reorder),
    Mutation("citations renumbered", renumber),
    Mutation("numbers as words or figures", spell_numbers),
    Mutation("dates the other way round", turn_dates),
    Mutation("other typography", other_typography),
    Mutation("paraphrased", paraphrase),
    Mutation("date and outlet said before", add_lead),
    Mutation("own verdicts changed", praise_itself),
)
