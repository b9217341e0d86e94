"""Whether it answered when it should, kept to the question, and what it took."""

from collections.abc import Callable

from app.answer import VerdictLabel
from eval.matching.facts import Degree
from eval.scores.base import Score
from eval.scores.faithfulness import NO_CLAIMS
from eval.scores.material import Material


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
    """Return the share of shown claims that say a gold fact or cite words inside a relevant passage.

    Ours: padding with true but idle sentences leaves recall and faithfulness as they are, and lowers this.
    """
    if not material.case.answerable:
        return Score.none("the question has no gold facts")
    if not material.claims:
        return Score.none(NO_CLAIMS)
    saying = {m.sentence for m in material.facts if m.degree is not Degree.NONE}
    places = [p for need in material.needs for p in need.places if not p.problem]
    to_the_point = 0
    for number, claim in enumerate(material.claims):
        cites_gold = any(
            c.opens
            and (c.article_id, c.version) == (p.article_id, p.version)
            and c.span.start < p.span.end
            and p.span.start < c.span.end
            for c in claim.citations
            for p in places
        )
        to_the_point += number in saying or cites_gold
    return Score.share(to_the_point, len(material.claims), "claims to the point", empty=NO_CLAIMS)


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
        found = [material.answer.usage[n] for n in names if n in material.answer.usage]
        return Score(sum(found), "told by the system") if found else Score.none("the system tells no usage")

    return score
