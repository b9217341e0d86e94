"""Of several sentences that a claim names, only those are cited that it rests on."""

import pytest

from app.answering import DraftClaim, DraftEnd
from app.verify.rules import RuleVerifier
from tests.support.answering import ListSearcher, ScriptedAnswerer, make_engine
from tests.support.evidence import make_article, make_hit

TEXTS = (
    "The court convicted Ola Rand of theft on Monday.",  # 1.1
    "The court acquitted Ola Rand of theft on Monday.",  # 2.1
    "On Monday, the court convicted Ola Rand of theft, in spite of her tears.",  # 3.1
    "The harbour of Skerry was calm.",  # 4.1
    "Nobody was hurt.",  # 5.1
)


@pytest.mark.parametrize(
    ("text", "labels", "cited"),
    [
        (TEXTS[0], ("1.1", "2.1", "3.1"), ["a0", "a2"]),
        (TEXTS[0], ("2.1", "1.1"), ["a0"]),
        ("Ola Rand was convicted of theft on Monday.", ("1.1", "2.1"), ["a0"]),
        ("Ola Rand was convicted of theft on Monday.", ("4.1", "1.1", "5.1"), ["a0"]),
        ("The harbour of Skerry was calm, and nobody was hurt.", ("4.1", "5.1", "1.1"), ["a3", "a4"]),
        ("The harbour of Skerry was calm.", ("4.1",), ["a3"]),
    ],
)
def test_what_a_claim_does_not_rest_on_is_not_cited(
    text: str, labels: tuple[str, ...], cited: list[str]
) -> None:
    hits = [make_hit(make_article(told, f"a{n}")) for n, told in enumerate(TEXTS)]
    answerer = ScriptedAnswerer(DraftClaim(text=text, labels=labels), DraftEnd(answered=True))
    answer = make_engine(ListSearcher(*hits), answerer, verifier=RuleVerifier()).ask("What happened?")
    assert [claim.text for claim in answer.claims] == [text]
    assert [citation.article.article_id for citation in answer.citations] == cited
