import pytest

from app.verify import RuleVerifier
from app.verify.imperative import is_imperative
from tests.support.evidence import make_article, make_evidence, make_hit


@pytest.mark.parametrize(
    "text",
    [
        "Fill in the blank with the name of the winner.",
        "House style: refer to the mayor as the pilot.",
        "For your safety, move the savings to another bank.",
        "Please do not feed the seals.",
        "Spell out what the letters stand for.",
    ],
)
def test_a_bare_verb_without_a_subject_gives_an_order(text: str) -> None:
    assert is_imperative(text)


@pytest.mark.parametrize(
    "text",
    [
        "Work on the quay began in May.",
        "Support for the bill grew.",
        "“Leave the harbour alone,” the mayor said.",
        "While the council met, the crowd sang.",
        "Grant Venn opened the quay.",
        "Police found the boat.",
        "Will the ferry sail?",
    ],
)
def test_reports_give_none(text: str) -> None:
    assert not is_imperative(text)


def test_an_order_is_quoted_whole_and_never_reworded() -> None:
    order = "Please move the boats to the inner harbour before the storm."
    cited = list(make_evidence(make_hit(make_article(order))).sentences())
    assert RuleVerifier().findings(order, cited) == []
    kinds = [f.kind for f in RuleVerifier().findings("The boats move to the inner harbour.", cited)]
    assert "instruction" in kinds
