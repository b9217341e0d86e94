import numpy as np
import pytest

from app.evidence import Evidence
from app.extractive.features import EVIDENCE_FEATURES, SENTENCE_FEATURES
from app.extractive.scorer import MOST_EMBEDDED, LinearScorer, load_coefficients
from index.embedding.base import Embedder, Vectors
from index.embedding.minilm import MiniLmEmbedder
from tests.support.evidence import make_article, make_evidence, make_hit

FERRY = make_article(
    "Rain fell all day. The ferry Corsa left Port Vell at noon with 40 cars. Gulls cried. Why?", "a1"
)
BAKERY = make_article("A bakery opened in Sorrel. It sells rye bread.", "a2")


class Counting:
    """Counts the texts that are embedded in one call."""

    def __init__(self, inner: Embedder) -> None:
        self.inner, self.most = inner, 0
        self.name, self.dimensions, self.max_tokens = inner.name, inner.dimensions, inner.max_tokens

    def count_tokens(self, texts: list[str]) -> list[int]:
        return self.inner.count_tokens(texts)

    def embed(self, texts: list[str]) -> Vectors:
        self.most = max(self.most, len(texts))
        return self.inner.embed(texts)


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return MiniLmEmbedder()


def test_one_probability_for_each_sentence_in_order_and_the_answer_marked(embedder: Embedder) -> None:
    evidence = make_evidence(make_hit(FERRY), make_hit(BAKERY, score=0.2))
    scores = LinearScorer(embedder).score("How many cars were on the ferry Corsa?", evidence)
    sentences = list(evidence.sentences())
    assert len(scores) == len(sentences)
    assert all(0.0 <= score.score <= 1.0 for score in scores)
    best = max(range(len(scores)), key=lambda i: scores[i].score)
    assert sentences[best].text.startswith("The ferry Corsa")
    assert scores[best].answer is not None
    assert scores[best].answer.of(sentences[best].text) == "40"


def test_scores_are_the_same_every_time(embedder: Embedder) -> None:
    evidence = make_evidence(make_hit(FERRY), make_hit(BAKERY, score=0.2))
    one, two = (LinearScorer(embedder).score("When did the Corsa leave?", evidence) for _ in range(2))
    assert one == two


def test_the_right_evidence_is_likelier_than_other_evidence(embedder: Embedder) -> None:
    scorer = LinearScorer(embedder)
    right = scorer.score("When did the ferry Corsa leave Port Vell?", make_evidence(make_hit(FERRY)))
    wrong = scorer.score("When did the ferry Corsa leave Port Vell?", make_evidence(make_hit(BAKERY)))
    assert max(s.score for s in right) > max(s.score for s in wrong)


def test_the_number_of_embedded_sentences_is_bounded(embedder: Embedder) -> None:
    long = make_article(" ".join(f"Boat number {n} lay at the quay." for n in range(3 * MOST_EMBEDDED)))
    counting = Counting(embedder)
    scores = LinearScorer(counting).score("Which boat lay at the quay?", make_evidence(make_hit(long)))
    assert len(scores) == 3 * MOST_EMBEDDED
    assert counting.most == MOST_EMBEDDED + 1


@pytest.mark.parametrize(
    "question", ["?", "the of", "🜁🜂", "a" * 3000, "\ud800 what", "How many", "who is the"]
)
def test_odd_questions_are_scored_like_any_other(question: str, embedder: Embedder) -> None:
    scores = LinearScorer(embedder).score(question, make_evidence(make_hit(FERRY)))
    assert len(scores) == 4
    assert all(np.isfinite(score.score) for score in scores)


def test_no_evidence_has_no_scores(embedder: Embedder) -> None:
    assert LinearScorer(embedder).score("Which ferry?", Evidence()) == []


def test_the_shipped_model_knows_every_feature_and_keeps_the_order_of_ranks() -> None:
    model = load_coefficients()
    assert model.rank.shape == (len(SENTENCE_FEATURES),)
    assert model.evidence.shape == (len(EVIDENCE_FEATURES),)
    assert model.slope > 0
    assert np.count_nonzero(model.rank) > len(SENTENCE_FEATURES) / 2
