"""Mutations of citations, claims, abstention and retrieval."""

from app.contract import ClaimModel
from eval.articles import sentences_of
from eval.cases import Case
from eval.matching.facts import Degree, Shown, find_fact
from eval.records import Record, RetrievedModel
from eval.selftest.gold_answers import citation_of
from eval.selftest.mutation import Bench, Mutation, claims_of, with_answer
from index.article import Article, Span

_SHIFT = 7
_STRANGER = 99


def shift_citation(case: Case, record: Record, bench: Bench) -> Record | None:
    """Move every citation's offsets by a few characters, its quote as it was."""
    del case, bench
    citations = record.answer.citations if record.answer else []
    moved = [
        c.model_copy(
            update={"start": max(0, c.start - _SHIFT), "end": max(0, c.start - _SHIFT) + len(c.quote)}
        )
        if c.start >= _SHIFT
        else c.model_copy(update={"start": c.start + _SHIFT, "end": c.end + _SHIFT})
        for c in citations
    ]
    return with_answer(record, citations=moved) if moved else None


def move_citation(case: Case, record: Record, bench: Bench) -> Record | None:
    """Cite a real sentence of another article instead."""
    del case
    other = bench.other_article(record)
    if other is None or record.answer is None or not record.answer.citations:
        return None
    sentence = _sentence(other, bench)
    return with_answer(record, citations=[citation_of(c.n, other, sentence) for c in record.answer.citations])


def misquote(case: Case, record: Record, bench: Bench) -> Record | None:
    """Change the quote of every citation, its offsets as they were."""
    del case, bench
    citations = record.answer.citations if record.answer else []
    changed = [c.model_copy(update={"quote": c.quote.replace("e", "a", 1)}) for c in citations]
    return with_answer(record, citations=changed) if changed != citations else None


def invent_citation(case: Case, record: Record, bench: Bench) -> Record | None:
    """Cite an article that is not there, beside the right one."""
    del case, bench
    if record.answer is None or not record.answer.citations:
        return None
    first = record.answer.citations[0]
    fake = first.model_copy(update={"n": _STRANGER, "article_id": "no-such-article"})
    claims = [c.model_copy(update={"citations": [*c.citations, _STRANGER]}) for c in claims_of(record)]
    return with_answer(record, citations=[*record.answer.citations, fake], claims=claims)


def unlisted_citation(case: Case, record: Record, bench: Bench) -> Record | None:
    """Cite a number that stands for nothing, instead of the right one."""
    del case, bench
    return with_answer(
        record, claims=[c.model_copy(update={"citations": [_STRANGER]}) for c in claims_of(record)]
    )


def drop_citations(case: Case, record: Record, bench: Bench) -> Record | None:
    """Leave the claims without citations."""
    del case, bench
    claims = [c.model_copy(update={"citations": []}) for c in claims_of(record)]
    return with_answer(record, claims=claims, citations=[])


def delete_vital(case: Case, record: Record, bench: Bench) -> Record | None:
    """Delete the claims that say the first vital fact."""
    del bench
    kept = [c for c in claims_of(record) if not _says_vital(case, c)]
    return with_answer(record, claims=kept, status="answered" if kept else "abstained")


def withhold_vital(case: Case, record: Record, bench: Bench) -> Record | None:
    """Move the claims that say the first vital fact to the withheld ones."""
    del bench
    kept = [c for c in claims_of(record) if not _says_vital(case, c)]
    gone = [c for c in claims_of(record) if _says_vital(case, c)]
    return with_answer(record, claims=kept, withheld=gone, status="answered" if kept else "abstained")


def pad_uncited(case: Case, record: Record, bench: Bench) -> Record | None:
    """Add a sentence that says nothing and cites nothing."""
    del case, bench
    idle = ClaimModel(text="The matter has been widely discussed in recent weeks.", verdict="supported")
    return with_answer(record, claims=[*claims_of(record), idle])


def pad_in_text(case: Case, record: Record, bench: Bench) -> Record | None:
    """Say a sentence in the answer's text that none of its claims holds."""
    del case, bench
    text = " ".join([*(c.text for c in claims_of(record)), "The matter has been widely discussed since."])
    return with_answer(record, text=text)


