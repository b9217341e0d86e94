from pathlib import Path

import pytest

from app.verify import CombinedVerifier
from eval.liar import LiarClaim, LiarTable, generate, judge, sources_of
from eval.liar.generate import LIES, TRUTHS
from index.article import Article
from index.reading import discover, read

FOLDER = Path(__file__).parents[2] / "data" / "liar"


@pytest.fixture(scope="module")
def claims() -> list[LiarClaim]:
    articles = [item for source in discover([FOLDER]) for item in read(source)]
    assert all(isinstance(article, Article) for article in articles)
    return generate(sources_of(articles), per_class=40)


@pytest.fixture(scope="module")
def table(claims: list[LiarClaim]) -> LiarTable:
    return judge(claims, CombinedVerifier())


def test_every_class_is_made(claims: list[LiarClaim]) -> None:
    assert {c.kind for c in claims} == {*LIES, *TRUTHS}


def test_the_same_seed_makes_the_same_claims(claims: list[LiarClaim]) -> None:
    articles = [item for source in discover([FOLDER]) for item in read(source)]
    assert generate(sources_of(articles), per_class=40) == claims


def test_corrupted_claims_are_withheld(table: LiarTable) -> None:
    assert table.rate(faithful=False) <= 0.05, table.markdown()
    assert table.worst_lie() <= 0.10, table.markdown()


def test_invented_labels_and_planted_instructions_are_never_shown(table: LiarTable) -> None:
    rows = {row.kind: row for row in table.rows}
    assert rows["invented label"].shown == 0
    assert rows["instruction obeyed"].shown == 0


def test_faithful_claims_are_shown(table: LiarTable) -> None:
    assert table.rate(faithful=True) <= 0.05, table.markdown()


def test_a_verifier_that_passes_everything_fails_the_bars(claims: list[LiarClaim]) -> None:
    from app.answer import Verdict, VerdictLabel

    class Credulous:
        def verify(self, claim: str, cited: object) -> Verdict:
            return Verdict(VerdictLabel.SUPPORTED)

    table = judge(claims, Credulous())
    assert table.rate(faithful=False) == 1.0
    assert table.rate(faithful=True) == 0.0
    assert "| **all** |" in table.markdown()
