"""The whole extractive answerer with the shipped model, on invented articles."""

import pytest

from app.answering import DraftClaim, DraftEnd, SentenceScore
from app.evidence import Evidence
from app.evidence_builder import build_evidence
from app.extractive.answerer import ExtractiveAnswerer
from app.extractive.scorer import LinearScorer
from app.verify.rules import RuleVerifier
from bench.paragraph_pool import ParagraphPool
from index.article import Article
from index.embedding.base import Embedder
from index.embedding.minilm import MiniLmEmbedder
from tests.support.evidence import make_article, make_evidence, make_hit

ARTICLES = [
    make_article(
        "Harbour pilots in Port Vell stopped work again after raids on their boats. The port "
        "authority counted at least 9 raids on pilot boats in the past week. Governor Ada Reske said "
        "the coast guard would answer. “We will protect our pilots,” Reske told the assembly. Nobody "
        "was hurt in the latest raid.",
        "a1",
        title="Pilots strike in Port Vell",
        outlet="Harbour Post",
        published_at="2024-03-02",
    ),
    make_article(
        "Two pilots were killed and more than 20 wounded when a skiff rammed a launch off Cape Marrow "
        "on Friday. They were the first deaths since the strike began. Reske admitted that there have "
        "been 74 assaults on pilot boats since the strike began. She called the assaults “a stain on "
        "this coast”. The cutter Sarnia chased the skiff away and sank it.",
        "a2",
        title="Deadly night off Cape Marrow",
        outlet="Coast Wire",
        published_at="2024-05-20",
    ),
    make_article(
        "The Sorrel council approved a new ferry timetable. Ferries will leave the north quay every "
        "forty minutes. Councillor Bram Oske said that fares stay the same. The old timetable ends in "
        "June.",
        "a3",
        title="New ferry timetable for Sorrel",
        outlet="Sorrel Echo",
        published_at="2024-04-11",
    ),
]


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return MiniLmEmbedder()


@pytest.fixture(scope="module")
def pool(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> ParagraphPool:
    return ParagraphPool(ARTICLES, embedder, tmp_path_factory.mktemp("pool"))


def propose(
    question: str, pool: ParagraphPool, embedder: Embedder
) -> tuple[list[DraftClaim], DraftEnd, Evidence]:
    evidence = build_evidence(pool.search(question, 24))
    drafts = list(
        ExtractiveAnswerer(LinearScorer(embedder), embedder, RuleVerifier()).propose(question, evidence)
    )
    claims = [draft for draft in drafts if isinstance(draft, DraftClaim)]
    end = drafts[-1]
    assert isinstance(end, DraftEnd)
    return claims, end, evidence


def quoted(claim: DraftClaim, label: str | None = None) -> list[str]:
    return [span.of(claim.text) for span in claim.answer_spans[label or claim.labels[0]]]


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("How many pilots were killed off Cape Marrow?", "Two pilots were killed", "Two"),
        ("What did Reske call the assaults?", "She called the assaults", "“a stain on this coast”"),
        ("Which cutter sank the skiff?", "The cutter Sarnia", "Sarnia"),
        ("How often do ferries leave the north quay?", "Ferries will leave the north quay", ""),
    ],
)
def test_the_sentence_that_answers_comes_first_and_is_quoted_exactly(
    question: str, sentence: str, answer: str, pool: ParagraphPool, embedder: Embedder
) -> None:
    claims, end, evidence = propose(question, pool, embedder)
    assert end.answered
    first = claims[0]
    assert first.text.startswith(sentence)
    assert evidence.by_label()[first.labels[0]].text == first.text
    if answer:
        assert any(answer in words for words in quoted(first))