def pad_cited(case: Case, record: Record, bench: Bench) -> Record | None:
    """Add a true, cited sentence of another article, which answers nothing."""
    del case
    other = bench.other_article(record)
    if other is None or record.answer is None:
        return None
    sentence = _sentence(other, bench)
    claim = ClaimModel(
        text=" ".join(sentence.of(other.text).split()), verdict="supported", citations=[_STRANGER]
    )
    return with_answer(
        record,
        claims=[*record.answer.claims, claim],
        citations=[*record.answer.citations, citation_of(_STRANGER, other, sentence)],
        status="answered",
    )


def say_forbidden(case: Case, record: Record, bench: Bench) -> Record | None:
    """Say the forbidden facts, with the right citations beside them."""
    del bench
    if not case.forbidden:
        return None
    numbers = [c.n for c in record.answer.citations] if record.answer else []
    said = [ClaimModel(text=f.text, verdict="supported", citations=numbers) for f in case.forbidden]
    sure = [c for c, f in zip(said, case.forbidden, strict=True) if _says(f.text, f)]
    return with_answer(record, claims=[*claims_of(record), *sure]) if len(sure) == len(said) else None


def abstain(case: Case, record: Record, bench: Bench) -> Record | None:
    """Abstain on an answerable question."""
    del case, bench
    return with_answer(record, claims=[], citations=[], status="abstained")


def lose_passages(case: Case, record: Record, bench: Bench) -> Record | None:
    """Retrieve nothing relevant."""
    del case
    other = bench.other_article(record)
    return record.model_copy(update={"retrieved": [_whole(other)]}) if other else None


def bury_passages(case: Case, record: Record, bench: Bench) -> Record | None:
    """Put three passages of another article before the relevant ones."""
    del case
    other = bench.other_article(record)
    if other is None or not record.retrieved:
        return None
    return record.model_copy(update={"retrieved": [_whole(other)] * 3 + record.retrieved})


def _says_vital(case: Case, claim: ClaimModel) -> bool:
    vital = next(f for f in case.facts if f.importance == "vital")
    return find_fact(vital, [Shown.of(claim.text)]).degree is not Degree.NONE


def _says(text: str, fact: object) -> bool:
    return find_fact(fact, [Shown.of(text)]).degree is not Degree.NONE  # type: ignore[arg-type]


def _sentence(article: Article, bench: Bench) -> Span:
    return bench.rng.choice(sentences_of(article.text))


def _whole(article: Article) -> RetrievedModel:
    info = article.info
    return RetrievedModel(
        article_id=info.article_id, version=info.version, start=0, end=len(article.text), text=article.text
    )


HARMFUL_FORM = (
    Mutation("citation shifted", shift_citation, {"citation_valid": 0.9, "citation_recall": 0.9}),
    Mutation("citation misquoted", misquote, {"citation_valid": 0.9, "citation_precision": 0.9}),
    Mutation("citation to another place", move_citation, {"citation_recall": 0.8, "citation_precision": 0.8}),
    Mutation("citation invented", invent_citation, {"citation_precision": 0.4, "citation_valid": 0.4}),
    Mutation("citation number unlisted", unlisted_citation, {"citation_recall": 0.9, "citation_valid": 0.9}),
    Mutation("citations dropped", drop_citations, {"citation_recall": 0.9, "faithfulness": 0.9}),
    Mutation("vital fact deleted", delete_vital, {"fact_recall_vital_strict": 0.4, "fact_recall_all": 0.3}),
    Mutation("vital fact withheld", withhold_vital, {"fact_recall_vital_strict": 0.4}),
    Mutation("padding, uncited", pad_uncited, {"faithfulness": 0.2, "citation_recall": 0.2, "focus": 0.2}),
    Mutation("padding in the text alone", pad_in_text, {"faithfulness": 0.2, "citation_recall": 0.2}),
    Mutation("padding, cited but idle", pad_cited, {"focus": 0.2}),
    Mutation("forbidden facts said", say_forbidden, {"forbidden_rate": 0.9}),
    Mutation("abstains wrongly", abstain, {"abstention": 0.9, "fact_recall_vital_strict": 0.9}),
    Mutation("answers what it cannot", pad_cited, {"abstention": 0.9}, on=False),
    Mutation("relevant passages lost", lose_passages, {"recall_at_10": 0.9, "mrr": 0.9, "ndcg_at_10": 0.9}),
    Mutation("relevant passages buried", bury_passages, {"mrr": 0.5, "ndcg_at_10": 0.3}),
)
