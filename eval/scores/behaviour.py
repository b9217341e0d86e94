"""Whether it answered when it should, kept to the question, and what it took."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from app.answer import VerdictLabel
from eval.articles import sentences_of
from eval.matching.facts import Degree
from eval.scores.base import Score
from eval.scores.faithfulness import NO_CLAIMS
from eval.scores.material import Material
from index.article import Span

_HALF = 0.5


def abstention(material: Material) -> Score:
    """Return 1 when it answered an answerable question or abstained on an unanswerable one, else 0.

    The two-by-two of answerable and answered behind it is in the summary, so that abstaining always and
    answering always can be told apart; compare SQuAD 2.0's no-answer accuracy (Rajpurkar et al. 2018).
    """
    right = material.answered == material.case.answerable
    what = "answered" if material.answered else "abstained"
    kind = "an answerable" if material.case.answerable else "an unanswerable"
    return Score(float(right), f"{what} {kind} question")


def focus(material: Material) -> Score:
    """Return the share of shown claims that say a gold fact or cite a relevant sentence.

    Ours: padding with true but idle sentences leaves recall and faithfulness as they are, and lowers this. At
    least half of the cited characters must lie in the sentences of a gold span: citing a whole article is
    pointing at nothing.
    """
    if not material.case.answerable:
        return Score.none("the question has no gold facts")
    if not material.claims:
        return Score.none(NO_CLAIMS)
    saying = {m.sentence for m in material.facts if m.degree is not Degree.NONE}
    gold = _gold_sentences(material)
    to_the_point = 0
    for number, claim in enumerate(material.claims):
        cites_gold = any(
            c.opens and _shared(c.span, gold.get((c.article_id, c.version), ())) >= _HALF
            for c in claim.citations
        )
        to_the_point += number in saying or cites_gold
    return Score.share(to_the_point, len(material.claims), "claims to the point", empty=NO_CLAIMS)


def _gold_sentences(material: Material) -> dict[tuple[str, str], set[Span]]:
    """Return the sentences that gold spans touch, by article version."""
    found: dict[tuple[str, str], set[Span]] = defaultdict(set)
    for place in (p for need in material.needs for p in need.places if not p.problem):
        article = material.articles.get(place.article_id, place.version)
        for span in sentences_of(article.text) if article else ():
            if span.start < place.span.end and place.span.start < span.end:
                found[place.article_id, place.version].add(span)
    return found


def _shared(cited: Span, sentences: Iterable[Span]) -> float:
    """Return the share of the cited characters that lie in the sentences."""
    inside = sum(max(0, min(cited.end, s.end) - max(cited.start, s.start)) for s in sentences)
    return inside / max(1, cited.end - cited.start)


def words(material: Material) -> Score:
    """Return how many words the reader is shown, leads included."""
    count = sum(len(claim.text.split()) for claim in material.claims)
    return Score(float(count), "words shown")


def cited_words(material: Material) -> Score:
    """Return the mean words of a citation: quoting a whole article carries anything and shows nothing."""
    quotes = [len(c.quote.split()) for claim in material.claims for c in claim.citations if c.opens]
    return Score.share(sum(quotes), len(quotes), "words per citation", empty="no citation opens")


def withheld(material: Material) -> Score:
    """Return how many claims the system withheld; told only."""
    return Score(float(len(material.answer.withheld)), "claims withheld")


def self_verdicts(material: Material) -> Score:
    """Return the share of shown claims whose own verdict the judge shares. Told only."""
    listed = [c for c in material.claims if not c.extra]
    same = sum(
        VerdictLabel(claim.verdict) is verdict.label
        for claim, verdict in zip(material.answer.claims, material.verdicts, strict=False)
    )
    return Score.share(same, len(listed), "verdicts shared by the judge", empty=NO_CLAIMS)


def seconds(material: Material) -> Score:
    """Return the wall-clock seconds of answering."""
    taken = material.record.seconds
    if taken is None:
        taken = material.answer.timings.get("total")
    return Score(taken, "seconds") if taken is not None else Score.none("no time was told")


def usage(*names: str) -> Callable[[Material], Score]:
    """Return a score: the sum of these entries of the answer's `usage`, not scored when it has none."""

    def score(material: Material) -> Score:
        told = material.answer.usage
        found = [told[n] for n in names if n in told]
        if found:
            return Score(sum(found), "told by the system")
        return Score.none(
            "its reply came from a cache" if told.get("cached") else "the system tells no usage"
        )

    return score