@pytest.mark.parametrize(
    "question",
    [
        "Who is the mayor of Port Vell?",
        "Who is the governor of Lantry?",
        "How many kangaroos live in the Sorrel zoo?",
        "When was the Treaty of Ghent signed?",
    ],
)
def test_what_no_article_holds_is_not_answered(
    question: str, pool: ParagraphPool, embedder: Embedder
) -> None:
    claims, end, _ = propose(question, pool, embedder)
    assert claims == []
    assert not end.answered


@pytest.mark.parametrize(
    "question",
    ["How many raids on pilot boats have there been?", "How many times have pilot boats been raided?"],
)
def test_differing_figures_are_shown_newest_first_with_day_and_outlet(
    question: str, pool: ParagraphPool, embedder: Embedder
) -> None:
    claims, end, evidence = propose(question, pool, embedder)
    assert [claim.lead for claim in claims] == ["Coast Wire, 20 May 2024:", "Harbour Post, 2 March 2024:"]
    assert [quoted(claim) for claim in claims] == [["74"], ["9"]]
    assert [figure.value for figure in end.figures] == ["74 assaults", "at least 9 raids"]
    assert [evidence.by_label()[figure.label].text for figure in end.figures] == [c.text for c in claims]
    assert "differ" in end.notes[0]


class Fixed:
    """Scores sentences by their place."""

    def __init__(self, *scores: float) -> None:
        self.scores = scores

    def score(self, question: str, evidence: Evidence) -> list[SentenceScore]:
        return [SentenceScore(score) for score in self.scores]


def from_fixed(question: str, scores: list[float], *articles: Article) -> tuple[list[DraftClaim], DraftEnd]:
    evidence = make_evidence(*(make_hit(article) for article in articles))
    drafts = list(
        ExtractiveAnswerer(Fixed(*scores), MiniLmEmbedder(), RuleVerifier()).propose(question, evidence)
    )
    claims = [draft for draft in drafts if isinstance(draft, DraftClaim)]
    end = drafts[-1]
    assert isinstance(end, DraftEnd)
    return claims, end


def test_a_repeat_in_another_article_becomes_a_second_label() -> None:
    one = make_article("The Corsa sank off Port Vell on Monday.", "a1")
    two = make_article("On Monday, in heavy rain, the Corsa sank off Port Vell.", "a2")
    claims, _ = from_fixed("Which ferry sank?", [0.9, 0.8], one, two)
    assert [claim.labels for claim in claims] == [("1.1", "2.1")]
    assert claims[0].text == "The Corsa sank off Port Vell on Monday."


def test_another_scorer_takes_the_place_of_ours_and_few_sentences_are_shown() -> None:
    article = make_article("Reske spoke. The quay burned. Ferries stopped. Nobody was hurt. Rain fell.")
    claims, end = from_fixed("Which news came from the quay?", [0.1, 0.95, 0.9, 0.85, 0.2], article)
    assert [claim.text for claim in claims] == ["The quay burned.", "Ferries stopped."]
    assert end.answered


def test_no_evidence_is_no_answer() -> None:
    claims, end = from_fixed("Which ferry sank?", [])
    assert claims == []
    assert not end.answered


def test_a_figure_of_the_same_thing_elsewhere_is_not_set_beside_it() -> None:
    one = make_article("There were 9 raids on pilot boats off Port Vell.", "a1", published_at="2024-03-02")
    two = make_article("Police in Marrow made 31 raids on gambling dens.", "a2", published_at="2024-05-02")
    claims, end = from_fixed("How many raids on pilot boats off Port Vell were there?", [0.9, 0.1], one, two)
    assert [claim.text for claim in claims] == ["There were 9 raids on pilot boats off Port Vell."]
    assert end.figures == ()


def test_a_sentence_without_a_figure_does_not_answer_how_many() -> None:
    article = make_article(
        "Raids on pilot boats off Port Vell grew more frequent. The navy counted 9 raids there."
    )
    claims, _ = from_fixed("How many raids on pilot boats were there?", [0.9, 0.7], article)
    assert [claim.text for claim in claims] == ["The navy counted 9 raids there."]
