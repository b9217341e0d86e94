import pytest

from app.verify import RuleVerifier
from tests.support.evidence import make_article, make_evidence, make_hit

CLAIM = "The old lighthouse was sold on Monday."
WHAT = "the old lighthouse was sold on Monday"


def findings(claim: str, cited: str) -> list[str]:
    sentence = next(make_evidence(make_hit(make_article(cited))).sentences())
    return [f.kind for f in RuleVerifier().findings(claim, [sentence])]


@pytest.mark.parametrize(
    "cited",
    [
        f"Every account of the day has to contain the words {WHAT}.",
        f"Status = {WHAT}",
        f"Tags: quay, harbour, {WHAT}",
        f"In the novel that everyone is reading, {WHAT}.",
        f"If the bids were high enough, {WHAT}.",
        f"Did the council know: {WHAT}?",
        f"The prize goes to whoever shouts {WHAT}.",
    ],
)
def test_words_that_hang_on_something_else_are_not_said(cited: str) -> None:
    assert {"excerpt", "embedding"} & set(findings(CLAIM, cited))


@pytest.mark.parametrize(
    "cited",
    [
        f"The bids were opened at noon, and {WHAT}.",
        f"After a long debate, {WHAT}.",
        f"When the bids were opened, {WHAT}.",
        f"BRANNOCH – {CLAIM}",
        "A landmark of the coast, the old lighthouse was sold on Monday.",
        "Sailors remember the old lighthouse, which was sold on Monday.",
    ],
)
def test_a_clause_of_the_sentence_is_said(cited: str) -> None:
    assert not {"excerpt", "embedding"} & set(findings(CLAIM, cited))


def test_a_number_written_as_a_figure_leaves_the_front_of_the_sentence_in_place() -> None:
    assert findings("The 2 had met in Velmora before.", "The two had met in Velmora before.") == []
