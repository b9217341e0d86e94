import numpy as np
import pytest

from app.answer import VerdictLabel
from app.evidence import EvidenceSentence
from app.verify.blend import BlendedChecker, Logistic
from app.verify.learned import LEARNED_FINDINGS, LearnedVerifier
from index.article import ArticleInfo, Span
from index.embedding.minilm import MiniLmEmbedder

TEXT = "The council of Velmora sold nine old ferries to a scrap dealer in Halvik on Monday."


def cite(text: str) -> list[EvidenceSentence]:
    info = ArticleInfo(article_id="a", version="v")
    return [EvidenceSentence(label="1.1", span=Span(0, len(text)), text=text, article=info)]


@pytest.fixture(scope="module")
def blend() -> BlendedChecker:
    return BlendedChecker(MiniLmEmbedder(threads=1))


@pytest.fixture(scope="module")
def judge(blend: BlendedChecker) -> LearnedVerifier:
    return LearnedVerifier(blend)


def test_copy_paraphrase_and_invention_come_in_this_order(judge: LearnedVerifier) -> None:
    claims = (
        TEXT,
        "Nine elderly ferries went from Velmora's council to a scrap merchant in Halvik.",
        "A choir from Orlanne sang all night under the bridge.",
    )
    shares = [judge.verify(claim, cite(TEXT)).probability for claim in claims]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] > 0.8
    assert shares[2] < 0.2


def test_labels_follow_the_probability(judge: LearnedVerifier) -> None:
    assert judge.verify(TEXT, cite(TEXT)).label is VerdictLabel.SUPPORTED
    invented = judge.verify("A choir from Orlanne sang all night.", cite(TEXT))
    assert invented.label is VerdictLabel.UNSUPPORTED
    assert invented.reasons


def test_a_refuted_claim_is_less_likely_than_the_same_unrefuted(judge: LearnedVerifier) -> None:
    true, false = (judge.verify(claim, cite(TEXT)) for claim in (TEXT, TEXT.replace("nine", "seven")))
    assert (true.probability or 0) > (false.probability or 0) + 0.1


def test_what_the_rules_refute_is_called_contradicted(blend: BlendedChecker) -> None:
    never = Logistic(np.zeros(len(LEARNED_FINDINGS)), -5.0)
    verdict = LearnedVerifier(blend, weights=never).verify(TEXT.replace("nine", "seven"), cite(TEXT))
    assert verdict.label is VerdictLabel.CONTRADICTED
    assert "seven" in verdict.reasons[0]


@pytest.mark.parametrize(("claim", "text"), [("Ferries sank.", None), ("", TEXT)])
def test_nothing_cited_or_said_is_no_support(judge: LearnedVerifier, claim: str, text: str | None) -> None:
    verdict = judge.verify(claim, cite(text) if text else [])
    assert (verdict.label, verdict.probability) == (VerdictLabel.UNSUPPORTED, 0.0)
