"""All scores, in the order in which tables show them."""

from eval.scores import attribution, behaviour, citations, facts, faithfulness, retrieval
from eval.scores.base import Compute, Direction, ScoreKind


def _group(group: str, *rows: tuple[str, str, Direction, Compute, int]) -> tuple[ScoreKind, ...]:
    return tuple(
        ScoreKind(name=name, title=title, better=better, group=group, compute=compute, digits=digits)
        for name, title, better, compute, digits in rows
    )


SCORES: tuple[ScoreKind, ...] = (
    *_group(
        "Facts",
        ("fact_recall_vital_strict", "fact recall, vital, strict", "higher", facts.vital_strict, 3),
        ("fact_recall_vital", "fact recall, vital", "higher", facts.vital, 3),
        ("fact_recall_all", "fact recall, all", "higher", facts.all_facts, 3),
        ("fact_recall_weighted", "fact recall, weighted", "higher", facts.weighted, 3),
        ("forbidden_rate", "forbidden facts said", "lower", facts.forbidden_rate, 3),
    ),
    *_group(
        "Claims against what they cite",
        ("faithfulness", "supported (faithfulness)", "higher", faithfulness.supported, 3),
        ("unsupported_rate", "unsupported", "lower", faithfulness.unsupported, 3),
        ("contradicted_rate", "contradicted", "lower", faithfulness.contradicted, 3),
        ("undecided_rate", "undecided", "lower", faithfulness.undecided, 3),
        ("attribution_kept", "attribution kept", "higher", attribution.attribution_kept, 3),
    ),
    *_group(
        "Citations",
        ("citation_recall", "citation recall", "higher", citations.citation_recall, 3),
        ("citation_precision", "citation precision", "higher", citations.citation_precision, 3),
        ("citation_valid", "citations that open", "higher", citations.citation_valid, 3),
    ),
    *_group(
        "Retrieval",
        ("recall_at_5", "recall@5", "higher", retrieval.recall_at(5), 3),
        ("recall_at_10", "recall@10", "higher", retrieval.recall_at(10), 3),
        ("mrr", "MRR", "higher", retrieval.reciprocal_rank, 3),
        ("ndcg_at_10", "nDCG@10", "higher", retrieval.ndcg_at(10), 3),
    ),
    *_group(
        "Behaviour",
        ("abstention", "answered or abstained rightly", "higher", behaviour.abstention, 3),
        ("focus", "claims to the point", "higher", behaviour.focus, 3),
        ("self_verdicts", "own verdicts shared by the judge", None, behaviour.self_verdicts, 3),
    ),
    *_group(
        "What it took",
        ("words", "words shown", None, behaviour.words, 1),
        ("cited_words", "words per citation", None, behaviour.cited_words, 1),
        ("withheld", "claims withheld", None, behaviour.withheld, 2),
        ("seconds", "seconds", None, behaviour.seconds, 3),
        ("tokens", "tokens", None, behaviour.usage("tokens_in", "tokens_out"), 0),
        ("cost", "cost", None, behaviour.usage("cost"), 4),
    ),
)


def kind_of(name: str) -> ScoreKind | None:
    """Return the score of that name, None when there is none."""
    return next((kind for kind in SCORES if kind.name == name), None)
