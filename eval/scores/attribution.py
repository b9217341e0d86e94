"""Attribution kept: what an article gives as somebody's words stays that somebody's.

    attribution kept = claims that keep the speaker / claims resting on words that an article attributes

Ours. News reports what people say; an answer that drops "the ministry said" turns a claim into a fact. The
verifier's own rules find who says what (`app.verify.attribution`).
"""

from functools import lru_cache

from app.answer import VerdictLabel
from eval.scores.base import Score
from eval.scores.faithfulness import NO_CLAIMS
from eval.scores.material import Material, ShownClaim


def attribution_kept(material: Material) -> Score:
    """Return the share of claims resting on attributed words that keep or do not change who said them."""
    if not material.claims:
        return Score.none(NO_CLAIMS)
    kept = [outcome for claim in material.claims if (outcome := keeps_attribution(claim)) is not None]
    return Score.share(
        sum(kept),
        len(kept),
        "attributed claims keep their source",
        empty="no claim rests on attributed words",
    )


def keeps_attribution(claim: ShownClaim) -> bool | None:
    """Return whether a claim keeps who said it; None when nothing that it cites is attributed to anyone."""
    from app.verify.attribution import check_attribution
    from app.verify.rules import RuleVerifier

    cited = [s for c in claim.citations for s in c.sentences]
    if not any(_is_attributed(s.text) for s in cited):
        return None
    found = RuleVerifier((check_attribution,)).findings(claim.judged, cited)
    return not any(f.label is not VerdictLabel.UNDECIDED for f in found)


@lru_cache(maxsize=4096)
def _is_attributed(sentence: str) -> bool:
    """Whether a sentence gives something as somebody's words; kept, since many answers cite the same ones."""
    from app.verify.reading import Reading

    return bool(Reading(sentence).attributions)
