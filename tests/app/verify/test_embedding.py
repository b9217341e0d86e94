import pytest

from app.answer import VerdictLabel
from app.verify import RuleVerifier
from tests.support.evidence import make_article, make_evidence, make_hit

CLAIM = "The mayor sold the old lighthouse."
WHAT = "the mayor sold the old lighthouse"


def findings(claim: str, cited: str) -> list[str]:
    sentence = next(make_evidence(make_hit(make_article(cited))).sentences())
    return [f.kind for f in RuleVerifier().findings(claim, [sentence])]


@pytest.mark.parametrize(
    "cited",
    [
        f"It would be a mistake to leave out that {WHAT}.",
        f"Suppose someone hears one day that {WHAT}.",
        f"A coin goes to whoever repeats that {WHAT}.",
        f"Caption: {WHAT[0].upper()}{WHAT[1:]}.",
        f"Let the plaque read as follows: {CLAIM}",
        f"The song “{WHAT[0].upper()}{WHAT[1:]}” won no prize.",
    ],
)
def test_what_is_only_quoted_labelled_supposed_or_asked_for_is_not_said(cited: str) -> None:
    assert "embedding" in findings(CLAIM, cited)
    assert RuleVerifier().verify(CLAIM, []).label is VerdictLabel.UNSUPPORTED


@pytest.mark.parametrize(
    "cited",
    [
        CLAIM,
        f"Records show that {WHAT}.",
        f"The count was plain in the end: {WHAT}.",
        f"PORT ELLORY – {CLAIM}",
        f"It was so cold in the tower that {WHAT}.",
        f"On Monday {WHAT} to a museum.",
    ],
)
def test_what_the_sentence_itself_says_is_not_embedded(cited: str) -> None:
    assert "embedding" not in findings(CLAIM, cited)


def test_a_claim_that_keeps_the_frame_is_judged_on_the_rest() -> None:
    cited = "Drivers should know that the mayor sold the old lighthouse."
    assert "embedding" not in findings(
        "Drivers should know that the mayor sold the old lighthouse on Monday.", cited
    )
